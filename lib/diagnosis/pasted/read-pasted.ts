import { recordWithoutPrototype } from '../../common/objects/record-without-prototype.js';
import { parseRawJsonObject, type RawJsonObject } from '../../wire/raw-json.js';
import { UnusableInput } from '../unusable-input.js';
import { pastedMessages } from './pasted.messages.js';
import type { PastedMessage } from './pasted-message.js';
import { unwrap } from './unwrap.js';

/** Fields of a form that carry a whole message as JSON. */
const ENVELOPES = ['req_data', 'res_data'];

/** LianLian's messages have some dozens. What is tried of a wrong signature grows with their number. */
const MAX_FIELDS = 500;

/**
 * Finds the message in pasted text: a JSON body, a form, a URL with a query, a curl command, or an HTTP request or
 * response.
 *
 * @throws UnusableInput
 */
export function readPasted(pasted: string): PastedMessage {
  const { body, url } = unwrap(pasted);
  const message = messageIn(body);
  if (Object.keys(message.texts).length > MAX_FIELDS) {
    throw new UnusableInput(pastedMessages.tooManyFields(String(MAX_FIELDS)));
  }
  return { ...message, url };
}

function messageIn(body: string): Omit<PastedMessage, 'url'> {
  if (body.startsWith('{')) return fromJson(body, 'json');
  // A text within a text, as logs and debuggers show it.
  if (body.startsWith('"')) return messageIn(textIn(body));
  if (/^[^\s{}]+=/.test(body)) return fromForm(body);
  const [begin, end] = [body.indexOf('{'), body.lastIndexOf('}')];
  if (begin !== -1 && begin < end) return fromJson(body.slice(begin, end + 1), 'json');
  throw new UnusableInput(pastedMessages.neither());
}

function fromJson(body: string, transport: PastedMessage['transport']): Omit<PastedMessage, 'url'> {
  return { transport, body, ...parsed(body) };
}

function parsed(body: string): RawJsonObject {
  try {
    return parseRawJsonObject(body);
  } catch {
    throw new UnusableInput(pastedMessages.brokenJson());
  }
}

function fromForm(body: string): Omit<PastedMessage, 'url'> {
  const texts = recordWithoutPrototype<string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (name in texts) throw new UnusableInput(pastedMessages.fieldTwice());
    texts[name] = value;
  }
  const envelope = ENVELOPES.find((name) => texts[name]?.trim().startsWith('{') === true);
  if (envelope !== undefined) return fromJson(texts[envelope]?.trim() ?? '', 'form:req_data');
  return { transport: 'form', body, texts, values: texts };
}

function textIn(body: string): string {
  let text: unknown;
  try {
    text = JSON.parse(body);
  } catch {
    text = undefined;
  }
  if (typeof text !== 'string') throw new UnusableInput(pastedMessages.openQuote());
  return text;
}
