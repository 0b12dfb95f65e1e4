import { once } from 'node:events';
import { type Readable, Transform } from 'node:stream';

import { endsWithin } from '../common/within-time.js';
import { LianlianReportError } from '../errors/lianlian-report.error.js';
import { sftpMessages } from './sftp.messages.js';

/** How long the server may take to close the file. The connection is ended after that all the same. */
const CLOSE_MS = 2_000;

/**
 * The bytes of a file, of which all must come: half a report reads like a whole one.
 *
 * @param close is called once the file is closed, however the stream ends, and even if it is never read
 */
export function wholeFile(source: Readable, size: number, close: () => Promise<void>): Readable {
  let received = 0;
  const file = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      done(null, chunk);
    },
    flush(done) {
      done(received < size ? new LianlianReportError(sftpMessages.tooShort(size, received)) : null);
    },
    destroy(error, done) {
      void closed(source)
        .then(close)
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
  return source.pipe(file);
}

/** A file that is still open when its connection ends makes the client throw. */
async function closed(source: Readable): Promise<void> {
  if (source.closed) return;
  const closing = once(source, 'close').catch(() => undefined);
  source.destroy();
  await endsWithin(closing, CLOSE_MS);
}
