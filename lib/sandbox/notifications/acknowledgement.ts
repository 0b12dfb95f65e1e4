import { parsedJson } from '../../common/objects/parsed-json.js';
import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import { parseRawJsonObject, type RawJsonObject } from '../../wire/raw-json.js';
import { isObject } from '../common/input-rules.js';
import type { PostResponse } from '../http/post.js';
import { acknowledgementMessages as messages } from './acknowledgement.messages.js';

/** What a shop's response to a notification means. */
interface Acknowledgement {
  readonly acknowledged: boolean;
  /** Why it acknowledges nothing. */
  readonly explanation?: Sentence | undefined;
  /** What the documents want in place of one in other words. */
  readonly warning?: Sentence | undefined;
}

const SUCCESS = '0000';
/** How much is looked at of what only looks like JSON: an acknowledgement is short, however it is written. */
const MAX_LOOSE = 1000;

/**
 * Whether a response acknowledges: HTTP 200 with `ret_code` 0000. LianLian's own demo programs write it with single
 * quotes, another text, something behind it, and are taken.
 *
 * @param isStrict `{"ret_code":"0000","ret_msg":"ok"}` alone counts
 */
export function acknowledgementOf(response: PostResponse, isStrict: boolean): Acknowledgement {
  if (response.status !== 200) return { acknowledged: false, explanation: otherStatus(response) };
  const text = response.body.replace(/^\uFEFF/, '').trim();
  const ret_code = retCodeOf(text);
  if (ret_code !== SUCCESS) return { acknowledged: false, explanation: otherBody(text, ret_code) };
  if (isExact(response.body)) return { acknowledged: true };
  return isStrict
    ? { acknowledged: false, explanation: messages.notExact() }
    : { acknowledged: true, warning: messages.otherWords() };
}

function otherStatus({ status, location }: PostResponse): Sentence {
  const isRedirect = status >= 300 && status < 400 && location !== undefined;
  if (!isRedirect) return messages.otherStatus(status);
  // Without its query, which may repeat what was notified.
  const [where = ''] = location.split(/[?#]/, 1);
  return messages.redirect(status, where);
}

function otherBody(text: string, ret_code: string | undefined): Sentence {
  if (text === '') return messages.empty();
  if (text.startsWith('<')) return messages.html();
  if (ret_code !== undefined) return messages.otherCode(ret_code);
  return isObject(parsedJson(text)) && rawObject(text) === undefined
    ? messages.repeated()
    : messages.noCode();
}

/** The `ret_code` of the outermost object, whether it is JSON or only looks like it. */
function retCodeOf(text: string): string | undefined {
  if (parsedJson(text) === undefined) return looseRetCode(text);
  const { values, texts } = rawObject(text) ?? { values: {}, texts: {} };
  return typeof values['ret_code'] === 'object' ? undefined : texts['ret_code'];
}

/** An object in JSON that names nothing twice: of two, a parser shows the last one alone. */
function rawObject(text: string): RawJsonObject | undefined {
  try {
    return parseRawJsonObject(text);
  } catch {
    return undefined;
  }
}

/** A member of what only looks like JSON: its name, its value in any quotes or none, and what follows. */
const MEMBER =
  /\s*(["']?)(?<name>[\w-]+)\1\s*[:=]\s*(?:"(?<double>(?:[^"\\]|\\.)*)"|'(?<single>(?:[^'\\]|\\.)*)'|(?<bare>[^\s"'{},]+))\s*(?<end>,?\s*\}|,)/y;

/** Of an object that begins the text, is whole, and has plain members alone; of two codes, the one that is no success. */
function looseRetCode(body: string): string | undefined {
  const text = body.slice(0, MAX_LOOSE);
  const codes: string[] = [];
  MEMBER.lastIndex = 1;
  for (
    let member = text.startsWith('{') ? MEMBER.exec(text) : null;
    member !== null;
    member = MEMBER.exec(text)
  ) {
    const { name, double, single, bare, end } = member.groups ?? {};
    if (name === 'ret_code') codes.push(double ?? single ?? bare ?? '');
    if (end?.endsWith('}') === true) return codes.find((code) => code !== SUCCESS) ?? codes[0];
  }
  return undefined;
}

function isExact(body: string): boolean {
  const parsed = parsedJson(body);
  if (!isObject(parsed) || Object.keys(parsed).length !== 2) return false;
  return parsed['ret_code'] === SUCCESS && parsed['ret_msg'] === 'ok';
}
