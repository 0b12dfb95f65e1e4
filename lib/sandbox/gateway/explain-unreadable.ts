import { isBlank } from '../../common/blank.js';
import { parsedJson } from '../../common/objects/parsed-json.js';
import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import { isObject } from '../common/input-rules.js';
import { FormEncodingError, parseForm } from '../http/form.js';
import type { IncomingBody } from '../http/read-body.js';
import { unreadableMessages } from './unreadable.messages.js';

const JSON_OBJECT = /^\s*\{/;
const FORM = /^\s*[\w.-]+=/;
const MULTIPART = /^\s*--[^\n]*\n[^\n]*\bform-data\b/i;

/** What says that a body is written for another kind of API. Undefined where it is not. */
export function explainOtherTransport(transport: string, body: string): Sentence | undefined {
  if (MULTIPART.test(body)) return unreadableMessages.multipart();
  if (transport === 'json') return FORM.test(body) ? unreadableMessages.formForJson() : undefined;
  return JSON_OBJECT.test(body) ? unreadableMessages.jsonForForm() : undefined;
}

/** Why a body that cannot be read is no request: the code 1012 alone does not tell. */
export function explainUnreadable(transport: string, { body, unread }: IncomingBody): Sentence {
  if (unread !== undefined) return unreadableMessages[unread]();
  if (isBlank(body)) return unreadableMessages.empty();
  const other = explainOtherTransport(transport, body);
  if (other !== undefined) return other;
  return transport === 'json' ? explainJson(body) : explainForm(body);
}

function explainJson(text: string): Sentence {
  const parsed = parsedJson(text);
  if (parsed === undefined) return unreadableMessages.noJson();
  return isObject(parsed) ? unreadableMessages.twice() : unreadableMessages.noObject();
}

function explainForm(body: string): Sentence {
  try {
    const { req_data = '' } = parseForm(body);
    return isBlank(req_data) ? unreadableMessages.noReqData() : explainJson(req_data);
  } catch (error) {
    return error instanceof FormEncodingError ? unreadableMessages.formNotUtf8() : unreadableMessages.twice();
  }
}
