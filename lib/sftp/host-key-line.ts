import { createHash } from 'node:crypto';

import { isHostList } from './host-pattern.js';

const FINGERPRINT = /^SHA256:([A-Za-z0-9+/]{43})=?$/;
const BASE64 = /^[A-Za-z0-9+/]{40,}={0,2}$/;

type Marker = '@revoked' | '@cert-authority';

/** One key that `hostKey` names: a fingerprint, a key, or a line of `known_hosts`. */
export interface HostKeyLine {
  /** Where it stands in the option. */
  readonly place: string;
  readonly marker: Marker | undefined;
  /** The hosts that it is about, as the line has them. Undefined where there are none: it is about every host. */
  readonly hosts: string | undefined;
  /** `ssh-ed25519` and the like; undefined for a fingerprint. */
  readonly type: string | undefined;
  readonly fingerprint: string;
}

/** `SHA256:…` of a key, as `ssh-keygen -l` shows it. */
export function hostKeyFingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace('=', '')}`;
}

/** What a line says; undefined for one that nothing can be made of. */
export function hostKeyLine(text: string, place: string): HostKeyLine | undefined {
  const words = text.trim().split(/\s+/);
  const marker = markerOf(words[0]);
  if (marker !== undefined) words.shift();
  const [first = '', second = '', third = ''] = words;
  const fixed = { place, marker };
  const hash = FINGERPRINT.exec(first)?.[1];
  if (hash !== undefined && words.length === 1) {
    return { ...fixed, hosts: undefined, type: undefined, fingerprint: `SHA256:${hash}` };
  }
  const bare = keyOf(first, second);
  if (bare !== undefined)
    return { ...fixed, hosts: undefined, type: first, fingerprint: hostKeyFingerprint(bare) };
  const key = keyOf(second, third);
  if (key === undefined || first.startsWith('@') || !isHostList(first)) return undefined;
  return { ...fixed, hosts: first, type: second, fingerprint: hostKeyFingerprint(key) };
}

function markerOf(word: string | undefined): Marker | undefined {
  return word === '@revoked' || word === '@cert-authority' ? word : undefined;
}

/** The bytes of a key, which begin with the length and the name of its type. */
function keyOf(type: string, base64: string): Buffer | undefined {
  if (!BASE64.test(base64)) return undefined;
  const key = Buffer.from(base64, 'base64');
  return key.readUInt32BE() === type.length && key.toString('latin1', 4, 4 + type.length) === type
    ? key
    : undefined;
}
