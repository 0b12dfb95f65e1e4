import type { IncomingMessage } from 'node:http';

import type { RawJsonObject } from '../../wire/raw-json.js';
import { collectBody, type CollectedBody, MAX_BODY_BYTES } from './collect-body.js';
import { type HttpRequest, rawRequestOf } from './http-types.js';
import { parseBytes, parseObject, parseText } from './parse-message.js';

interface KeptBody {
  readonly body: CollectedBody;
  readonly arrivedAt: number;
}

const bodies = new WeakMap<IncomingMessage, KeptBody>();

/** Keeps a body that was read before the guard's turn: on Fastify, by a hook. */
export function keepBody(request: IncomingMessage, body: CollectedBody, arrivedAt: number): void {
  bodies.set(request, { body, arrivedAt });
}

/** When a request arrived, as far back as it was noted, on the clock of `performance.now()`. */
export function arrivalOf(request: HttpRequest): number {
  return bodies.get(rawRequestOf(request))?.arrivedAt ?? performance.now();
}

/** Why a body could not be read in full. */
export class UnreadBody extends Error {
  constructor(readonly problem: Extract<CollectedBody, { readonly problem: unknown }>['problem']) {
    super(problem);
  }
}

/**
 * The message in a request's body, from whatever is nearest to the bytes that were sent: the kept bytes,
 * `rawBody`, a body that a parser left as bytes or text, a parsed body, or the stream itself.
 *
 * @throws UnreadBody, MalformedMessage
 */
export async function readMessage(request: HttpRequest, timeoutMs: number): Promise<RawJsonObject> {
  const raw = rawRequestOf(request);
  const kept = bodies.get(raw);
  if (kept !== undefined) return parseBytes(bytesOf(kept.body));
  const { rawBody, body } = request;
  if (Buffer.isBuffer(rawBody) && rawBody.length > 0) return parseBytes(limited(rawBody));
  if (Buffer.isBuffer(body)) return parseBytes(limited(body));
  if (typeof body === 'string') return parseText(limited(body));
  if (typeof body === 'object' && body !== null && !isUnread(raw, body)) return parsedMessage(raw, body);
  const arrivedAt = performance.now();
  const collected = await collectBody(raw, timeoutMs);
  // For a guard that runs twice, on the class and on the method: a stream can be read once.
  keepBody(raw, collected, arrivedAt);
  return parseBytes(bytesOf(collected));
}

/** What another parser made of a body has to keep the limit too, as far as its size can still be told. */
function parsedMessage(raw: IncomingMessage, body: object): RawJsonObject {
  if (Number(raw.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw new UnreadBody('too-large');
  const message = parseObject(body, isForm(raw));
  limited(Object.values(message.texts).join(''));
  return message;
}

function limited<T extends Buffer | string>(body: T): T {
  if (Buffer.byteLength(body) > MAX_BODY_BYTES) throw new UnreadBody('too-large');
  return body;
}

function bytesOf(body: CollectedBody): Buffer {
  if ('problem' in body) throw new UnreadBody(body.problem);
  return body.bytes;
}

/** Some parsers put an empty object where they read nothing. */
function isUnread(raw: IncomingMessage, body: object): boolean {
  return Object.keys(body).length === 0 && !raw.readableEnded;
}

function isForm(raw: IncomingMessage): boolean {
  // Express's parser does not look at the case either.
  return raw.headers['content-type']?.toLowerCase().includes('x-www-form-urlencoded') === true;
}
