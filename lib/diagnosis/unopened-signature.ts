import type { KeyObject } from 'node:crypto';

import { both, type NamedKey, type Sentence, type SignatureFinding } from './signature-diagnosis.js';
import { keyBytes, pssDigest } from './open-signature.js';
import { finding } from './finding.js';
import type { Spelling } from './signature-spellings.js';

/** A signature that no known key opens. */
interface Unopened {
  readonly signature: string;
  readonly spellings: readonly Spelling[];
  readonly expected: readonly KeyObject[];
  readonly others: readonly NamedKey[];
  readonly sources: readonly string[];
}

/** RSA keys have these sizes, in bytes. */
const USUAL_SIZES = [128, 192, 256, 384, 512];

/** What can be found out about a signature that no known key opens. */
export function explainUnopened({
  signature,
  spellings,
  expected,
  others,
  sources,
}: Unopened): SignatureFinding[] {
  if (/^[0-9a-f]{32}$/i.test(signature.trim())) return [finding('shared-key-digest')];
  const [first = { bytes: Buffer.from(signature, 'base64'), cause: undefined }] = spellings;
  const [source = ''] = sources;
  if (expected.some((key) => pssDigest(source, first.bytes, key) !== undefined))
    return [finding('pss-padding')];
  const sizes = [...new Set(expected.map(keyBytes))];
  const size = first.bytes.length;
  if (sizes.includes(size)) return [finding('wrong-key', { how: noKeyOpensIt(others.length) })];
  const bits = sizes.map((bytes) => String(bytes * 8));
  if (USUAL_SIZES.includes(size)) {
    const how = both(
      `It was made with a key of ${String(size * 8)} bits; the expected key has ${bits.join(' or ')}. Sign with the private key whose public half was handed in.`,
      `它是用 ${String(size * 8)} 位的密钥签的，应当是 ${bits.join(' 或 ')} 位。请用已登记公钥所对应的私钥签名。`,
    );
    return [finding('wrong-key', { how })];
  }
  const wanted = sizes.map(String);
  return [
    finding('signature-cut-off', {
      how: both(
        `It has ${String(size)} bytes; a signature of the expected key has ${wanted.join(' or ')}.`,
        `它有 ${String(size)} 字节，应当有 ${wanted.join(' 或 ')} 字节。`,
      ),
    }),
  ];
}

function noKeyOpensIt(others: number): Sentence {
  const keys =
    others === 0
      ? both('The expected key does not open it', '应当使用的公钥解不开它')
      : both(
          `Neither the expected key opens it nor any of the others that were tried (${String(others)})`,
          `应当使用的公钥和试过的另外 ${String(others)} 把都解不开它`,
        );
  return both(
    `${keys.en}: it was made with another private key, or changed on the way. Compare the public key that was handed in with the public half of the private key that signs.`,
    `${keys.zh}：它是用别的私钥签的，或者在途中被改动。请核对登记的公钥与签名私钥是否成对。`,
  );
}
