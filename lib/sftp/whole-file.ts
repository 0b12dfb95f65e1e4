import { once } from 'node:events';
import { type Readable, Transform } from 'node:stream';

import { endsWithin } from '../common/timing/within-time.js';
import { LianlianReportError } from '../errors/lianlian-report.error.js';
import { silent } from './sftp-errors.js';
import { sftpMessages } from './sftp.messages.js';

/** How long the server may take to close the file. The connection is ended after that all the same. */
export const CLOSE_MS = 2_000;
/** How often in its time the silence of a server is looked for. */
const TICKS = 4;

/** How a file is fetched. */
interface FileFetch {
  /** How many bytes the file has. */
  readonly size: number;
  /** How long the server may be silent while bytes are waited for. */
  readonly timeoutMs: number;
  /** Called once the file is closed, however the stream ends, and even if it is never read. */
  readonly close: (error: Error | null) => Promise<void>;
}

/** The bytes of a file, of which all must come, and no more: half a report reads like a whole one. */
export function wholeFile(source: Readable, { size, timeoutMs, close }: FileFetch): Readable {
  let received = 0;
  const file = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      done(null, chunk);
    },
    flush(done) {
      if (received < size) done(new LianlianReportError(sftpMessages.tooShort(size, received)));
      else if (received > size) done(new LianlianReportError(sftpMessages.tooLong(size, received)));
      else done();
    },
    destroy(error, done) {
      stopWatching();
      void closed(source)
        .then(() => close(error))
        .then(
          () => {
            done(error);
          },
          (cause: unknown) => {
            done(error ?? new LianlianReportError(sftpMessages.fetchFailed(), { cause }));
          },
        );
    },
  });
  // It listens to the end: an 'error' event without a listener ends the process.
  source.on('error', (cause) => {
    file.destroy(new LianlianReportError(sftpMessages.fetchFailed(), { cause }));
  });
  const stopWatching = whenSilent(source, timeoutMs, () => {
    file.destroy(silent(timeoutMs));
  });
  return source.pipe(file);
}

/** Tells once that nothing came for `timeoutMs`. A source that was not asked, as its reader is slow, is not silent. */
function whenSilent(source: Readable, timeoutMs: number, tell: () => void): () => void {
  let isNew = true;
  let quietTicks = 0;
  source.on('data', () => {
    isNew = true;
  });
  const timer = setInterval(() => {
    const wasAsked = !isNew && !source.isPaused() && !source.readableEnded;
    quietTicks = wasAsked ? quietTicks + 1 : 0;
    isNew = false;
    if (quietTicks === TICKS) tell();
  }, timeoutMs / TICKS).unref();
  return () => {
    clearInterval(timer);
  };
}

/** A file that is still open when its connection ends makes the client throw. */
async function closed(source: Readable): Promise<void> {
  if (source.closed) return;
  const closing = once(source, 'close').catch(() => undefined);
  source.destroy();
  await endsWithin(closing, CLOSE_MS);
}
