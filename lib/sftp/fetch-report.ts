import type { Readable } from 'node:stream';

import { readOptions } from '../common/options/read-options.js';
import { endsWithin, withinTime } from '../common/timing/within-time.js';
import { LianlianReportError } from '../errors/lianlian-report.error.js';
import { connected, type SftpConnectOptions } from './connection.js';
import { misused, silent } from './sftp-errors.js';
import type { SftpClient } from './sftp-client.js';
import { sftpMessages } from './sftp.messages.js';
import { CLOSE_MS, wholeFile } from './whole-file.js';

/** Default of `timeoutMs`. */
const TIMEOUT_MS = 60_000;
/** The longest time that a timer of Node takes, halved: a login has a time of its own before it. */
const MAX_TIMEOUT_MS = 1_000_000_000;

const OPTIONS = ['fileName', 'directory', 'timeoutMs', 'connect', 'client'];
/** The times among the options of `ssh2`: NaN is "at once" to a timer. */
const TIMES = ['readyTimeout', 'timeout', 'keepaliveInterval'];

interface FetchedFile {
  /** The file's name: `lianlian.reports.fileName(…)`. */
  readonly fileName: string;
  /** The folder on the server. Default `.`, the one that a login begins in. */
  readonly directory?: string | undefined;
  /** How long the server may be silent while something is waited for, in milliseconds. Default 60000. */
  readonly timeoutMs?: number | undefined;
}

/** Either how to connect, or a connected client, whose owner checks the host's key and ends it. */
export type FetchReportOptions = FetchedFile &
  ({ readonly connect: SftpConnectOptions } | { readonly client: SftpClient });

/**
 * A report from LianLian's SFTP server, as a stream that ends only if all of the file came.
 *
 * @throws LianlianConfigError without a `hostKey` that names a key of this server, for an option that is misspelt or no such
 *   number, or where `ssh2-sftp-client` is not installed
 * @throws LianlianReportError if the server cannot be reached, shows another key or one that is revoked, has no such
 *   file, or is silent. The stream has the same error where it breaks off, is silent, or has not the file's length
 * @example
 * const fileName = lianlian.reports.fileName({ kind: 'daily', oid_partner, date: yesterday });
 * const file = await fetchReport({ connect: { host, username, privateKey, hostKey: 'SHA256:…' }, fileName });
 * for await (const row of lianlian.reports.read(file)) await this.book(row);
 */
export async function fetchReport(options: FetchReportOptions): Promise<Readable> {
  checkOptions(options);
  const { fileName, directory = '.', timeoutMs = TIMEOUT_MS, ...way } = options;
  if (typeof fileName !== 'string' || !/^[\w.-]+$/.test(fileName) || /^\.+$/.test(fileName))
    throw misused('fileName', sftpMessages.fileName());
  if (!(timeoutMs > 0)) throw misused('timeoutMs', sftpMessages.timeout());
  const file = {
    path: directory.endsWith('/') ? `${directory}${fileName}` : `${directory}/${fileName}`,
    timeoutMs: Math.min(timeoutMs, MAX_TIMEOUT_MS),
  };
  if ('client' in way) return open(way.client, file, async () => undefined);
  const client = await connected(way.connect, file.timeoutMs);
  const close = async (error: unknown): Promise<void> => {
    // A server that failed may not answer a farewell either. If the connection is gone already, all is well.
    if (error !== null) client.client.destroy();
    else
      await endsWithin(
        client.end().catch(() => undefined),
        CLOSE_MS,
      );
  };
  try {
    return await open(client, file, close);
  } catch (error) {
    await close(error);
    throw error;
  }
}

/** Of `connect`, further options are those of `ssh2`, which are not known here. */
function checkOptions(options: FetchReportOptions): void {
  const owner = { of: 'fetchReport', known: OPTIONS, headline: sftpMessages.notFetched() };
  readOptions(options, owner, (reader) => {
    reader.anyText('directory', undefined);
    if (reader.value('client') !== undefined) return;
    const connect = reader.value('connect');
    if (connect === undefined) reader.problem('connect', sftpMessages.connectMissing());
    const connection = reader.group('connect', Object.keys(Object(connect) as object));
    connection.positiveInteger('port', undefined, { most: 65_535 });
    for (const name of TIMES) connection.positiveInteger(name, undefined, { least: 0 });
  });
}

async function open(
  client: SftpClient,
  { path, timeoutMs }: { readonly path: string; readonly timeoutMs: number },
  close: (error: unknown) => Promise<void>,
): Promise<Readable> {
  let size: number | undefined;
  try {
    ({ size } = await withinTime(client.stat(path), timeoutMs, () => silent(timeoutMs)));
  } catch (cause) {
    if (cause instanceof LianlianReportError) throw cause;
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const rule = isMissing ? sftpMessages.notFound() : sftpMessages.fetchFailed();
    throw new LianlianReportError(rule, { cause });
  }
  if (!Number.isSafeInteger(size)) throw new LianlianReportError(sftpMessages.noSize());
  return wholeFile(client.createReadStream(path), { size, timeoutMs, close });
}
