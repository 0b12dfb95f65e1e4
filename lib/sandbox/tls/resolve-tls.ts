import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';

import { errorCode } from '../../common/secrets/error-text.js';
import { isEverywhere } from '../common/host-names.js';
import type { SandboxStartOptions, SandboxTls } from '../settings.js';
import { replaceFile, textOf } from '../common/private-file.js';
import { newCertificate, type TlsPair } from './new-certificate.js';

/** What the server shows, and who made it. */
export interface ResolvedTls extends TlsPair {
  /** Clients have to be told to trust it: it is signed by nobody but itself. */
  readonly isMade: boolean;
}

type TlsOptions = Pick<SandboxStartOptions, 'tls' | 'keysDir' | 'hostNames'>;

/** The file of the certificate in `keysDir`. */
export function certificateFile(keysDir: string): string {
  return join(keysDir, 'tls.certificate.pem');
}

/**
 * Takes the certificate from the options or from `keysDir`, or makes it.
 *
 * @param host where the sandbox listens
 * @throws Error that names the option or the file, for what cannot be used
 */
export async function resolveTls(options: TlsOptions, host: string): Promise<ResolvedTls | undefined> {
  const { tls = false, keysDir, hostNames = [] } = options;
  if (tls === false) return undefined;
  if (tls !== true) return { ...(await ownPair(tls)), isMade: false };
  const names = new Set([
    'localhost',
    '127.0.0.1',
    '::1',
    ...(isEverywhere(host) ? [] : [host]),
    ...hostNames,
  ]);
  const pair = keysDir === undefined ? await newCertificate([...names]) : await keptPair(keysDir, [...names]);
  return { ...pair, isMade: true };
}

async function ownPair(tls: SandboxTls): Promise<TlsPair> {
  if ('keyFile' in tls) {
    const [key, cert] = await Promise.all([contentsOf(tls.keyFile), contentsOf(tls.certFile)]);
    return checked({ key, cert }, tls.keyFile, tls.certFile);
  }
  return checked({ key: tls.key.toString(), cert: tls.cert.toString() }, 'tls.key', 'tls.cert');
}

async function keptPair(keysDir: string, names: readonly string[]): Promise<TlsPair> {
  const [keyPath, certPath] = [join(keysDir, 'tls.private.pem'), certificateFile(keysDir)];
  const [key, cert] = await Promise.all([textOf(keyPath), textOf(certPath)]);
  if (key !== undefined && cert !== undefined) {
    const pair = checked({ key, cert }, keyPath, certPath);
    const problem = problemOf(new X509Certificate(cert), names);
    if (problem === undefined) return pair;
    throw new Error(
      `${certPath} ${problem}: delete it and ${keyPath}, and a new one is made, which shops have to be told to trust`,
    );
  }
  const pair = await newCertificate(names);
  await replaceFile(keyPath, pair.key, 0o600);
  await replaceFile(certPath, pair.cert, 0o644);
  return pair;
}

function problemOf(certificate: X509Certificate, names: readonly string[]): string | undefined {
  if (Date.parse(certificate.validTo) < Date.now()) return `expired (${certificate.validTo})`;
  const missing = names.filter(
    (name) => (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) === undefined,
  );
  return missing.length === 0 ? undefined : `is not for ${missing.join(', ')}`;
}

/** Without what OpenSSL says: it is of no use, and nothing of a key may get into an error. */
function checked(pair: TlsPair, keyName: string, certName: string): TlsPair {
  const certificate = readable(() => new X509Certificate(pair.cert), `${certName} is no certificate in PEM`);
  const key = readable(
    () => createPrivateKey(pair.key),
    `${keyName} is no private key in PEM without a passphrase`,
  );
  if (!certificate.checkPrivateKey(key)) {
    throw new Error(`${keyName} is not the private key of the certificate ${certName}`);
  }
  return pair;
}

function readable<T>(read: () => T, problem: string): T {
  try {
    return read();
  } catch {
    throw new Error(problem);
  }
}

async function contentsOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new Error(`${path} cannot be read (${errorCode(error) ?? ''})`, { cause: error });
  }
}
