import type { IncomingMessage } from 'node:http';

/** Why the bytes of a body are no text in UTF-8. */
type WhyUnread = 'tooLong' | 'compressed' | 'gbk' | 'notUtf8';

/** The body of a request: its text, or why it has none. */
export interface IncomingBody {
  /** In UTF-8; undefined if it is too long or not UTF-8. */
  readonly body: string | undefined;
  readonly unread?: WhyUnread | undefined;
}

const MAX_BODY_BYTES = 256 * 1024;

/** Reads a body to its end, so that the client hears the response; of a long one the beginning alone is kept. */
export async function readBody(request: IncomingMessage): Promise<IncomingBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (size > MAX_BODY_BYTES) return { body: undefined, unread: 'tooLong' };
  const bytes = Buffer.concat(chunks);
  const body = textIn('utf-8', bytes);
  return body === undefined ? { body, unread: whyUnread(bytes) } : { body };
}

function whyUnread(bytes: Buffer): WhyUnread {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'compressed';
  return textIn('gbk', bytes) === undefined ? 'notUtf8' : 'gbk';
}

function textIn(encoding: string, bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
