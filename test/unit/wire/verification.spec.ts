import { generateKeyPairSync } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import type { Merchant } from '../../../lib/config/settings.js';
import { acceptedSignType } from '../../../lib/wire/accepted-sign-type.js';
import { parseRawJsonObject } from '../../../lib/wire/raw-json.js';
import { isSignedBy } from '../../../lib/wire/verification.js';
import { signature } from '../../e2e/calls/support/lianlian-side.js';

const lianlian = generateKeyPairSync('rsa', { modulusLength: 1024 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 1024 });
const verifier = { keys: [lianlian.publicKey], signType: 'RSA' } as const;

/** A document whose signature covers this source. */
function verifies(document: string, source: string, unsignedFields: readonly string[] = []): boolean {
  const sign = signature(source, lianlian.privateKey);
  const signed = `${document.slice(0, -1)},"sign":"${sign}"}`;
  return isSignedBy(verifier, parseRawJsonObject(signed), unsignedFields);
}

describe('a response with nested values', () => {
  const document =
    '{"pay_type":"W","payLoad":{ "timeStamp" : 1.0, "package":"a=b&c" ,"list":[1, 2]},"no_order":"1"}';

  it('verifies over its raw text, odd spacing included, in either order of names', () => {
    const raw = '{ "timeStamp" : 1.0, "package":"a=b&c" ,"list":[1, 2]}';
    expect(verifies(document, `no_order=1&payLoad=${raw}&pay_type=W`)).toBe(true);
    expect(verifies(document, `no_order=1&pay_type=W&payLoad=${raw}`)).toBe(true);
  });

  it('verifies over its compact text', () => {
    const compact = '{"timeStamp":1,"package":"a=b&c","list":[1,2]}';
    expect(verifies(document, `no_order=1&payLoad=${compact}&pay_type=W`)).toBe(true);
    expect(verifies(document, `no_order=1&pay_type=W&payLoad=${compact}`)).toBe(true);
  });

  it('does not verify over any other text', () => {
    const sorted = '{"list":[1,2],"package":"a=b&c","timeStamp":1}';
    expect(verifies(document, `no_order=1&payLoad=${sorted}&pay_type=W`)).toBe(false);
    expect(verifies(document, 'no_order=1&payLoad=[object Object]&pay_type=W')).toBe(false);
    expect(verifies(document, 'no_order=1&pay_type=W')).toBe(false);
  });
});

describe('fields that some editions leave out of the signature', () => {
  const document = '{"no_order":"1","memo":"m","bank_name":"b"}';

  it('may be signed or not', () => {
    expect(verifies(document, 'bank_name=b&memo=m&no_order=1', ['memo', 'bank_name', 'card_no'])).toBe(true);
    expect(verifies(document, 'no_order=1', ['memo', 'bank_name', 'card_no'])).toBe(true);
  });

  it('are only those that the API names', () => {
    expect(verifies(document, 'no_order=1')).toBe(false);
    expect(verifies(document, 'no_order=1', ['memo'])).toBe(false);
  });
});

describe('during a change of keys', () => {
  const sign = signature('no_order=1', lianlian.privateKey);
  const message = parseRawJsonObject(`{"no_order":"1","sign":"${sign}"}`);

  it('a message verifies with any of the keys', () => {
    expect(isSignedBy({ keys: [stranger.publicKey, lianlian.publicKey], signType: 'RSA' }, message)).toBe(
      true,
    );
  });

  it('but with no other', () => {
    expect(isSignedBy({ keys: [stranger.publicKey], signType: 'RSA' }, message)).toBe(false);
    expect(isSignedBy({ keys: [], signType: 'RSA' }, message)).toBe(false);
  });
});

describe('a signature that is none', () => {
  it.each([
    '{"no_order":"1"}',
    '{"no_order":"1","sign":""}',
    '{"no_order":"1","sign":null}',
    '{"no_order":"1","sign":1}',
  ])('never verifies: %s', (document) => {
    expect(isSignedBy(verifier, parseRawJsonObject(document))).toBe(false);
  });
});

describe('the algorithm of a message', () => {
  const merchantWith = (signType: Merchant['signType']): Merchant => ({
    oidPartner: '201304121000001004',
    privateKey: stranger.privateKey,
    lianlianPublicKeys: [lianlian.publicKey],
    signType,
    notifyUrl: undefined,
    returnUrl: undefined,
    payoutNotifyUrl: undefined,
    busiPartner: undefined,
  });

  it.each([
    [undefined, 'RSA'],
    ['RSA', 'RSA'],
    ['rsa', 'RSA'],
    ['SHA256withRSA', undefined],
    ['MD5', undefined],
    ['md5', undefined],
    ['', undefined],
    ['none', undefined],
    ['HMAC', undefined],
  ])('%s is %s for a merchant with RSA', (claimed, expected) => {
    expect(acceptedSignType(merchantWith('RSA'), claimed)).toBe(expected);
  });

  it.each([
    [undefined, 'RSA'],
    ['RSA', 'RSA'],
    ['SHA256withRSA', 'SHA256withRSA'],
    ['SHA256WITHRSA', 'SHA256withRSA'],
    ['MD5', undefined],
    ['SHA1withRSA', undefined],
  ])('%s is %s for a merchant with SHA256withRSA', (claimed, expected) => {
    expect(acceptedSignType(merchantWith('SHA256withRSA'), claimed)).toBe(expected);
  });
});
