import type { Readable } from 'node:stream';

import { bytesIn } from './chunk-bytes.js';
import { type HttpRequest, rawRequestOf } from './http-types.js';

/** What somebody else made of a body, before it was this module's turn. */
export type BodyAtHand = { readonly bytes: Buffer } | { readonly text: string } | { readonly parsed: object };

/**
 * The body that an adapter, a host, a parser or a middleware has left on a request: Express's and Fastify's own
 * (`rawBody`, `body`), or Node's request below Fastify's, where a host wrote it that reads requests before the app gets
 * them. What is nearest to the bytes that were sent comes first: bytes, then text, then what a parser made of them, which
 * no longer has numbers as they were written. Empty ones count for nothing: some parsers leave them where they read nothing.
 * Nor do objects that a middleware made of something else (a tenant, the query), as long as nobody has read the body.
 */
export function bodyAtHand(request: HttpRequest): BodyAtHand | undefined {
  const raw = rawRequestOf(request);
  const places = [
    leftBy(() => request.rawBody),
    leftBy(() => raw.rawBody),
    leftBy(() => request.body),
    leftBy(() => raw.body),
  ];
  for (const place of places) {
    const bytes = bytesIn(place);
    if (bytes !== undefined && bytes.length > 0) return { bytes };
  }
  for (const place of places) if (typeof place === 'string' && place !== '') return { text: place };
  for (const place of places) {
    if (isParsed(place) && !(isStray(place) && isUnread(raw))) return { parsed: place };
  }
  return undefined;
}

/** Some hosts parse a body as it is asked for, and throw where they cannot: that is as good as none. */
function leftBy(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** What is signed by nobody did not come from LianLian: a middleware has put it there. */
function isStray(parsed: object): boolean {
  return !('sign' in parsed);
}

function isUnread({ readableDidRead, readableEnded }: Partial<Readable>): boolean {
  return readableDidRead === false && readableEnded === false;
}

function isParsed(place: unknown): place is object {
  if (typeof place !== 'object' || place === null || bytesIn(place) !== undefined) return false;
  return Object.keys(place).length > 0;
}
