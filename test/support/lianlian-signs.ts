import { type KeyObject, sign } from 'node:crypto';

/**
 * LianLian's side of a signature, written down a second time and without the library, so that a mistake of the
 * library's is not confirmed by itself.
 */
export function signedByLianlian(
  fields: Readonly<Record<string, string>>,
  privateKey: KeyObject,
  signType: 'RSA' | 'SHA256withRSA' = 'RSA',
): Record<string, string> {
  const all: Record<string, string> = { ...fields, sign_type: fields['sign_type'] ?? signType };
  const source = Object.entries(all)
    .filter(([name, value]) => name !== 'sign' && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const digest = signType === 'RSA' ? 'md5' : 'sha256';
  return { ...all, sign: sign(digest, Buffer.from(source), privateKey).toString('base64') };
}

/** A payment notification with every field that LianLian requires. */
export function paymentFields(overrides: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    oid_partner: '201304121000001004',
    no_order: 'order-1',
    dt_order: '20261121120000',
    oid_paybill: '2026112100000001',
    money_order: '49.95',
    pay_type: 'D',
    result_pay: 'SUCCESS',
    settle_date: '20261121',
    ...overrides,
  };
}
