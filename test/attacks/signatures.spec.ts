import {
  createHash,
  generateKeyPairSync,
  type KeyObject,
  privateEncrypt,
  constants,
  sign,
} from 'node:crypto';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { ADAPTERS } from '../support/adapters.js';
import { TEXT_JSON } from '../support/http.js';
import { paymentFields, signedByLianlian } from '../support/lianlian-signs.js';
import { OID_PARTNER, testKeys } from '../support/merchant.js';
import { keys as shopKeys, uniqueNumber } from '../support/shop.js';
import { forgeEnd, forgeFront } from './support/forgeries.js';
import { postRaw } from './support/raw-http.js';
import { sourceOf } from '../e2e/calls/support/lianlian-side.js';
import { nothingHandled, openTarget, type Target } from './support/target.js';

const BYTES = 256;

/** A LianLian key with the exponent that has made forging easy elsewhere. */
const weak = generateKeyPairSync('rsa', { modulusLength: BYTES * 8, publicExponent: 3 });
const MD5_INFO = Buffer.from('3020300c06082a864886f70d020505000410', 'hex');

const fields = (overrides: Readonly<Record<string, string>> = {}): Record<string, string> =>
  paymentFields({
    oid_paybill: uniqueNumber('2026112188'),
    no_order: uniqueNumber('order-'),
    ...overrides,
  });
const signedBy = (key: KeyObject, overrides: Readonly<Record<string, string>> = {}): Record<string, string> =>
  signedByLianlian(fields(overrides), key);

const toNumber = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);
const toBytes = (number: bigint, length: number): Buffer =>
  Buffer.from(number.toString(16).padStart(length * 2, '0'), 'hex');
const modulusOf = (key: KeyObject): bigint =>
  toNumber(Buffer.from(String(key.export({ format: 'jwk' }).n), 'base64url'));

describe.each(ADAPTERS)('a signature, on %s', (adapter) => {
  let target: Target;
  beforeAll(async () => {
    target = await openTarget(adapter, {
      module: {
        oidPartner: OID_PARTNER,
        privateKey: shopKeys.merchant.privateKey,
        lianlianPublicKey: weak.publicKey,
      },
    });
  });
  afterAll(() => target.close());
  afterEach(async () => {
    const errors = target.shop.logger.texts('error');
    target.shop.logger.clear();
    expect(errors).toEqual([]);
    expect((await send(signedBy(weak.privateKey))).status).toBe(200);
  });

  const send = (message: object) => postRaw(target.notifyUrl, JSON.stringify(message));
  const refused = async (message: object, status = 401): Promise<void> => {
    const unseen = nothingHandled(target);
    for (const type of [TEXT_JSON, 'application/json']) {
      const response = await postRaw(target.notifyUrl, JSON.stringify(message), [['content-type', type]]);
      expect([message, response.status]).toEqual([message, status]);
    }
    unseen();
  };

  it('that was forged for a key with exponent 3 is refused, wherever the forger hides the garbage', async () => {
    let message: Record<string, string>;
    let digest: Buffer;
    do {
      message = { ...fields(), sign_type: 'RSA' };
      digest = createHash('md5').update(sourceOf(message)).digest();
    } while ((digest.at(-1) ?? 0) % 2 === 0);
    for (const forge of [forgeFront, forgeEnd]) {
      const forged = forge(Buffer.concat([MD5_INFO, digest]), weak.publicKey);
      await refused({ ...message, sign: forged.toString('base64') });
    }
  });

  it.each([
    [
      'ten bytes of padding and garbage behind the digest',
      (info: Buffer) => padded(info, 10, Buffer.alloc(BYTES - 13 - info.length, 7)),
    ],
    ['padding that is not ff', (info: Buffer) => padded(info, BYTES - 3 - info.length, undefined, 0xfe)],
    [
      'the block type of encryption',
      (info: Buffer) => padded(info, BYTES - 3 - info.length, undefined, 0xff, 2),
    ],
    ['the digest alone', (info: Buffer) => padded(info.subarray(-16), BYTES - 3 - 16)],
    [
      'another name of the digest',
      (info: Buffer) => withInfo(info, '3020300c06082a864886f70d02040500' + '0410'),
    ],
    ['a digest of SHA-1 in name', (info: Buffer) => withInfo(info, '301d300906052b0e03021a0500' + '0410')],
    [
      'no parameters of the digest',
      (info: Buffer) => withInfo(info, '301e300a06082a864886f70d0205' + '0410'),
    ],
    [
      'parameters full of garbage',
      (info: Buffer) => withInfo(info, '3024301006082a864886f70d0205' + '040401020304' + '0410'),
    ],
    [
      'a length in the long form',
      (info: Buffer) => withInfo(info, '308120300c06082a864886f70d02050500' + '0410'),
    ],
  ])('with %s is refused, though the very key of LianLian made it', async (_what, blockOf) => {
    const message = { ...fields(), sign_type: 'RSA' };
    const digest = createHash('md5').update(sourceOf(message)).digest();
    const block = blockOf(Buffer.concat([MD5_INFO, digest]));
    const signature = privateEncrypt({ key: weak.privateKey, padding: constants.RSA_NO_PADDING }, block);
    await refused({ ...message, sign: signature.toString('base64') });
  });

  it('made by hand as it should be is accepted, so the ones above are refused for what is wrong with them', async () => {
    const message = { ...fields(), sign_type: 'RSA' };
    const digest = createHash('md5').update(sourceOf(message)).digest();
    const block = padded(Buffer.concat([MD5_INFO, digest]), BYTES - 3 - 34);
    const signature = privateEncrypt({ key: weak.privateKey, padding: constants.RSA_NO_PADDING }, block);
    expect((await send({ ...message, sign: signature.toString('base64') })).status).toBe(200);
  });

  it('is refused as any other number that means the same, and with any byte before or behind it', async () => {
    const modulus = modulusOf(weak.publicKey);
    for (let at = 0; at < 4; at++) {
      const message = signedBy(weak.privateKey);
      const bytes = Buffer.from(message['sign'] ?? '', 'base64');
      const value = toNumber(bytes);
      const spellings = [
        toBytes(value + modulus, BYTES + 1),
        toBytes(value + modulus, BYTES).subarray(-BYTES),
        toBytes(modulus - value, BYTES),
        toBytes(value + 2n * modulus, BYTES + 1),
        Buffer.concat([Buffer.alloc(1), bytes]),
        Buffer.concat([Buffer.alloc(BYTES), bytes]),
        Buffer.concat([bytes, Buffer.alloc(1)]),
        Buffer.concat([bytes, bytes]),
        bytes.subarray(0, BYTES - 1),
        bytes.subarray(1),
        Buffer.from(bytes).reverse(),
        Buffer.alloc(BYTES),
        Buffer.alloc(BYTES, 0xff),
        toBytes(1n, BYTES),
        toBytes(modulus, BYTES),
        toBytes(modulus - 1n, BYTES),
        toBytes(modulus + 1n, BYTES),
        Buffer.alloc(1),
      ];
      for (const spelling of spellings) await refused({ ...message, sign: spelling.toString('base64') });
    }
  });

  it('has one spelling in base64', async () => {
    const message = signedBy(weak.privateKey);
    const { sign = '' } = message;
    const bytes = Buffer.from(sign, 'base64');
    const spellings = [
      sign.replace(/=+$/, ''),
      `${sign}=`,
      `${sign}====`,
      `${sign}A`,
      `${sign} `,
      ` ${sign}`,
      `\uFEFF${sign}`,
      `${sign}\0`,
      sign.replace(/(.{76})/g, '$1\r\n'),
      sign.replace(/(.{10})/, '$1 '),
      sign.replace(/(.{10})/, '$1-'),
      bytes.toString('base64url'),
      `${bytes.toString('base64url')}=`,
      bytes.toString('hex'),
      bytes.toString('latin1'),
      `data:;base64,${sign}`,
      encodeURIComponent(sign),
      // The four low bits of the last character, which a decoder drops.
      ...['A', 'B', 'C', 'D', 'E', 'F', 'g', 'w', 'Q'].map((last) => sign.replace(/.(=*)$/, `${last}$1`)),
      // Full-width letters, which some decoders fold.
      sign.replace(/[A-Za-z]/, (char) => String.fromCodePoint((char.codePointAt(0) ?? 0) + 0xfee0)),
    ].filter((spelling) => spelling !== sign);
    for (const spelling of spellings) await refused({ ...message, sign: spelling });
    for (const value of [[sign], { 0: sign }, [[sign]], true, 1, null, ''])
      await refused({ ...message, sign: value });
  });

  it.each([
    'MD5',
    'md5',
    'Md5',
    'HMAC',
    'none',
    'NONE',
    'RSA2',
    'SHA1withRSA',
    'MD5withRSA',
    'RSA ',
    ' RSA',
    'ＲＳＡ',
    'SHA256withRSA',
    'sha256WithRsa',
    'RſA',
    '1',
  ])('that calls itself %j is refused, whatever else it is', async (sign_type) => {
    const message: Record<string, string> = fields({ sign_type });
    const source = sourceOf(message);
    const guesses = [
      '',
      'key',
      OID_PARTNER,
      weak.publicKey.export({ type: 'spki', format: 'pem' }) as string,
    ];
    const hashes = guesses.flatMap((secret) =>
      [`${source}${secret}`, `${source}&key=${secret}`].map((data) =>
        createHash('md5').update(data).digest(),
      ),
    );
    const signatures = [
      '',
      ...hashes.flatMap((hash) => [hash.toString('hex'), hash.toString('base64')]),
      sign('md5', Buffer.from(source), weak.privateKey).toString('base64'),
      sign('sha256', Buffer.from(source), weak.privateKey).toString('base64'),
    ];
    for (const signature of signatures) await refused({ ...message, sign: signature });
  });

  it('is verified with the algorithm that the settings allow, and no other, whatever was used', async () => {
    const message = { ...fields(), sign_type: 'RSA' };
    for (const digest of ['sha256', 'sha1', 'sha512', 'ripemd160']) {
      const signature = sign(digest, Buffer.from(sourceOf(message)), weak.privateKey).toString('base64');
      await refused({ ...message, sign: signature });
    }
    const pss = sign('md5', Buffer.from(sourceOf(message)), {
      key: weak.privateKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
    });
    await refused({ ...message, sign: pss.toString('base64') });
  });

  it('holds for the case of sign_type that it was made with, and for that alone', async () => {
    const lower = signedBy(weak.privateKey, { sign_type: 'rsa' });
    await refused({ ...lower, sign_type: 'RSA' });
    expect((await send(lower)).status).toBe(200);
  });

  it.each([[['RSA']], [{ name: 'RSA' }], [['RSA', 'MD5']], [[]], [{}]])(
    'with a sign_type of %j is refused with a 400: it decides, so it has to be text',
    async (sign_type) => {
      await refused({ ...signedBy(weak.privateKey), sign_type }, 400);
    },
  );

  it.each([[true], [0], [null]])('with a sign_type of %j is refused', async (sign_type) => {
    await refused({ ...signedBy(weak.privateKey), sign_type });
  });

  it('of somebody else is refused: the merchant itself, another LianLian, a key of another kind', async () => {
    const ed25519 = generateKeyPairSync('ed25519').privateKey;
    const message = { ...fields(), sign_type: 'RSA' };
    await refused(signedBy(shopKeys.merchant.privateKey));
    await refused(signedBy(shopKeys.lianlian.privateKey));
    await refused(signedBy(testKeys(2048).lianlian.privateKey));
    const other = sign(null, Buffer.from(sourceOf(message)), ed25519);
    await refused({ ...message, sign: other.toString('base64') });
  });
});

/** 00 01 ff…ff 00, what is signed, and what a forger leaves behind it. */
function padded(
  info: Buffer,
  paddingLength: number,
  behind: Buffer = Buffer.alloc(0),
  filler = 0xff,
  type = 1,
): Buffer {
  return Buffer.concat([
    Buffer.from([0, type]),
    Buffer.alloc(paddingLength, filler),
    Buffer.alloc(1),
    info,
    behind,
  ]);
}

function withInfo(info: Buffer, prefix: string): Buffer {
  const other = Buffer.concat([Buffer.from(prefix, 'hex'), info.subarray(-16)]);
  return padded(other, BYTES - 3 - other.length);
}
