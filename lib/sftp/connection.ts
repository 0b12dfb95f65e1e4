import { isBlank } from '../common/blank.js';
import { withinTime } from '../common/timing/within-time.js';
import { LianlianReportError } from '../errors/lianlian-report.error.js';
import { hostKeyCheck } from './host-key.js';
import { createSftpClient, type OwnSftpClient } from './sftp-client.js';
import { misused, silent } from './sftp-errors.js';
import { sftpMessages } from './sftp.messages.js';

/** What `ssh2` waits for a login by default, in milliseconds. */
const READY_TIMEOUT_MS = 20_000;

/** The ways to sign that a server may use with a key of a type, the best first. */
const SIGNATURES: Readonly<Record<string, readonly string[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'],
};

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
  /**
   * The server's key or keys: `SHA256:…`, the key itself as in a `.pub` file, or lines of `known_hosts`, of which those
   * about `host` and `port` count. Another key is refused before a name or a password is sent.
   */
  readonly hostKey: string | readonly string[];
  readonly [option: string]: unknown;
}

/**
 * A client that is logged in. The host's key is checked first: before that no name and no password is sent.
 *
 * @throws LianlianConfigError without a host, or a key of it
 * @throws LianlianReportError if there is no login
 */
export async function connected(
  { hostKey, algorithms, ...options }: SftpConnectOptions,
  timeoutMs: number,
): Promise<OwnSftpClient> {
  if (isBlank(options.host)) throw misused('host', sftpMessages.hostMissing());
  const keys = hostKeyCheck(hostKey, options.host, options.port);
  const client = await createSftpClient();
  const readyTimeout = options['readyTimeout'];
  const loginMs = typeof readyTimeout === 'number' ? readyTimeout : READY_TIMEOUT_MS;
  let refusal: string | undefined;
  try {
    const connecting = client.connect({
      ...options,
      algorithms: { ...knownTypesFirst(keys.types), ...(algorithms ?? {}) },
      // It would hand over something else than the bytes of the key.
      hostHash: undefined,
      hostVerifier: (shown: Buffer) => {
        refusal = keys.refusal(shown);
        return refusal === undefined;
      },
    });
    await withinTime(connecting, loginMs + timeoutMs, () => silent(timeoutMs));
    return client;
  } catch (cause) {
    // Version 11 of the client throws past everybody when a connection closes in the middle of a login.
    client.client.removeAllListeners('close');
    client.client.destroy();
    if (cause instanceof LianlianReportError) throw cause;
    throw new LianlianReportError(refusal ?? sftpMessages.fetchFailed(), { cause });
  }
}

/** A server that has keys of several types shows the one that is asked for first: it should be one that is known. */
function knownTypesFirst(types: readonly string[]): object {
  const known = types.flatMap((type) => SIGNATURES[type] ?? []);
  return known.length === 0 ? {} : { serverHostKey: { remove: known, prepend: known } };
}
