import type { RawJsonObject } from '../../wire/raw-json.js';
import { type Arrival, arrivalOf } from './arrivals.js';
import { type BodyAtHand, bodyAtHand } from './body-at-hand.js';
import { hasLostBytes } from './chunk-bytes.js';
import { collectBody, type CollectedBody, MAX_BODY_BYTES } from './collect-body.js';
import { type HttpRequest, rawRequestOf } from './http-types.js';
import { malformedMessages } from './malformed.messages.js';
import { MalformedMessage, parseBytes, parseObject, parseText } from './parse-message.js';

/** Why a body could not be read in full. */
export class UnreadBody extends Error {
  constructor(readonly problem: 'too-large' | 'too-slow' | 'broken-off') {
    super(problem);
  }
}

/**
 * The message in a request's body, from whatever is nearest to the bytes that were sent: those that a hook of ours read
 * from the stream, what somebody else left of the body, or the stream itself.
 *
 * @throws UnreadBody, MalformedMessage
 */
export async function readMessage(request: HttpRequest, timeoutMs: number): Promise<RawJsonObject> {
  const raw = rawRequestOf(request);
  const arrival = arrivalOf(raw);
  const { contentLength } = arrival;
  if (arrival.body === undefined || isOfNoUse(arrival.body)) {
    const atHand = bodyAtHand(request);
    if (atHand !== undefined) return parseBodyAtHand(atHand, arrival);
  }
  // Kept for a guard that runs twice, on the class and on the method: a stream can be read once.
  arrival.body ??= await collectBody(raw, { timeoutMs, contentLength });
  const bytes = bytesOf(arrival.body);
  if (bytes.length === 0 && arrival.hasBody) {
    throw new MalformedMessage(malformedMessages.readAway(contentLength));
  }
  const isWhole = contentLength === undefined || bytes.length >= contentLength || arrival.isCompressed;
  return isWhole ? parseBytes(bytes) : parseRest(bytes, contentLength);
}

/** What somebody left of a stream. What is JSON from its beginning to its end lacks nothing; the end of it may look like a form. */
function parseRest(bytes: Buffer, contentLength: number): RawJsonObject {
  try {
    if (bytes.toString().trimStart().startsWith('{')) return parseBytes(bytes);
  } catch (error) {
    if (!(error instanceof MalformedMessage)) throw error;
  }
  throw new MalformedMessage(malformedMessages.readInPart(bytes.length, contentLength));
}

function parseBodyAtHand(
  body: BodyAtHand,
  { contentLength, contentType, isCompressed }: Arrival,
): RawJsonObject {
  if ('bytes' in body) return parseBytes(limited(body.bytes));
  if ('text' in body) {
    if (!isCompressed && hasLostBytes(body.text, contentLength)) {
      throw new MalformedMessage(malformedMessages.decoded());
    }
    return parseText(limited(body.text));
  }
  // What another parser made of a body has to keep the limit too, as far as its size can still be told.
  if ((contentLength ?? 0) > MAX_BODY_BYTES) throw new UnreadBody('too-large');
  const message = parseObject(body.parsed, isForm(contentType));
  limited(Object.values(message.texts).join(''));
  return message;
}

function limited<T extends Buffer | string>(body: T): T {
  if (Buffer.byteLength(body) > MAX_BODY_BYTES) throw new UnreadBody('too-large');
  return body;
}

/** Whether somebody else read the body before, or had it decoded: what that one left of it may be better. */
function isOfNoUse(body: CollectedBody): boolean {
  if ('bytes' in body) return body.bytes.length === 0;
  return body.problem === 'decoded' || typeof body.problem === 'object';
}

function bytesOf(body: CollectedBody): Buffer {
  if ('bytes' in body) return body.bytes;
  const { problem } = body;
  if (problem === 'decoded') throw new MalformedMessage(malformedMessages.decoded());
  if (typeof problem === 'object') throw new MalformedMessage(malformedMessages.encoding(problem.encoding));
  throw new UnreadBody(problem);
}

function isForm(contentType: string | undefined): boolean {
  // Express's parser does not look at the case either.
  return contentType?.toLowerCase().includes('x-www-form-urlencoded') === true;
}
