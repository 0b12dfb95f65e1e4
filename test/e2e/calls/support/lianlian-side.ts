import { type KeyObject, sign, verify } from 'node:crypto';

/**
 * LianLian's side of the wire, written down a second time with node:crypto alone: what it signs, and how it
 * checks what a merchant signed.
 */

const DIGESTS = { RSA: 'md5', SHA256withRSA: 'sha256' } as const;
export type SignTypeName = keyof typeof DIGESTS;

/** `name=value` joined by `&`, names by byte (or as compared), without sign and blank values. */
export function sourceOf(
  texts: Readonly<Record<string, string>>,
  compare: (a: string, b: string) => number = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)),
): string {
  return Object.entries(texts)
    .filter(([name, value]) => name !== 'sign' && value.trim() !== '')
    .sort(([a], [b]) => compare(a, b))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

export function signature(source: string, key: KeyObject, signType: SignTypeName = 'RSA'): string {
  return sign(DIGESTS[signType], Buffer.from(source, 'utf8'), key).toString('base64');
}

/** A signed response of texts alone, as JSON. */
export function signedResponse(
  fields: Readonly<Record<string, string>>,
  key: KeyObject,
  { signType = 'RSA', unsigned = {} }: { signType?: SignTypeName; unsigned?: Record<string, string> } = {},
): string {
  const all: Record<string, string> = { sign_type: signType, ...fields };
  return JSON.stringify({ ...all, ...unsigned, sign: signature(sourceOf(all), key, signType) });
}

/** Whether a merchant's request (every value text) is signed by this merchant. */
export function isSignedByMerchant(fields: Readonly<Record<string, string>>, key: KeyObject): boolean {
  const signType = fields['sign_type'] ?? '';
  if (signType !== 'RSA' && signType !== 'SHA256withRSA') return false;
  return verify(
    DIGESTS[signType],
    Buffer.from(sourceOf(fields), 'utf8'),
    key,
    Buffer.from(fields['sign'] ?? '', 'base64'),
  );
}
