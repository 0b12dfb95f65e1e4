import { createVerify, generateKeyPairSync } from 'node:crypto';
import { signNotification } from 'nestjs-lianlian/testing';
import { describe, expect, it } from 'vitest';

describe('signNotification', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs1' }).toString();

  it('drops what is blank, and signs the rest', () => {
    const { sign, ...fields } = signNotification(
      { no_order: 'o-1', money_order: '0.1', memo: ' ', info_order: null, sign: 'x' },
      pem,
    );
    expect(fields).toEqual({ no_order: 'o-1', money_order: '0.1', sign_type: 'RSA' });
    const verify = createVerify('RSA-MD5').update('money_order=0.1&no_order=o-1&sign_type=RSA');
    expect(verify.verify(publicKey, sign ?? '', 'base64')).toBe(true);
  });

  it('signs with SHA-256 where it is told to', () => {
    const { sign, ...fields } = signNotification({ no_order: 'o-1' }, privateKey, 'SHA256withRSA');
    expect(fields['sign_type']).toBe('SHA256withRSA');
    const verify = createVerify('RSA-SHA256').update('no_order=o-1&sign_type=SHA256withRSA');
    expect(verify.verify(publicKey, sign ?? '', 'base64')).toBe(true);
  });

  it.each([
    [{ money_order: 49.95 }, 'RSA', 'money_order must be text'],
    [{ result_pay: true }, 'RSA', 'result_pay must be text'],
    [{ no_order: 'o-1' }, 'SHA256', "signType must be 'RSA' or 'SHA256withRSA'"],
    [{ no_order: 'o-1' }, 'MD5', 'signType must be'],
    [{ no_order: 'o-1' }, null, 'signType must be'],
  ])('leaves nothing out in silence: %j signed with %s', (fields, signType, says) => {
    expect(() => signNotification(fields as never, pem, signType as never)).toThrow(says);
  });
});
