import type { LianlianReportError } from 'nestjs-lianlian';

import type { Text } from '../language/text.js';

/** How much of a file is looked at for the cause. */
const SEEN_BYTES = 64 * 1024;

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
      zh: `${where.zh}无法读取：${cause.zh}请上传连连的原始文件，不要用表格软件打开后保存。`,
      en: `${where.en} cannot be read: ${cause.en} Upload the file as LianLian made it, and do not save it in a spreadsheet.`,
    };
  }
  const [ofColumn, atColumn] = column === undefined ? ['', ''] : [`的 ${column} 列`, `, ${column}`];
  return {
    zh: `${where.zh}${ofColumn}无法读取：不符合连连日对账单的格式。请从连连重新下载。`,
    en: `${where.en}${atColumn}: ${rule}${rule.endsWith('?') ? '' : '.'} If in doubt, download the file from LianLian again.`,
  };
}

function causeOf(file: Uint8Array): Text | undefined {
  if (file[0] === 0x50 && file[1] === 0x4b)
    return { zh: '这是 Excel 文件，不是文本。', en: 'it is an Excel file, not text.' };
  const start = new TextDecoder().decode(file.subarray(0, SEEN_BYTES));
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
