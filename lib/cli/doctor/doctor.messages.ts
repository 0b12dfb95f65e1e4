import { both } from '../../diagnosis/signature-diagnosis.js';

/** Every sentence that the doctor's command adds to what the doctor found. None of them holds what was typed. */
export const doctorMessages = {
  explainOnly: (place = 0) =>
    both(
      `argument ${String(place)} is neither an option nor the word explain, which are all that the doctor takes`,
      `参数 ${String(place)} 既不是选项，也不是 explain：doctor 只接受这两种`,
    ),
  oneFile: (place = 0) =>
    both(
      `argument ${String(place)} is one too many: the doctor explains one file or one code`,
      `参数 ${String(place)} 是多余的：doctor 一次只解释一个文件或一个返回码`,
    ),
  fromWhom: () => both('--from takes merchant or lianlian', '--from 只能是 merchant 或 lianlian'),
  probeOffline: () =>
    both(
      '--probe connects, and --offline connects to nothing: leave one of them out',
      '--probe 需要联网，而 --offline 不联网：请去掉其中一个',
    ),
  unreadableFile: (code: string) =>
    both(
      `the file to be explained cannot be read (${code}). A message itself goes to standard input: nestjs-lianlian doctor explain -`,
      `要解释的文件无法读取（${code}）。报文本身请从标准输入传入：nestjs-lianlian doctor explain -`,
    ),
  unlistedCode: (code: string) =>
    both(
      `As a return code, ${code} is in none of LianLian's tables: query what it was about before anything else, and ask LianLian what it means`,
      `作为返回码，${code} 不在连连的任何返回码表中：请先查询相关交易，再向连连询问其含义`,
    ),

  allIsWell: () => both('All is well.', '一切正常。'),
  counts: (problems: number, warnings: number) =>
    both(
      `${counted(problems, 'problem')}, ${counted(warnings, 'warning')}.`,
      `${String(problems)} 个问题，${String(warnings)} 个警告。`,
    ),

  whoseMessage: (isRequest: boolean, api: string | undefined) =>
    both(
      `${isRequest ? "A request, which the merchant's key signs" : "A message of LianLian's"}${api === undefined ? '' : ` (${api})`}.`,
      `${isRequest ? '商户的请求，由商户的密钥签名' : '连连的报文'}${api === undefined ? '' : `（${api}）`}。`,
    ),
  signedWith: (key: string | undefined, digest: string | undefined) => {
    const end = digest === undefined ? '' : digest.toUpperCase();
    const inEnglish =
      key === undefined ? 'with no known key' : `with ${key === 'expected' ? 'the right key' : key}`;
    // Which key it is, the finding below says.
    const inChinese = key === undefined ? '密钥未知' : key === 'expected' ? '密钥正确' : '密钥不对';
    return both(
      `Signed: ${inEnglish}${end === '' ? '' : `, ${end}`}.`,
      `签名：${inChinese}${end === '' ? '' : `，${end}`}。`,
    );
  },
  spacedName: (name: string) =>
    both(
      `The name ${name} has a blank: LianLian finds no such field.`,
      `字段名 ${name} 里有空格：连连找不到这个字段。`,
    ),
  rightSource: () => both('The source of a right signature:', '正确的签名原文：'),
  wrongSource: () => both('What was signed instead:', '实际签名的原文：'),
  masked: (names: readonly string[]) =>
    both(`Masked in both: ${names.join(', ')}.`, `以上已隐去的字段：${names.join('、')}。`),
} as const;

function counted(number: number, thing: string): string {
  return `${String(number)} ${thing}${number === 1 ? '' : 's'}`;
}
