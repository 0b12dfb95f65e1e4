import { isIP } from 'node:net';
import { fenOfAmount } from '../../common/amount.js';
import { momentOfChinaTime } from '../../common/china-time.js';
import { sharingDataRules } from '../../data/data.js';
import type { SignableFields } from '../../../wire/signature.js';

/** Whether a value has a format of rules.json. `fields` are the other fields of its message. */
type FormatCheck = (value: string, fields: SignableFields, apiId: string) => boolean;

const pattern =
  (regExp: RegExp): FormatCheck =>
  (value) =>
    regExp.test(value);

const checks: Readonly<Record<string, FormatCheck>> = {
  amount: (value) => fenOfAmount(value) !== undefined,
  time14: (value) => value.length === 14 && momentOfChinaTime(value) !== undefined,
  date8: (value) => value.length === 8 && momentOfChinaTime(value) !== undefined,
  digits18: pattern(/^\d{18}$/),
  digits: pattern(/^\d+$/),
  int: pattern(/^\d+$/),
  hex6: pattern(/^[0-9a-f]{6}$/i),
  china_phone: pattern(/^1\d{10}$/),
  url: isWebUrl,
  ip_underscore: (value) => !value.includes('.') && isIP(value.replaceAll('_', '.')) !== 0,
  json: isJsonObject,
  id_no: isIdNumber,
  sharing_data: isSharingData,
};

/** Whether the value has the format. */
export function hasFormat(format: string, value: string, fields: SignableFields, apiId: string): boolean {
  const check = checks[format];
  if (check === undefined) throw new Error(`rules.json has a format that the sandbox lacks: ${format}`);
  return check(value, fields, apiId);
}

function isWebUrl(value: string): boolean {
  return /^https?:\/\/\S+$/i.test(value) && URL.canParse(value);
}

function isJsonObject(value: string): boolean {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}

/** The aggregate APIs know ID cards only; elsewhere the length is that of an ID card's number. */
function isIdNumber(value: string, fields: SignableFields, apiId: string): boolean {
  const isIdCard = apiId.startsWith('aggregate.') || (fields['id_type'] ?? '0') === '0';
  return !isIdCard || value.length === 15 || value.length === 18;
}

function isSharingData(value: string, fields: SignableFields): boolean {
  const { separator, partSeparator, maxRecipients, parts, enums, maxLength } = sharingDataRules;
  const recipients = value.split(separator).map((recipient) => recipient.split(partSeparator));
  if (recipients.length > maxRecipients) return false;
  let total = 0n;
  for (const recipient of recipients) {
    if (recipient.length !== parts.length) return false;
    const [account = '', type = '', amount = '', description = ''] = recipient;
    const fen = fenOfAmount(amount);
    if (account === '' || fen === undefined || enums['type']?.includes(type) !== true) return false;
    if ([...description].length > (maxLength['description'] ?? Infinity)) return false;
    total += fen;
  }
  const order = fenOfAmount(fields['money_order'] ?? '');
  return order === undefined || total <= order;
}
