import type { Readable } from 'node:stream';

import { types } from 'node:util';

/** Encodings, as Node names them, from which text leads back to the very bytes. */
const REVERSIBLE: readonly string[] = ['utf8', 'latin1', 'base64', 'base64url', 'hex'];

/** What UTF-8's decoder writes for bytes that are none. */
const REPLACEMENT = '\uFFFD';

/** The bytes of what a body is kept in, as they are and without a copy, or undefined for what holds none. */
export function bytesIn(value: unknown): Buffer | undefined {
  if (Buffer.isBuffer(value)) return value;
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return types.isAnyArrayBuffer(value) ? Buffer.from(value) : undefined;
}

/**
 * The encoding that somebody set a stream to, where what it decoded cannot be turned back into bytes: `ascii`, for one.
 *
 * @param got how many bytes the text was turned back into
 * @param sent how many were sent, where that is known
 */
export function irreversibleEncoding(
  { readableEncoding }: Readable,
  got: number,
  sent: number | undefined,
): string | undefined {
  if (readableEncoding === null || REVERSIBLE.includes(readableEncoding)) return undefined;
  // Of an odd number of bytes it loses the last.
  return readableEncoding === 'utf16le' && got === sent ? undefined : readableEncoding;
}

/** The bytes of a stream's chunk. Where a middleware has called `setEncoding`, chunks are text. */
export function bytesOfChunk(chunk: unknown, { readableEncoding }: Readable): Buffer | undefined {
  return typeof chunk === 'string' ? Buffer.from(chunk, readableEncoding ?? 'utf8') : bytesIn(chunk);
}

/**
 * Whether text, decoded as UTF-8, has lost what was sent: it holds the character that stands for broken bytes, and is not
 * as long as the body was. The character itself may be sent, too.
 *
 * @param sent how many bytes were sent, where that is known
 */
export function hasLostBytes(text: string | Buffer, sent: number | undefined): boolean {
  if (sent === undefined || Buffer.byteLength(text) === sent) return false;
  return text.includes(REPLACEMENT);
}
