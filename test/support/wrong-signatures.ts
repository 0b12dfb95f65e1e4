import { createHash, type KeyObject, sign } from 'node:crypto';

/**
 * Requests signed wrongly on purpose, each as a merchant's program really gets it wrong. Written without the
 * library, so that it cannot confirm itself.
 */

export type Fields = Readonly<Record<string, string>>;

export interface WrongSignature {
  /** The cause that the diagnosis has to name, and no other. */
  readonly cause: string;
  /** The message as it is sent. */
  readonly sent: Fields;
}

/** Who signs, and who else could. */
export interface Signers {
  readonly merchant: KeyObject;
  /** Some other private key. */
  readonly stranger: KeyObject;
}

type Pairs = readonly (readonly [name: string, value: string])[];

const byName = (pairs: Pairs): Pairs => pairs.toSorted(([a], [b]) => (a < b ? -1 : 1));
const filled = (fields: Fields): Pairs =>
  Object.entries(fields).filter(([name, value]) => name !== 'sign' && value.trim() !== '');
const joined = (pairs: Pairs): string => pairs.map(([name, value]) => `${name}=${value}`).join('&');

/** The right source. */
export const sourceOf = (fields: Fields): string => joined(byName(filled(fields)));

export function rsa(source: string | Buffer, key: KeyObject, digest = 'md5'): string {
  return sign(digest, Buffer.from(source), key).toString('base64');
}

export const WRONG_WAYS = [
  'wrong key',
  'MD5 for SHA-256',
  'empty fields included',
  'sorted wrongly',
  'double-encoded UTF-8',
  're-serialized JSON',
  'spaces in names',
] as const;
export type WrongWay = (typeof WRONG_WAYS)[number];

/** The seven mistakes that everybody makes. */
export function wronglySigned(
  way: WrongWay,
  fields: Fields,
  { merchant, stranger }: Signers,
): WrongSignature {
  switch (way) {
    case 'wrong key':
      return { cause: 'wrong-key', sent: { ...fields, sign: rsa(sourceOf(fields), stranger) } };
    case 'MD5 for SHA-256': {
      const sent = { ...fields, sign_type: 'SHA256withRSA' };
      return { cause: 'md5-for-sha256', sent: { ...sent, sign: rsa(sourceOf(sent), merchant, 'md5') } };
    }
    case 'empty fields included': {
      const sent = { ...fields, info_order: '', valid_order: '' };
      const pairs = byName(Object.entries(sent).filter(([name]) => name !== 'sign'));
      return { cause: 'empty-fields-included', sent: { ...sent, sign: rsa(joined(pairs), merchant) } };
    }
    case 'sorted wrongly':
      return { cause: 'sorted-wrongly', sent: { ...fields, sign: rsa(joined(filled(fields)), merchant) } };
    case 'double-encoded UTF-8': {
      const twice = Buffer.from(Buffer.from(sourceOf(fields), 'utf8').toString('latin1'), 'utf8');
      return { cause: 'double-encoded-utf8', sent: { ...fields, sign: rsa(twice, merchant) } };
    }
    case 're-serialized JSON': {
      const pretty = pythonJson(JSON.parse(fields['risk_item'] ?? '{}') as Fields);
      const signed = sourceOf({ ...fields, risk_item: pretty });
      return { cause: 're-serialized-json', sent: { ...fields, sign: rsa(signed, merchant) } };
    }
    case 'spaces in names': {
      const pairs = filled(fields).map(
        ([name, value]) => [name === 'no_order' ? 'no_order ' : name, value] as const,
      );
      return { cause: 'spaces-in-names', sent: { ...fields, sign: rsa(joined(byName(pairs)), merchant) } };
    }
  }
}

/** As `json.dumps` writes a flat object. */
function pythonJson(object: Fields): string {
  const members = Object.entries(object).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{${members.join(', ')}}`.replace(
    /[^\0-\x7f]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export const md5Hex = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex');
