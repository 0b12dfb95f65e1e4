import { both, type Sentence } from '../../../diagnosis/signature-diagnosis.js';
import type { Condition } from '../../data/data.js';

/** What the formats of rules.json ask for. */
const FORMATS: Readonly<Record<string, Sentence | undefined>> = {
  amount: both('an amount with two decimals (49.95)', '两位小数的金额（49.95）'),
  time14: both('a time in China, yyyyMMddHHmmss', '北京时间，格式 yyyyMMddHHmmss'),
  date8: both('a day in China, yyyyMMdd', '北京日期，格式 yyyyMMdd'),
  digits18: both('exactly 18 digits', '18 位数字'),
  digits: both('digits alone', '纯数字'),
  int: both('a whole number, not negative', '非负整数'),
  hex6: both('six hexadecimal digits (ff5001)', '六位十六进制数（ff5001）'),
  china_phone: both('a Chinese mobile number of 11 digits', '11 位中国大陆手机号'),
  url: both('an http or https URL without blanks', '不含空格的 http 或 https 网址'),
  ip_underscore: both(
    'an IP address with underscores in place of dots (122_11_37_211)',
    '以下划线代替点的 IP 地址（122_11_37_211）',
  ),
  json: both('a JSON object as text', '文本形式的 JSON 对象'),
  id_no: both('the number of an ID card, of 15 or 18 characters', '15 或 18 位的身份证号'),
  sharing_data: both(
    'recipients as the documents write shareing_data, which get no more than the order’s amount',
    '文档规定的 shareing_data 分账格式，且合计不超过订单金额',
  ),
};

const OTHER_FORMAT = both('as the documents write it', '文档规定的格式');

/** The rule that a field breaks, or several: the values that were sent are in no sentence. */
export const brokenRuleMessages = {
  text: (field: string) =>
    both(`${field} must be JSON text, in quotes.`, `${field} 须为带引号的 JSON 字符串。`),
  textOrWhole: (field: string) =>
    both(`${field} must be JSON text or a whole number.`, `${field} 须为 JSON 字符串或整数。`),
  tooLong: (field: string, most: number) =>
    both(`${field} may have ${most} characters at most.`, `${field} 最多 ${most} 个字符。`),
  fixed: (field: string, value: string) => both(`${field} must be ${value}.`, `${field} 须为 ${value}。`),
  oneOf: (field: string, values: readonly string[]) =>
    both(`${field} must be one of ${values.join(', ')}.`, `${field} 须为 ${values.join('、')} 之一。`),
  format: (field: string, format: string) => {
    const { en, zh } = FORMATS[format] ?? OTHER_FORMAT;
    return both(`${field} must be ${en}.`, `${field} 须为${zh}。`);
  },
  range: (field: string, [least, most]: readonly [string, string]) =>
    both(`${field} must be from ${least} to ${most}.`, `${field} 须在 ${least} 至 ${most} 之间。`),
  timeWindow: (field: string, minutes: number) =>
    both(
      `${field} must be the time in China, within ${minutes} minutes: is the server’s clock right, and is the time China’s (UTC+8)?`,
      `${field} 须为北京时间，误差不超过 ${minutes} 分钟：服务器时钟是否准确，时间是否为北京时间（UTC+8）？`,
    ),
  oneNeeded: (fields: readonly string[]) =>
    both(`One of ${fields.join(', ')} must be sent.`, `${fields.join('、')} 至少须有一项。`),
  together: (fields: readonly string[]) =>
    both(
      `${fields.join(', ')} are sent together, or not at all.`,
      `${fields.join('、')} 须同时填写或同时不填。`,
    ),
  equal: (fields: readonly string[]) =>
    both(`${fields.join(', ')} must have the same value.`, `${fields.join('、')} 的值须相同。`),
  exclusive: (fields: readonly string[]) =>
    both(`Only one of ${fields.join(', ')} may be sent.`, `${fields.join('、')} 只能填写一项。`),
  oneOfWhere: (field: string, values: readonly string[], when: Condition) =>
    both(
      `${field} must be one of ${values.join(', ')} where ${conditionOf(when, 'en')}.`,
      `${conditionOf(when, 'zh')}时，${field} 须为 ${values.join('、')} 之一。`,
    ),
} as const;

/** Whether the sandbox can say what a format asks for. */
export function isDescribed(format: string): boolean {
  return FORMATS[format] !== undefined;
}

const CONDITION_WORDS = {
  en: { absent: 'is not sent', present: 'is sent', is: 'is', or: ' or ', and: ' and ' },
  zh: { absent: '未填写', present: '已填写', is: '为', or: '或', and: '且' },
} as const;

function conditionOf(when: Condition, language: 'en' | 'zh'): string {
  const words = CONDITION_WORDS[language];
  return Object.entries(when)
    .map(([field, expected]) => {
      if (expected === null) return `${field} ${words.absent}`;
      return expected === true
        ? `${field} ${words.present}`
        : `${field} ${words.is} ${expected.join(words.or)}`;
    })
    .join(words.and);
}
