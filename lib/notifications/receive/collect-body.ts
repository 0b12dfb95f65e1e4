import type { Readable } from 'node:stream';

import { LateTimer } from '../../common/timing/late-timer.js';
import { bytesOfChunk, hasLostBytes, irreversibleEncoding } from './chunk-bytes.js';

/** A notification is a few hundred bytes. */
export const MAX_BODY_BYTES = 64 * 1024;

/** Pieces that are kept apart. A body in chunks of one byte would otherwise cost a hundred times its size. */
const MAX_PIECES = 64;

/** Why there are no bytes of a body. */
type BodyProblem =
  | 'too-large'
  | 'too-slow'
  | 'broken-off'
  /** It was no UTF-8, and a middleware had it decoded all the same. */
  | 'decoded'
  /** The encoding that a middleware set the stream to, from which no bytes can be had. */
  | { readonly encoding: string };

/** The bytes of a body, or why there are none. */
export type CollectedBody = { readonly bytes: Buffer } | { readonly problem: BodyProblem };

/** Reads a body of at most 64 KiB, within a time. */
export function collectBody(
  stream: Readable,
  limits: { readonly timeoutMs: number; readonly contentLength: number | undefined },
): Promise<CollectedBody> {
  return new Promise((resolve) => {
    const waiting = { stream, resolve };
    new BodyCollector(waiting, limits.contentLength).start(waiting, limits.timeoutMs);
  });
}

/** What a body comes from, and who waits for it. */
interface Waiting {
  readonly stream: Readable;
  readonly resolve: (body: CollectedBody) => void;
}

/**
 * With events rather than `for await`, which would reset the connection before a response gets out. What comes
 * after the limit is let through unread, so that the sender reads the response. None of its listeners throws: that
 * would end the process.
 */
class BodyCollector {
  private readonly chunks: Buffer[] = [];
  private size = 0;
  private timer: LateTimer | undefined;
  /** Until it is over. */
  private waiting: Waiting | undefined;

  constructor(
    waiting: Waiting,
    private readonly contentLength: number | undefined,
  ) {
    this.waiting = waiting;
  }

  start({ stream }: Waiting, timeoutMs: number): void {
    // These listeners stay: an error that comes later must not end the process.
    stream.on('error', this.onBroken).on('close', this.onBroken);
    if (stream.readableEnded || stream.destroyed) {
      // Another part of the app read it, unless its sender hung up.
      this.finish(isBroken(stream) ? { problem: 'broken-off' } : { bytes: Buffer.alloc(0) });
      return;
    }
    if ((this.contentLength ?? 0) > MAX_BODY_BYTES) {
      this.finish({ problem: 'too-large' });
      return;
    }
    this.timer = new LateTimer(() => setTimeout(this.onSlow, timeoutMs));
    stream.on('data', this.onData).on('end', this.onEnd);
    // A middleware may have paused it.
    stream.resume();
  }

  private readonly onData = (chunk: unknown): void => {
    if (this.waiting === undefined) return;
    const bytes = bytesOfChunk(chunk, this.waiting.stream);
    if (bytes === undefined) {
      this.finish({ problem: 'broken-off' });
      return;
    }
    this.size += bytes.length;
    if (this.size > MAX_BODY_BYTES) this.finish({ problem: 'too-large' });
    else if (this.chunks.push(bytes) > MAX_PIECES)
      this.chunks.splice(0, Infinity, Buffer.concat(this.chunks));
  };

  private readonly onEnd = (): void => {
    if (this.waiting !== undefined) this.finish(this.collected(this.waiting.stream));
  };

  private collected(stream: Readable): CollectedBody {
    const { contentLength } = this;
    const bytes = Buffer.concat(this.chunks);
    const encoding = irreversibleEncoding(stream, bytes.length, contentLength);
    if (encoding !== undefined) return { problem: { encoding } };
    if (stream.readableEncoding !== null && hasLostBytes(bytes, contentLength)) return { problem: 'decoded' };
    return { bytes };
  }

  private readonly onBroken = (): void => {
    this.finish({ problem: 'broken-off' });
  };

  private readonly onSlow = (): void => {
    this.finish({ problem: 'too-slow' });
  };

  private finish(result: CollectedBody): void {
    const { waiting } = this;
    if (waiting === undefined) return;
    // V8 keeps collectors until a full collection: nor may one keep the whole request.
    this.waiting = undefined;
    this.timer?.stop();
    this.chunks.length = 0;
    if ('problem' in result) waiting.stream.resume();
    waiting.resolve(result);
  }
}

function isBroken(stream: Readable): boolean {
  return stream.errored !== null || (stream.readableAborted && !stream.readableEnded);
}
