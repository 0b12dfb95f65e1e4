import type { SignatureCause } from './signature-diagnosis.js';

/** One way to read the text of a signature. */
export interface Spelling {
  readonly bytes: Buffer;
  /** What is wrong with the text; nothing if it is base64 as it should be. */
  readonly cause: Extract<SignatureCause, 'plus-became-blank' | 'signature-spelling'> | undefined;
  readonly how: string;
}

type Repair = readonly [cause: NonNullable<Spelling['cause']>, how: string, repair: (text: string) => string];

const REPAIRS: readonly Repair[] = [
  ['plus-became-blank', '', (text) => text.replaceAll(' ', '+')],
  ['signature-spelling', 'it has line breaks or blanks', (text) => text.replace(/\s/g, '')],
  ['signature-spelling', 'it is URL-encoded', urlDecoded],
  ['signature-spelling', 'it is URL-encoded, twice', (text) => urlDecoded(urlDecoded(text))],
  [
    'signature-spelling',
    'it has line breaks and is URL-encoded',
    (text) => urlDecoded(text).replace(/\s/g, ''),
  ],
  [
    'signature-spelling',
    'it is base64 for URLs (- and _)',
    (text) => padded(text.replaceAll('-', '+').replaceAll('_', '/')),
  ],
  ['signature-spelling', 'its = at the end are missing', padded],
  ['signature-spelling', 'it stands in quotes', (text) => text.replace(/^["']|["']$/g, '')],
  [
    'signature-spelling',
    'it is hexadecimal, not base64',
    (text) => (/^([0-9a-f]{2}){64,}$/i.test(text) ? Buffer.from(text, 'hex').toString('base64') : ''),
  ],
  ['signature-spelling', 'it is base64 of base64', (text) => Buffer.from(text, 'base64').toString('latin1')],
];

/** Longer texts are no signature of any key. */
const MAX_LENGTH = 4096;

/** The ways to read a signature, the right one first. */
export function spellingsOf(signature: string): readonly Spelling[] {
  if (signature.length > MAX_LENGTH) return [];
  const asIs = base64(signature);
  const repaired = REPAIRS.flatMap(([cause, how, repair]) => {
    const text = repair(signature);
    const bytes = text === signature ? undefined : base64(text);
    return bytes === undefined ? [] : [{ bytes, cause, how }];
  });
  return asIs === undefined ? repaired : [{ bytes: asIs, cause: undefined, how: '' }, ...repaired];
}

/** The bytes of canonical base64 alone. */
function base64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : undefined;
}

function padded(text: string): string {
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

function urlDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
