import { rsaSignSync } from '../../wire/rsa.js';
import { signatureSource } from '../../wire/signature.js';
import { isBlank } from '../../common/blank.js';
import { type SandboxKeyInput, privateKeyOf } from '../common/keys.js';
import { SandboxError } from '../common/sandbox-error.js';
import type { SignType } from '../../common/sign-type.js';

const SIGN_TYPES: readonly unknown[] = ['RSA', 'SHA256withRSA'] satisfies SignType[];

/** Fields of a message before it is signed. Blank ones are dropped. */
export type UnsignedFields = Readonly<Record<string, string | null | undefined>>;

/**
 * Signs a notification as LianLian does, for tests that post notifications of their own.
 *
 * @param privateKey LianLian's private key (of a sandbox: `sandbox.lianlianPrivateKey`), PEM or `KeyObject`
 * @param signType `RSA` (MD5withRSA) by default
 * @throws SandboxError for a value that is no text, which would not be signed, and for another `signType`
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
  if (!SIGN_TYPES.includes(signType)) {
    throw SandboxError.said(
      400,
      "signType must be 'RSA' or 'SHA256withRSA'",
      "signType 须为 'RSA' 或 'SHA256withRSA'",
    );
  }
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries<unknown>(fields)) {
    if (isBlank(value) || name === 'sign') continue;
    if (typeof value !== 'string')
      throw SandboxError.said(
        400,
        `${name} must be text, as LianLian sends it`,
        `${name} 须为文本，与连连所发一致`,
      );
    kept[name] = value;
  }
  kept['sign_type'] = signType;
  return {
    ...kept,
    sign: rsaSignSync(signatureSource(kept), privateKeyOf(privateKey, 'privateKey'), signType),
  };
}
