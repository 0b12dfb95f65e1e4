import { inspect } from 'node:util';

import { NestFactory } from '@nestjs/core';
import {
  LianlianConfigError,
  LianlianModule,
  type LianlianModuleOptions,
  LianlianService,
  type LianlianTransportError,
  type Signer,
} from 'nestjs-lianlian';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { guide } from '../../docs/guide.js';
import { writeSnippets } from '../../docs/run-snippets.js';
import { OID_PARTNER, testKeys } from '../../support/merchant.js';
import { type Gateway, startGateway } from '../calls/support/gateway.js';
import { isSignedByMerchant, signedResponse } from '../calls/support/lianlian-side.js';
import { CARD, PAGE, SUCCESS, WECHAT_QR } from '../calls/support/samples.js';
import { keyPair } from './support/key-office.js';
import { startVault, type Vault } from './support/vault.js';

/** A loaded machine is slow. */
const WAIT = { timeout: 15_000 };

const keys = testKeys(2048);
const other = keyPair(2048);

type VaultSignerClass = new (address: string, token: string) => Signer;

let vault: Vault;
let VaultSigner: VaultSignerClass;
let gateway: Gateway;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  const load = writeSnippets(
    guide.blocks.filter(({ file }) => file === 'vault-signer.ts'),
    'vault-signer',
  );
  ({ VaultSigner } = (await load('vault-signer.js')) as { VaultSigner: VaultSignerClass });
  vault = await startVault({
    [`lianlian-${OID_PARTNER}`]: keys.merchant.privateKey,
    other: other.privateKey,
  });
});
afterAll(() => vault.stop());
beforeEach(async () => {
  await vault.behave('sign');
  gateway = await startGateway(({ fields: { no_order = '' } }) =>
    signedResponse({ ...SUCCESS, no_order, token: 'T' }, keys.lianlian.privateKey),
  );
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((app) => app.close()));
  await gateway.stop();
});

const merchant = (): Extract<LianlianModuleOptions, { readonly oidPartner: string }> => ({
  oidPartner: OID_PARTNER,
  signer: new VaultSigner(vault.url, 's.token'),
  publicKey: keys.merchant.publicKey,
  lianlianPublicKey: keys.lianlian.publicKey,
  notifyUrl: 'https://shop.example/notify',
  returnUrl: 'https://shop.example/return',
});

async function start(options: Partial<LianlianModuleOptions> = {}): Promise<LianlianService> {
  const module = LianlianModule.forRoot({
    ...merchant(),
    gateway: gateway.url,
    http: { timeoutMs: 10_000 },
    ...options,
  } as LianlianModuleOptions);
  const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  opened.push(app);
  return app.get(LianlianService);
}
const failureOf = async <T extends Error>(work: Promise<unknown>): Promise<T> =>
  work.then(
    () => {
      throw new Error('it went well');
    },
    (error: unknown) => error as T,
  );
const receivedKeys = (): boolean[] =>
  gateway.requests.map(({ fields }) => isSignedByMerchant(fields, keys.merchant.publicKey));

describe("a key in a KMS: the guide's signer, and the key in another process", () => {
  it('signs calls and forms, with MD5 and with SHA-256', async () => {
    const { pid } = await vault.state();
    expect(pid).not.toBe(process.pid);
    const lianlian = await start({ signType: 'SHA256withRSA' });
    await lianlian.aggregateDirect.pay(WECHAT_QR);
    await lianlian.easypayDirect.apply(CARD);
    const form = await lianlian.aggregateRedirect.createForm(PAGE);
    expect(gateway.requests.map(({ fields }) => fields['sign_type'])).toEqual(['RSA', 'SHA256withRSA']);
    expect(receivedKeys()).toEqual([true, true]);
    const fields = JSON.parse(form.fields['req_data'] ?? JSON.stringify(form.fields)) as Record<
      string,
      string
    >;
    expect(isSignedByMerchant(fields, keys.merchant.publicKey)).toBe(true);
    expect(lianlian.merchants.list()).toMatchObject([{ signsWith: 'signer' }]);
    const printed = inspect(lianlian, { depth: 12, showHidden: true }) + JSON.stringify(lianlian.merchants);
    expect(printed).toContain(OID_PARTNER);
    expect(printed).not.toContain('s.token');
  });

  it.each([
    ['refuse', /signer: made no trial signature with RSA/],
    ['nonsense', /signer: gave something else than a signature in base64 text in a trial with RSA/],
    ['other-key', /signer: signs with another key than publicKey/],
    ['silent', /signer: made no trial signature with RSA within 300 ms/],
  ] as const)('fails the start, in a sentence, when the KMS does this: %s', async (mode, reason) => {
    await vault.behave(mode);
    const error = await failureOf<LianlianConfigError>(
      start({ http: { timeoutMs: mode === 'silent' ? 300 : 10_000 } }),
    );
    expect(error).toBeInstanceOf(LianlianConfigError);
    expect(error.message).toMatch(reason);
    expect(error.message).toContain(OID_PARTNER);
    if (mode === 'refuse') expect(inspect(error)).toContain('Vault answered 403');
  });

  it('starts with a key that nothing can be held against, where no publicKey is given', async () => {
    await vault.behave('other-key');
    await start({ publicKey: undefined });
  });

  it.each(['refuse', 'nonsense', 'other-key'] as const)(
    'leaves a call unsent, and says so, when the KMS does this: %s',
    async (mode) => {
      const lianlian = await start();
      await vault.behave(mode);
      for (const work of [
        () => lianlian.easypayDirect.apply(CARD),
        () => lianlian.aggregateRedirect.createForm(PAGE),
        () => lianlian.aggregateQuery.query({ no_order: 'order-1' }),
      ]) {
        const error = await failureOf<LianlianTransportError>(work());
        expect([error.name, error.outcome]).toEqual(['LianlianTransportError', 'not-sent']);
        expect(error.message).toContain('order order-1: the request could not be signed');
        expect(inspect(error, { depth: 9 })).not.toMatch(/6222021001116245702|张三丰|s\.token/);
      }
      expect(gateway.requests).toEqual([]);
      await vault.behave('sign');
      await lianlian.aggregateDirect.pay(WECHAT_QR);
    },
  );

  it("counts in the call's time, and is told when that is over", async () => {
    const lianlian = await start({ http: { timeoutMs: 3_000 } });
    const { aborted } = await vault.behave('silent');
    const works = [lianlian.aggregateDirect.pay(WECHAT_QR), lianlian.aggregateRedirect.createForm(PAGE)];
    for (const error of await Promise.all(works.map(failureOf<LianlianTransportError>))) {
      expect(error.outcome).toBe('not-sent');
      expect(error.message).toContain('the signer did not answer within 3000 ms');
    }
    await vi.waitFor(async () => {
      expect((await vault.state()).aborted).toBeGreaterThanOrEqual(aborted + 2);
    }, WAIT);
    expect(gateway.requests).toEqual([]);
  });

  it('takes the place of a private key while calls are under way, and gives it back', async () => {
    const before = keyPair(2048);
    const lianlian = await start({
      signer: undefined,
      publicKey: undefined,
      privateKey: before.privateKey,
    });
    const pays = (count: number): Promise<unknown>[] =>
      Array.from({ length: count }, () => lianlian.aggregateDirect.pay(WECHAT_QR));
    const calls = pays(50);
    const { signer, publicKey } = merchant();
    const update = lianlian.merchants.update(OID_PARTNER, { signer, publicKey });
    calls.push(...pays(50));
    await update;
    await Promise.all([...calls, ...pays(50)]);
    const byOld = gateway.requests.map(({ fields }) => isSignedByMerchant(fields, before.publicKey));
    expect(receivedKeys().map((isNew, index) => isNew !== byOld[index])).toEqual(Array(150).fill(true));
    expect(receivedKeys().filter(Boolean).length).toBeGreaterThanOrEqual(50);

    await vault.behave('refuse');
    await expect(
      lianlian.merchants.update(OID_PARTNER, { signer: new VaultSigner(vault.url, 'wrong'), publicKey }),
    ).rejects.toThrow(/was not changed:\n.*signer: made no trial signature/);
    await lianlian.merchants.update(OID_PARTNER, { privateKey: before.privateKey });
    gateway.reset();
    await lianlian.aggregateDirect.pay(WECHAT_QR);
    expect(receivedKeys()).toEqual([false]);
  });
});

describe('a signer that misbehaves', () => {
  const leaky = (source: Buffer): never => {
    const error = new Error(`could not sign ${source.toString('base64')} alias ${source.toString()}`);
    throw Object.assign(error, { config: { data: source, headers: { authorization: 'secret-of-the-kms' } } });
  };

  it.each([
    ['throws at once, with all that it was given', leaky],
    ['rejects so', async (source: Buffer) => Promise.resolve().then(() => leaky(source))],
    [
      'rejects with something that is no error',
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what a user's signer may do
      () => Promise.reject('6222021001116245702'),
    ],
    ['answers with nothing', () => Promise.resolve(undefined)],
    ['answers with a short text', () => Promise.resolve('AAAA')],
    ['answers with base64url', () => Promise.resolve(`${'A'.repeat(341)}_`)],
  ])('and %s leaves the call unsent, and no trace of the request', async (_what, sign) => {
    let isStarted = false;
    const vaultSigner = merchant().signer as Signer;
    const signer: Signer = {
      sign: (...args) => (isStarted ? (sign(args[0]) as Promise<string>) : vaultSigner.sign(...args)),
    };
    const lianlian = await start({ signer });
    isStarted = true;
    const error = await failureOf<LianlianTransportError>(lianlian.easypayDirect.apply(CARD));
    expect([error.name, error.outcome]).toEqual(['LianlianTransportError', 'not-sent']);
    const printed = `${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)}`;
    expect(printed).not.toMatch(/6222021001116245702|张三丰|secret-of-the-kms/);
    expect(printed).not.toContain(Buffer.from('6222021001116245702').toString('base64').slice(0, 20));
    expect(gateway.requests).toEqual([]);
  });

  it('and never answers, whatever the signal says, keeps nobody waiting', async () => {
    let isStarted = false;
    const vaultSigner = merchant().signer as Signer;
    const signer: Signer = {
      sign: (...args) => (isStarted ? new Promise<never>(() => undefined) : vaultSigner.sign(...args)),
    };
    const lianlian = await start({ signer, http: { timeoutMs: 3_000 } });
    isStarted = true;
    const works = [lianlian.aggregateDirect.pay(WECHAT_QR), lianlian.aggregateRedirect.createForm(PAGE)];
    for (const error of await Promise.all(works.map(failureOf<LianlianTransportError>))) {
      expect(error.outcome).toBe('not-sent');
      expect(error.message).toContain('the signer did not answer within 3000 ms');
    }
  });

  it('and is no signer, or stands beside a key, fails the start', async () => {
    for (const signer of [{}, 'kms', () => 'x', 7]) {
      const error = await failureOf(start({ signer } as never));
      expect(error.message).toMatch(/signer: must be a Signer/);
    }
    const both = { privateKey: keys.merchant.privateKey } as Partial<LianlianModuleOptions>;
    expect((await failureOf(start(both))).message).toMatch(/privateKey: is set, and so is signer/);
    const own = { lianlianPublicKey: keys.merchant.publicKey } as Partial<LianlianModuleOptions>;
    expect((await failureOf(start(own))).message).toMatch(/merchant's own public key/);
  });
});
