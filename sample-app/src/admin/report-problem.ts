import type { LianlianReportError } from 'nestjs-lianlian';

import type { Text } from '../language/text.js';

/** How much of a file is looked at for the cause. */
const SEEN_BYTES = 64 * 1024;

/** What to do about a report that a spreadsheet changed. */
export const SAVED_IN_SPREADSHEET: Text = {
  zh: '请上传连连的原始文件，不要用表格软件打开后保存。',
  en: 'Upload the file as LianLian made it, and do not save it in a spreadsheet.',
};

export const NOT_DAILY: Text = {
  zh: '请上传日对账单，并保留连连的原始文件名，如 JYMX_201403251000001147_20140528.txt。',
  en: 'Keep the original file name of the daily report, such as JYMX_201403251000001147_20140528.txt.',
};

/** A report of a merchant that is not the shop's. */
export function otherMerchant(named: string, ours: readonly string[]): Text {
  return {
    zh: `文件名是商户 ${named} 的，而本店的商户号是 ${ours.join('、')}。请下载本店的对账单。`,
    en: `The file is named for merchant ${named}, and this shop is ${ours.join(', ')}. Download the report of this shop.`,
  };
}

/** @param booked how many payments and refunds the shop knows of that day */
export function emptyReport(booked: number): Text {
  return {
    zh: `文件是空的，而商店当天的收款和退款共 ${String(booked)} 笔。请从连连重新下载。`,
    en: `The file is empty, and the shop knows payments or refunds of that day: ${String(booked)}. Download the file from LianLian again.`,
  };
}

/**
 * Why a report cannot be read, in words for the operator. The error names the line and the rule; what was done to the file
 * often shows: a spreadsheet that saved it put quotes around the columns, or other separators between them.
 */
export function reportProblem({ line, column, rule }: LianlianReportError, file: Uint8Array): Text {
  const cause = causeOf(file);
  const where: Text =
    line === undefined
      ? { zh: '文件', en: 'The file' }
      : { zh: `第 ${String(line)} 行`, en: `Line ${String(line)}` };
  if (cause !== undefined) {
    return {
      zh: `${where.zh}无法读取：${cause.zh}${SAVED_IN_SPREADSHEET.zh}`,
      en: `${where.en} cannot be read: ${cause.en} ${SAVED_IN_SPREADSHEET.en}`,
    };
  }
  const [ofColumn, atColumn] = column === undefined ? ['', ''] : [`的 ${column} 列`, `, ${column}`];
  return {
    zh: `${where.zh}${ofColumn}无法读取：不符合连连日对账单的格式。请从连连重新下载。`,
    en: `${where.en}${atColumn}: ${rule}${rule.endsWith('?') ? '' : '.'} If in doubt, download the file from LianLian again.`,
  };
}

/** How files begin that are no text: ZIP, as newer Excel files are, older Excel files, and gzip. */
const NOT_TEXT = [
  [0x50, 0x4b],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x1f, 0x8b],
] as const;

function causeOf(file: Uint8Array): Text | undefined {
  if (NOT_TEXT.some((beginning) => beginning.every((byte, index) => file[index] === byte))) {
    return { zh: '这是 Excel 文件或压缩包，不是文本。', en: 'it is an Excel file or an archive, not text.' };
  }
  if (isUtf16(file)) {
    return {
      zh: '文件被另存成了 Unicode（UTF-16）文本。',
      en: 'it was saved as Unicode text, in UTF-16.',
    };
  }
  const start = new TextDecoder().decode(file.subarray(0, SEEN_BYTES));
  if (/^\s*<(?:!doctype|html)/i.test(start)) {
    return {
      zh: '这是网页，可能是连连的登录页面。',
      en: 'it is a web page, perhaps LianLian’s sign-in.',
    };
  }
  const lines = start.split(/\r?\n/).filter((text) => text !== '');
  if (lines.some((text) => /(^|[,;\t])"/.test(text))) {
    return { zh: '表格软件给列加上了引号。', en: 'a spreadsheet added quotes around its columns.' };
  }
  if (lines.some((text) => /[\d.]+E\+\d+/.test(text))) {
    return { zh: '表格软件改写了长数字。', en: 'a spreadsheet shortened its long numbers.' };
  }
  const separators = /^[^,|]*([;\t])[^,|]*\1/;
  if (lines.some((text) => separators.test(text))) {
    return { zh: '表格软件更换了列的分隔符。', en: 'a spreadsheet changed what separates its columns.' };
  }
  return undefined;
}

/** By its mark, or by the byte that is nought of every character up to the first line's end. */
function isUtf16(file: Uint8Array): boolean {
  const [first, second] = file;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  return (first === 0) !== (second === 0);
}
