import type { Readable } from 'node:stream';

import { isBlank } from '../common/blank.js';
import { readOptions } from '../common/read-options.js';
import { LianlianConfigError } from '../errors/lianlian-config.error.js';
import { LianlianReportError } from '../errors/lianlian-report.error.js';
import { hostKeyCheck } from './host-key.js';
import { createSftpClient, type OwnSftpClient, type SftpClient } from './sftp-client.js';
import { sftpMessages } from './sftp.messages.js';
import { wholeFile } from './whole-file.js';

/** How to reach the SFTP server. Other options of `ssh2`'s `connect` (`readyTimeout`, `algorithms`, …) pass. */
export interface SftpConnectOptions {
  readonly host: string;
  /** Default 22. */
  readonly port?: number | undefined;
  readonly username: string;
  readonly password?: string | undefined;
  /** PEM or OpenSSH. */
  readonly privateKey?: string | Buffer | undefined;
  readonly passphrase?: string | undefined;
  /** The server's key or keys, as `SHA256:…` or as a line of `known_hosts`. Another key is refused. */
  readonly hostKey: string | readonly string[];
  readonly [option: string]: unknown;
}

const OPTIONS = ['fileName', 'directory', 'connect', 'client'];
/** The times among the options of `ssh2`: NaN is "at once" to a timer. */
const TIMES = ['readyTimeout', 'timeout', 'keepaliveInterval'];

interface FetchedFile {
  /** The file's name: `lianlian.reports.fileName(…)`. */
  readonly fileName: string;
  /** The folder on the server. Default `.`, the one that a login begins in. */
  readonly directory?: string | undefined;
}

/** Either how to connect, or a connected client, whose owner checks the host's key and ends it. */
export type FetchReportOptions = FetchedFile &
  ({ readonly connect: SftpConnectOptions } | { readonly client: SftpClient });

/**
 * A report from LianLian's SFTP server, as a stream that ends only if all of the file came.
 *
 * @throws LianlianConfigError without a usable `hostKey`, for an option that is misspelt or no such number, or where `ssh2-sftp-client` is not installed
 * @throws LianlianReportError if the server cannot be reached, shows another key, or has no such file
 * @example
 * const fileName = lianlian.reports.fileName({ kind: 'daily', oid_partner, date: yesterday });
 * const file = await fetchReport({ connect: { host, username, privateKey, hostKey: 'SHA256:…' }, fileName });
 * for await (const row of lianlian.reports.read(file)) await this.book(row);
 */
export async function fetchReport(options: FetchReportOptions): Promise<Readable> {
  checkOptions(options);
  const { fileName, directory = '.', ...way } = options;
  if (typeof fileName !== 'string' || !/^[\w.-]+$/.test(fileName)) {
    throw new LianlianConfigError([{ option: 'fileName', message: sftpMessages.fileName() }]);
  }
  const path = `${directory.replace(/\/+$/, '')}/${fileName}`;
  if ('client' in way) return open(way.client, path, async () => undefined);
  const client = await connected(way.connect);
  const close = async (): Promise<void> => {
    // The connection is gone already.
    await client.end().catch(() => undefined);
  };
  try {
    return await open(client, path, close);
  } catch (error) {
    await close();
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

async function open(client: SftpClient, path: string, close: () => Promise<void>): Promise<Readable> {
  let size: number;
  try {
    ({ size } = await client.stat(path));
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const rule = isMissing ? sftpMessages.notFound() : sftpMessages.fetchFailed();
    throw new LianlianReportError(rule, { cause });
  }
  return wholeFile(client.createReadStream(path), size, close);
}

async function connected({ hostKey, ...options }: SftpConnectOptions): Promise<OwnSftpClient> {
  if (isBlank(options.host)) {
    throw new LianlianConfigError([{ option: 'host', message: sftpMessages.hostMissing() }]);
  }
  const isKnown = hostKeyCheck(hostKey);
  const client = await createSftpClient();
  const shownKeys: boolean[] = [];
  try {
    await client.connect({
      ...options,
      hostVerifier: (shown: Buffer) => {
        shownKeys.push(isKnown(shown));
        return shownKeys.at(-1);
      },
    });
    return client;
  } catch (cause) {
    const rule = shownKeys.includes(false) ? sftpMessages.hostKeyRefused() : sftpMessages.fetchFailed();
    throw new LianlianReportError(rule, { cause });
  }
}
