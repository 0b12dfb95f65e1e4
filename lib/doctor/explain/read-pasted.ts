import { recordWithoutPrototype } from '../../common/record-without-prototype.js';
import { parseRawJsonObject, type RawJsonObject } from '../../wire/raw-json.js';
import { type PastedMessage, UnreadablePaste } from './pasted-message.js';
import { unwrap } from './unwrap.js';

/** Fields of a form that carry a whole message as JSON. */
const ENVELOPES = ['req_data', 'res_data'];

/**
 * Finds the message in pasted text: a JSON body, a form, a URL with a query, a curl command, or an HTTP request or
 * response.
 *
 * @throws UnreadablePaste
 */
export function readPasted(pasted: string): PastedMessage {
  const { body, url } = unwrap(pasted);
  return { ...messageIn(body), url };
}

function messageIn(body: string): Omit<PastedMessage, 'url'> {
  if (body.startsWith('{')) return fromJson(body, 'json');
  // A text within a text, as logs and debuggers show it.
  if (body.startsWith('"')) return messageIn(textIn(body));
  if (/^[^\s{}]+=/.test(body)) return fromForm(body);
  const embedded = /\{[\s\S]*\}/.exec(body)?.[0];
  if (embedded !== undefined) return fromJson(embedded, 'json');
  throw new UnreadablePaste('there is neither JSON nor a form in it');
}

function fromJson(body: string, transport: PastedMessage['transport']): Omit<PastedMessage, 'url'> {
  return { transport, body, ...parsed(body) };
}

function parsed(body: string): RawJsonObject {
  try {
    return parseRawJsonObject(body);
  } catch {
    throw new UnreadablePaste(
      'it begins like JSON, and is none: was part of it cut off, or is a name there twice? Paste the body as it was sent',
    );
  }
}

function fromForm(body: string): Omit<PastedMessage, 'url'> {
  const texts = recordWithoutPrototype<string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (name in texts) throw new UnreadablePaste('a field of the form is there twice');
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
  if (typeof text !== 'string') throw new UnreadablePaste('it stands in quotes that do not end');
  return text;
}
