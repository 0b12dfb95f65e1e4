import type { Violation, ViolationRule } from '../errors/violation.js';
import { optionMessages } from './option.messages.js';

/** `{ field: ['a', 'b'] }`: has one of these values. `{ field: null }`: is absent. Several fields: all of it. */
export type FieldCondition = Readonly<Record<string, readonly string[] | null>>;

/** A broken rule, and a sentence that names the fields that it is about. */
export type BrokenRule = Omit<Violation, 'property'>;

/**
 * Every sentence about the fields of a request and the values in them, under the name of its rule or of the case that it
 * is for. None of them ever holds a value of a field.
 */
export const brokenRules = {
  required: (field: string) => broken('required', `${field} is required`),
  requiredWhen: (field: string, when: FieldCondition) =>
    broken('requiredWhen', `${field} is required when ${inWords(when)}`),
  together: (field: string, other: string) =>
    broken('together', `${field} and ${other} go together: send both or neither`),
  exclusive: (field: string, other: string) =>
    broken('exclusive', `${field} and ${other} exclude each other: send one of them`),
  sameAs: (field: string, other: string) => broken('sameAs', `${field} must be the same as ${other}`),
  oneOf: (fields: readonly string[]) => broken('oneOf', `one of ${fields.join(', ')} is required`),
  unknownField: (field: string) =>
    broken(
      'unknownField',
      `${field} is not a field that callers of this API set: check its spelling, or leave it out if the module fills it in`,
    ),
  merchantNumber: (field: string) => broken('merchantNumber', `${field} must be text of exactly 18 digits`),
  branchNumber: (field: string) => broken('branchNumber', `${field} must be a CNAPS number in digits alone`),
  text: (field: string, value: unknown) =>
    broken(
      'text',
      isNumeric(value) ? `${field} must be text, not a number: write it in quotes` : `${field} must be text`,
    ),
  maxLength: (field: string, maxLength: number) =>
    broken('maxLength', `${field} must have at most ${maxLength} characters`),
  brokenText: (field: string) =>
    broken(
      'brokenText',
      `${field} must not hold NUL characters or unpaired surrogates: UTF-8 cannot carry them to LianLian unchanged`,
    ),
  choice: (field: string, values: readonly string[]) =>
    broken(
      'choice',
      values.length === 1
        ? `${field} must be '${values.join('')}'`
        : `${field} must be one of ${values.map((value) => `'${value}'`).join(', ')}`,
    ),
  choiceWhen: (field: string, values: readonly string[], when: FieldCondition) =>
    broken('choice', `${field} must be ${values.join(' or ')} when ${inWords(when)}`),
  wholeNumber: (field: string) =>
    broken(
      'wholeNumber',
      `${field} must be a whole number from 0 to 2147483647, as a number or as digits in text`,
    ),
  amountRange: (field: string, most: string, unit = 'yuan') =>
    broken('amountRange', `${field} must be at least 0.01 and at most ${most} ${unit}`),
  wholeAmount: (field: string, currency: string) =>
    broken('wholeAmount', `${field} must be whole: the currency that ${currency} names has no smaller unit`),
  webUrl: (field: string) =>
    broken(
      'webUrl',
      `${field} must be an absolute http or https URL without spaces, such as 'https://shop.example/notify'`,
    ),
  payerIp: (field: string) =>
    broken(
      'payerIp',
      `${field} must be the payer's IP address alone, such as '122.11.37.211': an IPv4 or IPv6 address, with or without a port`,
    ),
  payerIpList: (field: string) =>
    broken(
      'payerIp',
      `${field} must be one address, and this is a list, as X-Forwarded-For is: anybody can write its first ones. Name your proxies to Express (trust proxy) or Fastify (trustProxy), and pass what @Ip() gives`,
    ),
  payerIpTooLong: (field: string, maxLength: number) =>
    broken(
      'maxLength',
      `${field} must have at most ${maxLength} characters, and this IPv6 address has more: set the option ipv6StandIn to the IPv4 address that is sent for such payers`,
    ),
  idNumber: (field: string) =>
    broken('idNumber', `${field} must have the length of an ID card number, 15 or 18 characters`),
  idNumberOfType: (field: string, type: string) =>
    broken(
      'idNumber',
      `${field} must have the length of an ID card number, 15 or 18 characters, unless ${type} names another document`,
    ),
  chinaPhone: (field: string) =>
    broken(
      'chinaPhone',
      `${field} must be a phone number of mainland China in digits alone, without +86, spaces or hyphens`,
    ),
  digits: (field: string) =>
    broken('digits', `${field} must be a whole number from 0, or digits in text, such as '0'`),
  itemList: (field: string) => broken('itemList', `${field} must be a list`),
  item: (field: string) => broken('itemList', `${field} must be an object`),
  hexColour: (field: string) =>
    broken('hexColour', `${field} must be six hexadecimal digits, 000000 to ffffff, without #`),
  riskItem: (field: string) =>
    broken('riskItem', `${field} must be a plain object, or JSON text of an object`),
  jsonValue: (path: string) =>
    broken(
      'riskItem',
      `${path} must be text, a finite number, true, false, a valid Date, or a list or plain object of these: JSON would lose or change anything else (NaN, a function, a Map, an instance of a class)`,
    ),
  jsonDigits: (path: string) =>
    broken('riskItem', `${path} must be text: a number with that many digits does not keep them all`),
  jsonNesting: (path: string, depth: number) =>
    broken('riskItem', `${path} must not hold itself, nor be nested more than ${depth} levels deep`),
  day: (key: string) => broken('day', `${key} must be a Date, or text of a real date as yyyyMMdd`),
  sharingData: (field: string) =>
    broken(
      'sharingData',
      `${field} must be a list of { account, type, amount, description }, or text as account^type^amount^description joined by |`,
    ),
  sharingPart: (part: string, known: readonly string[]) =>
    broken('sharingData', `${part} is not part of a recipient, which has ${known.join(', ')}`),
  sharingRecipients: (field: string, max: number) =>
    broken(
      'sharingRecipients',
      `${field} must have at least 1 and at most ${max} recipients (without any, leave it out)`,
    ),
  sharingSeparators: (part: string) =>
    broken('sharingSeparators', `${part} must not hold ^ or |, which separate the parts of shareing_data`),
  sharingSum: (field: string, total: string) =>
    broken('sharingSum', `the amounts of ${field} must not add up to more than ${total}`),
  date: (field: string) => broken('date', `${field} must be a valid Date in a year of four digits`),
  lianlianTime: (field: string) =>
    broken(
      'lianlianTime',
      `${field} must be a Date, or text of a real date and time as yyyyMMddHHmmss in Asia/Shanghai`,
    ),
  wholeFen: () => broken('wholeFen', 'fen must be a whole number of fen (4995 for 49.95 yuan)'),
  amount: (field: string, value: unknown, unit?: string) =>
    broken('amount', `${field} ${optionMessages.amount(value, unit)}`),
} as const;

function broken(rule: ViolationRule, message: string): BrokenRule {
  return { rule, message };
}

function inWords(when: FieldCondition): string {
  return Object.entries(when)
    .map(([name, values]) => (values === null ? `${name} is absent` : `${name} is ${values.join(' or ')}`))
    .join(' and ');
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint';
}
