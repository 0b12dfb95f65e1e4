import { execFileSync } from 'node:child_process';
import { constants, createHash, type KeyObject, privateEncrypt, sign, verify } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AsymmetricSignResponse } from '@alicloud/kms20160120';
import type { SignCommand } from '@aws-sdk/client-kms';
import { NestFactory } from '@nestjs/core';
import { LianlianModule, LianlianService, type Signer } from 'nestjs-lianlian';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { AliyunKmsSigner } from '../../docs/examples/signers/aliyun-kms.signer.js';
import { AwsKmsSigner } from '../../docs/examples/signers/aws-kms.signer.js';
import { Pkcs11Signer } from '../../docs/examples/signers/pkcs11.signer.js';
import { type Gateway, startGateway } from '../e2e/calls/support/gateway.js';
import { isSignedByMerchant, signedResponse } from '../e2e/calls/support/lianlian-side.js';
import { CARD, SUCCESS, WECHAT_QR } from '../e2e/calls/support/samples.js';
import { OID_PARTNER, testKeys } from '../support/merchant.js';
import { lacks } from '../support/needs.js';

const OTHER = '201304121000009009';
const LIBRARY = '/usr/lib/softhsm/libsofthsm2.so';
const PIN = '1234';
const DIGESTS = { RSA: 'md5', SHA256withRSA: 'sha256' } as const;
const SIGN_TYPES = ['RSA', 'SHA256withRSA'] as const;
const never = new AbortController().signal;

const keys = testKeys(2048);
const others = testKeys(2048);
/** More than a KMS takes as a message, and not ASCII alone. */
const source = Buffer.from('金额=49.95&'.repeat(1_000));

const isSigned = (text: string, signType: keyof typeof DIGESTS, publicKey: KeyObject): boolean =>
  verify(DIGESTS[signType], source, publicKey, Buffer.from(text, 'base64'));

const hasSoftHsm = ((): boolean => {
  try {
    execFileSync('softhsm2-util', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(
  lacks({
    tests: 'signatures of a PKCS#11 module',
    missing: !hasSoftHsm && 'SoftHSM2',
    run: 'apt-get install softhsm2',
  }),
)('keys in an HSM, by PKCS#11', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianlian-softhsm-'));
  let signer: Pkcs11Signer;
  let gateway: Gateway;

  beforeAll(async () => {
    mkdirSync(join(folder, 'tokens'));
    writeFileSync(join(folder, 'softhsm2.conf'), `directories.tokendir = ${join(folder, 'tokens')}\n`);
    process.env['SOFTHSM2_CONF'] = join(folder, 'softhsm2.conf');
    const softhsm = (...args: string[]): unknown => execFileSync('softhsm2-util', [...args, '--pin', PIN]);
    softhsm('--init-token', '--free', '--label', 'shop', '--so-pin', '5678');
    for (const [index, [label, privateKey]] of [
      [OID_PARTNER, keys.merchant.privateKey] as const,
      [OTHER, others.merchant.privateKey] as const,
    ].entries()) {
      const file = join(folder, `${label}.pem`);
      writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
      softhsm('--import', file, '--token', 'shop', '--label', label, '--id', `0${String(index + 1)}`);
      rmSync(file);
    }
    signer = new Pkcs11Signer({ library: LIBRARY, token: 'shop', pin: PIN });
    gateway = await startGateway(({ fields: { no_order = '' } }) =>
      signedResponse({ ...SUCCESS, no_order, token: 'T' }, keys.lianlian.privateKey),
    );
  });
  afterAll(async () => {
    signer.onApplicationShutdown();
    await gateway.stop();
    rmSync(folder, { recursive: true });
  });

  it.each(SIGN_TYPES)('sign %s, with the key of the merchant, many at once', async (signType) => {
    const all = await Promise.all(
      Array.from({ length: 40 }, (_each, index) =>
        signer.sign(source, signType, { oidPartner: index % 2 === 0 ? OID_PARTNER : OTHER }),
      ),
    );
    for (const [index, signature] of all.entries()) {
      const { publicKey } = (index % 2 === 0 ? keys : others).merchant;
      expect(isSigned(signature, signType, publicKey)).toBe(true);
    }
  });

  it('sign what the module sends, the trial of the start included', async () => {
    const module = LianlianModule.forRoot({
      oidPartner: OID_PARTNER,
      signer,
      publicKey: keys.merchant.publicKey,
      lianlianPublicKey: keys.lianlian.publicKey,
      signType: 'SHA256withRSA',
      notifyUrl: 'https://shop.example/notify',
      returnUrl: 'https://shop.example/return',
      gateway: gateway.url,
    });
    const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
    const lianlian = app.get(LianlianService);
    await lianlian.easypayDirect.apply(CARD);
    await lianlian.aggregateDirect.pay(WECHAT_QR);
    const types = gateway.requests.map(({ fields }) => fields['sign_type']);
    expect(types).toEqual(['SHA256withRSA', 'RSA']);
    for (const { fields } of gateway.requests) {
      expect(isSignedByMerchant(fields, keys.merchant.publicKey)).toBe(true);
    }
    await app.close();
  });

  it('that are not there are named, and no signature is made', async () => {
    await expect(signer.sign(source, 'RSA', { oidPartner: '1' })).rejects.toThrow(
      'The token has 0 private keys with the label 1, and not one',
    );
    // The session was given back.
    expect(await signer.sign(source, 'RSA', { oidPartner: OTHER })).toHaveLength(344);
  });
});

/** What stands for a KMS, which cannot be had here: it signs a digest with a key of its own. */
const signDigest = (digest: Uint8Array): Buffer => {
  const label = Buffer.from('3031300d060960864801650304020105000420', 'hex');
  const input = Buffer.concat([label, digest]);
  return privateEncrypt({ key: keys.merchant.privateKey, padding: constants.RSA_PKCS1_PADDING }, input);
};
const md5: Signer = {
  sign: (text) => Promise.resolve(sign('md5', text, keys.merchant.privateKey).toString('base64')),
};
const digest = createHash('sha256').update(source).digest();

describe.each([
  [
    'AWS KMS',
    (asked: unknown[]): Signer =>
      new AwsKmsSigner(
        {
          send: ({ input }: SignCommand) => {
            asked.push({ ...input, Message: Buffer.from(input.Message ?? []) });
            return Promise.resolve({ Signature: signDigest(input.Message ?? new Uint8Array()) });
          },
        } as never,
        (oidPartner) => `alias/${oidPartner}`,
        md5,
      ),
    {
      KeyId: `alias/${OID_PARTNER}`,
      Message: digest,
      MessageType: 'DIGEST',
      SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
    },
  ],
  [
    'Alibaba Cloud KMS',
    (asked: unknown[]): Signer =>
      new AliyunKmsSigner(
        {
          asymmetricSign: (request) => {
            asked.push({ ...request });
            const value = signDigest(Buffer.from(request.digest, 'base64')).toString('base64');
            return Promise.resolve(new AsymmetricSignResponse({ value }));
          },
        },
        (oidPartner) => ({ keyId: `key-of-${oidPartner}`, keyVersionId: 'v1' }),
        md5,
      ),
    {
      keyId: `key-of-${OID_PARTNER}`,
      keyVersionId: 'v1',
      algorithm: 'RSA_PKCS1_SHA_256',
      digest: digest.toString('base64'),
    },
  ],
])('%s', (_name, signerWith, request) => {
  it('is asked for SHA256withRSA over the digest, and another signer for RSA', async () => {
    const asked: unknown[] = [];
    const signer = signerWith(asked);
    for (const signType of SIGN_TYPES) {
      const signature = await signer.sign(source, signType, { oidPartner: OID_PARTNER }, never);
      expect(isSigned(signature, signType, keys.merchant.publicKey)).toBe(true);
    }
    expect(asked).toEqual([request]);
  });
});
