import { quoted } from '../../common/printable.js';
import { both } from '../../diagnosis/signature-diagnosis.js';

/** What is said of a field that a request lacks. */
export const missingFieldMessages = {
  otherName: (field: string, sent: string) =>
    both(
      `${field} is missing. You sent ${quoted(sent)}, which is no field of this API: name it ${field}.`,
      `缺少 ${field}。您发送的是 ${quoted(sent)}，该接口没有这个字段：请改为 ${field}。`,
    ),
  missing: (field: string) => both(`${field} is missing, or blank.`, `缺少 ${field}，或其值为空。`),
} as const;
