import { createReadStream } from 'node:fs';

/** The reader of a web stream, as far as it is needed: the DOM's type of it cannot be iterated. */
interface WebStream {
  getReader(): {
    read(): Promise<{ done: boolean; value?: unknown }>;
    cancel(): Promise<unknown>;
    releaseLock(): void;
  };
}

type Chunk = Uint8Array | string;

/**
 * Where a report comes from: the path of a file (text or a `file:` URL), its bytes, or anything that gives its bytes or
 * its text in pieces, such as a Node or web stream.
 */
export type ReportSource = string | URL | Uint8Array | AsyncIterable<unknown> | Iterable<Chunk> | WebStream;

/** Larger pieces are cut, so that what is held at once does not depend on the source. */
const MAX_PIECE = 64 * 1024;

/** The bytes of a source, in pieces. When the reader stops, the source is closed. */
export async function* bytesOf(source: ReportSource): AsyncGenerator<Buffer, void, undefined> {
  // The first half of a character outside the BMP, when text is cut between its halves.
  let half = '';
  for await (const chunk of chunksOf(source)) {
    let bytes: Buffer;
    if (typeof chunk === 'string') {
      const text = half + chunk;
      half = /[\uD800-\uDBFF]$/.test(text) ? text.slice(-1) : '';
      bytes = Buffer.from(half === '' ? text : text.slice(0, -1), 'utf8');
    } else if (chunk instanceof Uint8Array) {
      bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    } else {
      throw new TypeError('A report is read from bytes or text, and this source gives something else');
    }
    for (let start = 0; start < bytes.length; start += MAX_PIECE) {
      yield bytes.subarray(start, start + MAX_PIECE);
    }
  }
  if (half !== '') yield Buffer.from(half, 'utf8');
}

function chunksOf(source: ReportSource): AsyncIterable<unknown> | Iterable<unknown> {
  if (typeof source === 'string' || source instanceof URL) return createReadStream(source);
  if (source instanceof Uint8Array) return [source];
  if (Symbol.asyncIterator in source || Symbol.iterator in source) return source;
  return readAll(source);
}

async function* readAll(stream: WebStream): AsyncGenerator<unknown, void, undefined> {
  const reader = stream.getReader();
  let isOver = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      isOver = done;
      if (done) return;
      yield value;
    }
  } finally {
    if (!isOver) await reader.cancel();
    reader.releaseLock();
  }
}
