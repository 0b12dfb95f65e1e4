import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
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
  return ret_code === undefined ? messages.noCode() : messages.otherCode(ret_code);
}

/** The `ret_code` of the outermost object, whether it is JSON or only looks like it. */
function retCodeOf(text: string): string | undefined {
  const parsed = parsedJson(text);
  if (parsed !== undefined) return isObject(parsed) ? codeText(parsed['ret_code']) : undefined;
  const [outermost = ''] = /^\{[^{}]*/.exec(text) ?? [];
  return /[{,]\s*(["']?)ret_code\1\s*[:=]\s*(["']?)(\w+)\2/.exec(outermost)?.[3];
}

function codeText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function isExact(body: string): boolean {
  const parsed = parsedJson(body);
  return isObject(parsed) && parsed['ret_code'] === SUCCESS && parsed['ret_msg'] === 'ok';
}

/** Undefined for what is no JSON. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
