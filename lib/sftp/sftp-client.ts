import type { Readable } from 'node:stream';

import { LianlianConfigError } from '../errors/lianlian-config.error.js';
import { sftpMessages } from './sftp.messages.js';

/** What is used of a client of `ssh2-sftp-client`: it is needed only where reports are fetched. */
export interface SftpClient {
  stat(path: string): Promise<{ readonly size: number }>;
  createReadStream(path: string): Readable;
}

/** A client that this package made, and ends. */
export interface OwnSftpClient extends SftpClient {
  connect(options: Record<string, unknown>): Promise<unknown>;
  end(): Promise<unknown>;
  /** The client of `ssh2` below it, whose connection `destroy` cuts off without a word to the server. */
  readonly client: { destroy(): unknown; removeAllListeners(event: string): unknown };
}

type Listener = () => void;
type SftpClientClass = new (name: string, listeners: Record<string, Listener>) => OwnSftpClient;

const PACKAGE = 'ssh2-sftp-client';

/** @throws LianlianConfigError where the package is not installed */
export async function createSftpClient(): Promise<OwnSftpClient> {
  let module: { default: SftpClientClass };
  try {
    // Its name is no literal, so that bundlers and the compiler don't ask for a package that is optional.
    module = (await import(PACKAGE)) as typeof module;
  } catch (cause) {
    throw new LianlianConfigError(
      [{ option: 'nestjs-lianlian/sftp', message: sftpMessages.clientMissing() }],
      {
        headline: sftpMessages.cannotFetch(),
        cause,
      },
    );
  }
  // Its own listeners write to the console. Errors reject the promises or come with the stream.
  const ignore = (): void => undefined;
  return new module.default('nestjs-lianlian', { error: ignore, end: ignore, close: ignore });
}
