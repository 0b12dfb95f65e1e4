import { canonicalBase64 } from '../wire/rsa.js';
import { both, NO_WORDS, type Sentence, type SignatureCause } from './signature-diagnosis.js';

/** One way to read the text of a signature. */
export interface Spelling {
  readonly bytes: Buffer;
  /** What is wrong with the text; nothing if it is base64 as it should be. */
  readonly cause: Extract<SignatureCause, 'plus-became-blank' | 'signature-spelling'> | undefined;
  readonly how: Sentence;
}

type Repair = readonly [
  cause: NonNullable<Spelling['cause']>,
  how: Sentence,
  repair: (text: string) => string,
];

const REPAIRS: readonly Repair[] = [
  ['plus-became-blank', NO_WORDS, (text) => text.replaceAll(' ', '+')],
  [
    'signature-spelling',
    both('it has line breaks or blanks', '里面有换行或空格'),
    (text) => text.replace(/\s/g, ''),
  ],
  ['signature-spelling', both('it is URL-encoded', '做了 URL 编码'), urlDecoded],
  [
    'signature-spelling',
    both('it is URL-encoded, twice', '做了两次 URL 编码'),
    (text) => urlDecoded(urlDecoded(text)),
  ],
  [
    'signature-spelling',
    both('it has line breaks and is URL-encoded', '里面有换行，又做了 URL 编码'),
    (text) => urlDecoded(text).replace(/\s/g, ''),
  ],
  [
    'signature-spelling',
    both('it is base64 for URLs (- and _)', '是 URL 用的 base64（- 和 _）'),
    (text) => padded(text.replaceAll('-', '+').replaceAll('_', '/')),
  ],
  ['signature-spelling', both('its = at the end are missing', '末尾缺少 ='), padded],
  ['signature-spelling', both('it stands in quotes', '带着引号'), (text) => text.replace(/^["']|["']$/g, '')],
  [
    'signature-spelling',
    both('it is hexadecimal, not base64', '是十六进制，不是 base64'),
    (text) => (/^([0-9a-f]{2}){64,}$/i.test(text) ? Buffer.from(text, 'hex').toString('base64') : ''),
  ],
  [
    'signature-spelling',
    both('it is base64 of base64', '做了两次 base64'),
    (text) => Buffer.from(text, 'base64').toString('latin1'),
  ],
];

/** Longer texts are no signature of any key. */
const MAX_LENGTH = 4096;

/** The ways to read a signature, the right one first. */
export function spellingsOf(signature: string): readonly Spelling[] {
  if (signature.length > MAX_LENGTH) return [];
  const asIs = canonicalBase64(signature);
  const repaired = REPAIRS.flatMap(([cause, how, repair]) => {
    const text = repair(signature);
    const bytes = text === signature ? undefined : canonicalBase64(text);
    return bytes === undefined ? [] : [{ bytes, cause, how }];
  });
  return asIs === undefined ? repaired : [{ bytes: asIs, cause: undefined, how: NO_WORDS }, ...repaired];
}

function padded(text: string): string {
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

/** A text as it was before it was URL-encoded; what cannot be decoded stays as it is. */
export function urlDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
