import { quoted, shortened } from '../../../common/printable.js';
import { both } from '../../../diagnosis/signature-diagnosis.js';

/** What the documents want in place of what LianLian takes beside it. */
export const leniencyMessages = {
  jsonNumber: (field: string) =>
    both(
      `${field} is a JSON number. The documents ask for text, in quotes.`,
      `${field} 是 JSON 数字，文档要求为带引号的字符串。`,
    ),
  decimals: (field: string, sent: string, wanted: string) =>
    both(
      `${field} is ${shortened(sent)}. The documents ask for two decimals: ${shortened(wanted)}.`,
      `${field} 为 ${shortened(sent)}，文档要求两位小数：${shortened(wanted)}。`,
    ),
  dots: (field: string) =>
    both(
      `${field} is an address with dots. The documents ask for underscores: 122_11_37_211.`,
      `${field} 为带点的地址，文档要求用下划线：122_11_37_211。`,
    ),
  missing: (field: string) =>
    both(`${field} is missing. The documents ask for it.`, `缺少 ${field}，文档要求填写。`),
  otherName: (field: string, sent: string) =>
    both(
      `${field} is missing. The documents ask for it. You sent ${quoted(sent)}, which is no field of this API: name it ${field}.`,
      `缺少 ${field}，文档要求填写。您发送的是 ${quoted(sent)}，该接口没有这个字段：请改为 ${field}。`,
    ),
  blankAround: (key: string) =>
    both(
      `In risk_item the value of ${key} has a blank before or after it. The documents ask for the value alone.`,
      `risk_item 中 ${key} 的值前后有空格，文档要求没有空格。`,
    ),
} as const;
