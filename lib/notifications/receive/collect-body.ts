import type { IncomingMessage } from 'node:http';

import { LateTimer } from '../../common/late-timer.js';

/** A notification is a few hundred bytes. */
export const MAX_BODY_BYTES = 64 * 1024;

/** Pieces that are kept apart. A body in chunks of one byte would otherwise cost a hundred times its size. */
const MAX_PIECES = 64;

/** The bytes of a body, or why there are none. */
export type CollectedBody =
  { readonly bytes: Buffer } | { readonly problem: 'too-large' | 'too-slow' | 'broken-off' };

/**
 * Reads a body of at most 64 KiB.
 *
 * With events rather than `for await`, which would reset the connection before a response gets out. What comes
 * after the limit is let through unread, so that the sender reads the response.
 */
export function collectBody(stream: IncomingMessage, timeoutMs: number): Promise<CollectedBody> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let isFinished = false;
    // The listeners stay: an error that comes later must not end the process.
    const finish = (result: CollectedBody): void => {
      if (isFinished) return;
      isFinished = true;
      timer.stop();
      chunks.length = 0;
      if ('problem' in result) stream.resume();
      resolve(result);
    };
    const onData = (chunk: Buffer): void => {
      if (isFinished) return;
      size += chunk.length;
      if (size > MAX_BODY_BYTES) finish({ problem: 'too-large' });
      else if (chunks.push(chunk) > MAX_PIECES) chunks.splice(0, Infinity, Buffer.concat(chunks));
    };
    const onEnd = (): void => {
      finish({ bytes: Buffer.concat(chunks) });
    };
    const onBroken = (): void => {
      finish({ problem: 'broken-off' });
    };
    const onSlow = (): void => {
      finish({ problem: 'too-slow' });
    };
    const timer = new LateTimer(() => setTimeout(onSlow, timeoutMs));
    stream.on('error', onBroken).on('close', onBroken);
    if (stream.readableEnded || stream.destroyed) {
      // Another part of the app read it, and left nothing of it.
      finish({ bytes: Buffer.alloc(0) });
      return;
    }
    if (Number(stream.headers['content-length'] ?? 0) > MAX_BODY_BYTES) {
      finish({ problem: 'too-large' });
      return;
    }
    stream.on('data', onData).on('end', onEnd);
  });
}
