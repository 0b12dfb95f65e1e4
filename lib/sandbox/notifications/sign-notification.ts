import { rsaSignSync } from '../../wire/rsa.js';
import { signatureSource } from '../../wire/signature.js';
import { isBlank } from '../../common/blank.js';
import { type SandboxKeyInput, privateKeyOf } from '../common/keys.js';
import type { SignType } from '../../common/sign-type.js';

/** Fields of a message before it is signed. Blank ones are dropped. */
export type UnsignedFields = Readonly<Record<string, string | null | undefined>>;

/**
 * Signs a notification as LianLian does, for tests that post notifications of their own.
 *
 * @param privateKey LianLian's private key (of a sandbox: `sandbox.lianlianPrivateKey`), PEM or `KeyObject`
 * @param signType `RSA` (MD5withRSA) by default
 * @returns the fields without the blank ones, and `sign_type` and `sign`
 * @example
 * const body = signNotification({ oid_partner, no_order: 'o-1', money_order: '49.95', result_pay: 'SUCCESS' }, key);
 * await request(app.getHttpServer()).post('/payments/notify').send(body).expect(200);
 */
export function signNotification(
  fields: UnsignedFields,
  privateKey: SandboxKeyInput,
  signType: SignType = 'RSA',
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string' && !isBlank(value) && name !== 'sign') kept[name] = value;
  }
  kept['sign_type'] = signType;
  return {
    ...kept,
    sign: rsaSignSync(signatureSource(kept), privateKeyOf(privateKey, 'privateKey'), signType),
  };
}
