import { parsedJson } from '../objects/parsed-json.js';
import { isPlainObject } from '../objects/record-without-prototype.js';

/**
 * Fields that never show in a log, an error or an inspected object: card data, personal data, one-time codes,
 * and tokens that pay. The text fields that carry other fields inside (`risk_item`, `req_data`, `res_data`)
 * are covered whole.
 */
const SECRET_FIELDS: ReadonlySet<string> = new Set([
  'card_no',
  'cvv2',
  'vali_date',
  'id_no',
  'acct_name',
  'name_user',
  'bind_mob',
  'bind_mobile',
  'verify_code',
  'token',
  'no_agree',
  'confirm_code',
  'credential_name',
  'card_number',
  'pay_load',
  'openid',
  'risk_item',
  'req_data',
  'res_data',
  'agreement_list',
  'aggrement_list',
  'gateway_url',
]);

/** What stands for a value in an inspected object, and for an echoed one in a sentence. */
export const MASK = '[masked]';
/** What stands for a value in the text of a message. */
const TEXT_MASK = '***';

/** How deep a copy for printing goes: the fields of a form are one level down, those of `payLoad` too. */
const MAX_DEPTH = 4;

/** The name of a secret field, and that a value follows. */
const SECRET_MEMBER = new RegExp(`(${[...SECRET_FIELDS].join('|')})["'\\\\\\s]*[:=]`, 'i');

/** The parts of JSON that matter here: a string, with the colon after it if it is a name; a bracket or comma; a number. */
const JSON_TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|[[\]{},]|-?\d[\d.eE+-]*/g;

/** Whether a field of this name never shows, whatever somebody made of the name: `card_no `, `Card_No`. */
export function isSecret(name: string): boolean {
  return SECRET_FIELDS.has(name.trim().toLowerCase().replaceAll(' ', '_'));
}

/** A copy for printing, with the values of secret fields replaced: within lists and JSON texts too. */
export function masked(fields: object): Record<string, unknown> {
  return maskedMembers(fields, 0);
}

function maskedMembers(fields: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]: [string, unknown]) => [
      name,
      isSecret(name) && value !== undefined ? MASK : maskedValue(value, depth),
    ]),
  );
}

function maskedValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return maskedText('', value);
  const isList = Array.isArray(value);
  if (!isList && !isPlainObject(value)) return value;
  if (depth === MAX_DEPTH) return MASK;
  return isList ? value.map((each) => maskedValue(each, depth + 1)) : maskedMembers(value, depth + 1);
}

/** The fields of a message as texts that may be shown: each as `maskedText` makes it. */
export function maskedTexts(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, maskedText(name, value)]));
}

/**
 * The text of a field as it may be shown, with `***` for what is secret. Of JSON the values alone are replaced, at any
 * depth, in lists and in strings that are JSON themselves; its form (blanks, order, escapes of names) stays, because
 * that is what a signature often fails for.
 *
 * @param name the field's name; empty for a whole message
 */
export function maskedText(name: string, text: string): string {
  if (text.trim() === '') return text;
  if (isSecret(name)) return isJson(text) ? maskedJson(text, true) : TEXT_MASK;
  if (!/^\s*[[{"]/.test(text)) return text;
  if (isJson(text)) return maskedJson(text, false);
  // It begins like JSON and cannot be read: with a secret anywhere in it, nothing of it is shown.
  return SECRET_MEMBER.test(text) ? TEXT_MASK : text;
}

/** Whether a text is an object, a list or a string in JSON. */
function isJson(text: string): boolean {
  return /^\s*[[{"]/.test(text) && parsedJson(text) !== undefined;
}

/** @param hidesAll every value is secret, whatever its name */
function maskedJson(json: string, hidesAll: boolean): string {
  /** Of each object and list that is open: whether everything in it is secret. */
  const open = [hidesAll];
  let hidesNext = hidesAll;
  return json.replace(JSON_TOKEN, (token, quoted: string | undefined, colon: string | undefined) => {
    if (quoted !== undefined && colon === undefined) {
      return hidesNext ? `"${TEXT_MASK}"` : maskedString(quoted);
    }
    if (quoted !== undefined) hidesNext = open.at(-1) === true || isSecret(textIn(quoted));
    else if (token === '{' || token === '[') open.push(hidesNext);
    else if (token === ',' || token === '}' || token === ']') {
      if (token !== ',') open.pop();
      hidesNext = open.at(-1) === true;
    } else if (hidesNext) return '0';
    return token;
  });
}

/** A string of JSON, which may be JSON itself. */
function maskedString(quoted: string): string {
  const text = textIn(quoted);
  const shown = maskedText('', text);
  return shown === text ? quoted : JSON.stringify(shown);
}

function textIn(quoted: string): string {
  return JSON.parse(quoted) as string;
}
