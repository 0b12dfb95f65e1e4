import { createHash } from 'node:crypto';

import { LianlianConfigError } from '../errors/lianlian-config.error.js';
import { sftpMessages } from './sftp.messages.js';

const FINGERPRINT = /^SHA256:([A-Za-z0-9+/]{43})=?$/;
const KEY = /(?:^|\s)((?:ssh|ecdsa|sk)-[\w@.-]+) +([A-Za-z0-9+/]{40,}={0,2})(?:\s|$)/;

/**
 * A check of the key that a server shows, against the keys that are known of it.
 *
 * @throws LianlianConfigError if there is none, or one that is no key
 */
export function hostKeyCheck(hostKey: string | readonly string[] | undefined): (shown: Buffer) => boolean {
  const known = (typeof hostKey === 'string' ? [hostKey] : (hostKey ?? [])).map(fingerprintOf);
  if (known.length === 0) {
    throw new LianlianConfigError([{ option: 'hostKey', message: sftpMessages.hostKeyMissing() }]);
  }
  return (shown) => known.includes(sha256(shown));
}

function fingerprintOf(text: string): string {
  const fingerprint = FINGERPRINT.exec(text.trim())?.[1];
  if (fingerprint !== undefined) return fingerprint;
  const key = KEY.exec(text)?.[2];
  if (key !== undefined) return sha256(Buffer.from(key, 'base64'));
  throw new LianlianConfigError([{ option: 'hostKey', message: sftpMessages.hostKeyForm() }]);
}

function sha256(key: Buffer): string {
  return createHash('sha256').update(key).digest('base64').replace(/=+$/, '');
}
