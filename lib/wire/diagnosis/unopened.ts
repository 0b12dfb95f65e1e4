import type { KeyObject } from 'node:crypto';

import { keyBytes, pssDigest } from './open-signature.js';
import { finding } from './sentences.js';
import type { NamedKey, SignatureFinding } from './signature-diagnosis.js';
import type { Spelling } from './signature-spellings.js';

/** A signature that none of the known keys opens. */
interface Unopened {
  readonly signature: string;
  readonly spellings: readonly Spelling[];
  readonly expected: readonly KeyObject[];
  readonly others: readonly NamedKey[];
  readonly sources: readonly string[];
}

/** RSA keys have these sizes, in bytes. */
const USUAL_SIZES = [128, 192, 256, 384, 512];

/** What can be said of a signature that none of the known keys opens. */
export function unopened({ signature, spellings, expected, others, sources }: Unopened): SignatureFinding[] {
  if (/^[0-9a-f]{32}$/i.test(signature.trim())) return [finding('shared-key-digest')];
  const [first = { bytes: Buffer.from(signature, 'base64'), cause: undefined }] = spellings;
  const [source = ''] = sources;
  if (expected.some((key) => pssDigest(source, first.bytes, key) !== undefined))
    return [finding('pss-padding')];
  const sizes = [...new Set(expected.map(keyBytes))];
  const size = first.bytes.length;
  if (sizes.includes(size)) return [finding('wrong-key', { how: noKeyOpensIt(others.length) })];
  const bits = sizes.map((bytes) => String(bytes * 8)).join(' or ');
  if (USUAL_SIZES.includes(size)) {
    const how = `It was made with a key of ${String(size * 8)} bits; the expected key has ${bits}. Sign with the private key whose public half was handed in.`;
    return [finding('wrong-key', { how })];
  }
  const wanted = sizes.map(String).join(' or ');
  return [
    finding('signature-cut-off', {
      how: `It has ${String(size)} bytes; a signature of the expected key has ${wanted}.`,
    }),
  ];
}

function noKeyOpensIt(others: number): string {
  const keys =
    others === 0
      ? 'The expected key does not open it'
      : `Neither the expected key opens it nor ${String(others)} others that were tried`;
  return `${keys}: it was made with another private key, or changed on the way. Compare the public key that was handed in with the public half of the private key that signs.`;
}
