import type { KeyObject } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { Logger } from '@nestjs/common';
import type { LianlianApiError, LianlianService, LianlianSharedOptions } from 'nestjs-lianlian';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { OID_PARTNER, type TestKeys } from '../../support/merchant.js';
import { type App, merchantOptions, startLianlian } from '../calls/support/app.js';
import { WECHAT_QR } from '../calls/support/samples.js';
import { openEnvelope } from '../calls/support/open-envelope.js';
import { type Gateway, startGateway } from '../calls/support/gateway.js';
import { signedResponse } from '../calls/support/lianlian-side.js';
import { type KeyOffice, type KeyPair, keyPair, openKeyOffice } from './support/key-office.js';

/** A loaded machine is slow. */
const WAIT = { timeout: 15_000 };

const merchantKeys = [keyPair(), keyPair(2048)];
const lianlianKeys = [keyPair(), keyPair()];
const [oldKey, newKey] = merchantKeys;
const [oldLianlian, newLianlian] = lianlianKeys;
if (!oldKey || !newKey || !oldLianlian || !newLianlian) throw new Error('keys are missing');

const ADDRESSES = ['https://shop.example/old', 'https://shop.example/new'];
const keys: TestKeys = { merchant: oldKey, lianlian: oldLianlian };

let responseKey = oldLianlian.privateKey;
let office: KeyOffice;
let app: App;
let lianlian: LianlianService;

beforeEach(async () => {
  responseKey = oldLianlian.privateKey;
  office = await openKeyOffice(merchantKeys, () => responseKey);
  app = await startLianlian(keys, { gateway: office.url, notifyUrl: ADDRESSES[0] });
  lianlian = app.lianlian;
});
afterEach(async () => {
  await app.close();
  await office.stop();
});

const pay = (no_order: string): Promise<unknown> =>
  lianlian.aggregateDirect.pay({ ...WECHAT_QR, no_order, oid_partner: OID_PARTNER });
const pays = (prefix: string, count: number): Promise<unknown>[] =>
  Array.from({ length: count }, (_, index) => pay(`${prefix}-${String(index)}`));

describe("a merchant's key that changes while the app runs", () => {
  it('signs what comes after it, while 200 calls that are under way finish with the old one', async () => {
    office.hold();
    const before = pays('before', 200);
    // 32 connections: the rest waits for one, signed already.
    await vi.waitFor(() => {
      expect(office.seen.length).toBeGreaterThanOrEqual(32);
    }, WAIT);
    await lianlian.merchants.update(OID_PARTNER, {
      privateKey: newKey.privateKey,
      notifyUrl: ADDRESSES[1],
    });
    const after = pays('after', 20);
    office.answerAll();
    await Promise.all([...before, ...after]);

    const keysOf = (prefix: string): Set<number> =>
      new Set(office.seen.filter(({ no_order }) => no_order.startsWith(prefix)).map(({ key }) => key));
    expect(office.seen).toHaveLength(220);
    expect(keysOf('before')).toEqual(new Set([0]));
    expect(keysOf('after')).toEqual(new Set([1]));
  });

  it('is never torn from the settings that came with it, however often both change under load', async () => {
    const calls: Promise<unknown>[] = [];
    const changes = { areUnderWay: true };
    const load = (async () => {
      while (changes.areUnderWay || calls.length < 100) {
        calls.push(...pays(`load${String(calls.length)}`, 2));
        await sleep(2);
      }
    })();
    for (let round = 1; round <= 10; round++) {
      const privateKey = merchantKeys[round % 2]?.privateKey;
      await lianlian.merchants.update(OID_PARTNER, { privateKey, notifyUrl: ADDRESSES[round % 2] });
      const begun = calls.length;
      while (calls.length < begun + 4) await sleep(1);
    }
    changes.areUnderWay = false;
    await load;
    await Promise.all(calls);
    expect(office.seen).toHaveLength(calls.length);
    const states = new Set(office.seen.map(({ key, notify_url }) => `${String(key)} ${String(notify_url)}`));
    expect([...states].toSorted()).toEqual([`0 ${String(ADDRESSES[0])}`, `1 ${String(ADDRESSES[1])}`]);
  });

  it('stays, and so does everything else, when the new one is bad', async () => {
    const bad = [
      [{ privateKey: 'nonsense!', notifyUrl: ADDRESSES[1] }, /privateKey: is neither PEM nor base64/],
      [{ privateKey: newKey.publicKey }, /privateKey: is a public key/],
      [{ lianlianPublicKey: [newLianlian.publicKey, oldKey.publicKey] }, /merchant's own public key/],
      [{ publicKey: newKey.publicKey }, /publicKey: is not the public half/],
      [{ notifyUrl: 'shop.example' }, /notifyUrl: must be an absolute/],
      [{ notifyURL: ADDRESSES[1] }, /notifyURL: is not an option: did you mean notifyUrl\?/],
      [{ oidPartner: '201304121000009009' }, /oidPartner: cannot change/],
    ] as const;
    const listed = lianlian.merchants.list();
    for (const [changes, reason] of bad) {
      const error = await lianlian.merchants.update(OID_PARTNER, changes as never).then(
        () => new Error('it was taken'),
        (refusal: unknown) => refusal as Error,
      );
      expect(error.name).toBe('LianlianConfigError');
      expect(error.message).toMatch(reason);
      expect(error.message).toContain(`merchant ${OID_PARTNER} was not changed`);
      expect(error.message).not.toContain('cannot start');
    }
    expect(lianlian.merchants.list()).toEqual(listed);
    await pay('still');
    expect(office.seen).toEqual([{ no_order: 'still', key: 0, notify_url: ADDRESSES[0] }]);
  });

  it('may change in two ways at once, and neither change is lost', async () => {
    await Promise.all([
      lianlian.merchants.update(OID_PARTNER, { privateKey: newKey.privateKey }),
      lianlian.merchants.update(OID_PARTNER, { notifyUrl: ADDRESSES[1] }),
      lianlian.merchants.update(OID_PARTNER, { privateKey: 'nonsense!' }).catch(() => undefined),
    ]);
    await pay('both');
    expect(office.seen).toEqual([{ no_order: 'both', key: 1, notify_url: ADDRESSES[1] }]);
  });

  it('leaves what a change does not name, and takes away what is set to an empty text', async () => {
    await lianlian.merchants.update(OID_PARTNER, { notifyUrl: undefined, returnUrl: '' });
    expect(lianlian.merchants.list()).toMatchObject([{ notifyUrl: ADDRESSES[0], returnUrl: undefined }]);
  });
});

describe("LianLian's key that changes", () => {
  it('verifies responses old and new while both are given, and the new alone afterwards', async () => {
    await lianlian.merchants.update(OID_PARTNER, {
      lianlianPublicKey: [oldLianlian.publicKey, newLianlian.publicKey],
    });
    await pay('old');
    responseKey = newLianlian.privateKey;
    await pay('new');
    await lianlian.merchants.update(OID_PARTNER, { lianlianPublicKey: newLianlian.publicKey });
    await pay('new-alone');
    responseKey = oldLianlian.privateKey;
    await expect(pay('old-again')).rejects.toMatchObject({ name: 'LianlianSignatureError' });
  });

  it('leaves calls that are under way with the keys that they began with', async () => {
    office.hold();
    const before = pays('before', 20);
    await vi.waitFor(() => {
      expect(office.seen).toHaveLength(20);
    }, WAIT);
    await lianlian.merchants.update(OID_PARTNER, { lianlianPublicKey: newLianlian.publicKey });
    office.answerAll();
    await Promise.all(before);
    await expect(pay('after')).rejects.toMatchObject({ name: 'LianlianSignatureError' });
  });
});

describe("LianLian's key that changes, and a payout that is encrypted", () => {
  const both = [oldLianlian.publicKey, newLianlian.publicKey];
  const payout = {
    flag_card: 'personal',
    ...{ dt_order: '20260801225714', money_order: '49.95' },
    ...{ card_no: '6222021001116245702', acct_name: '张三丰', info_order: '8月运费', memo: '运费' },
    notify_url: ADDRESSES[0],
  } as const;

  /** What LianLian has: it decrypts with this key alone, and signs with it. */
  let theirs: KeyPair;
  let gateway: Gateway;
  let number = 0;

  beforeEach(async () => {
    theirs = oldLianlian;
    gateway = await startGateway(({ fields: { oid_partner = '', no_order = '', pay_load } }) => {
      const response = { oid_partner, no_order, ret_code: '0000', ret_msg: 'ok' };
      if (pay_load === undefined) return signedResponse(response, theirs.privateKey);
      const opened = openedBy(theirs, pay_load);
      if (opened === undefined) return JSON.stringify({ ret_code: '4007', ret_msg: '敏感信息解密异常' });
      return signedResponse({ ...response, no_order: opened.no_order }, theirs.privateKey);
    });
  });
  afterEach(() => gateway.stop());

  function openedBy({ privateKey }: KeyPair, pay_load: string): { readonly no_order: string } | undefined {
    try {
      return JSON.parse(openEnvelope(pay_load, privateKey)) as { readonly no_order: string };
    } catch {
      return undefined;
    }
  }

  const startWith = async (lianlianPublicKey: readonly KeyObject[]): Promise<LianlianService> => {
    await app.close();
    app = await startLianlian(keys, { gateway: gateway.url, lianlianPublicKey });
    return app.lianlian;
  };
  const payOut = (service: LianlianService, oid_partner?: string): Promise<string> =>
    service.payouts.apply({ ...payout, oid_partner, no_order: `p-${String(++number)}` }).then(
      ({ state }) => state,
      (error: unknown) => (error as LianlianApiError).ret_code,
    );
  const ask = (service: LianlianService, oid_partner?: string): Promise<unknown> =>
    service.payouts.query({ no_order: `p-${String(number)}`, oid_partner });

  it('goes with the first key until LianLian signs with the other one, and with that one from then on', async () => {
    const service = await startWith(both);
    expect(await payOut(service)).toBe('accepted');
    theirs = newLianlian;
    expect(await payOut(service)).toBe('4007');
    // What is asked after a 4007 is signed: it tells the key.
    await ask(service);
    expect(await payOut(service)).toBe('accepted');
    expect(await payOut(service)).toBe('accepted');
  });

  it('goes back where LianLian goes back', async () => {
    const service = await startWith(both);
    theirs = newLianlian;
    await ask(service);
    theirs = oldLianlian;
    await ask(service);
    expect(await payOut(service)).toBe('accepted');
  });

  it('is not turned away from a key by a response that LianLian did not sign', async () => {
    const service = await startWith(both);
    theirs = newLianlian;
    await ask(service);
    theirs = oldKey;
    await expect(ask(service)).rejects.toMatchObject({ name: 'LianlianSignatureError' });
    theirs = newLianlian;
    expect(await payOut(service)).toBe('accepted');
  });

  it('keeps to the key through a change of the merchant, and leaves it with the merchant', async () => {
    const service = await startWith(both);
    theirs = newLianlian;
    await ask(service);
    await service.merchants.update(OID_PARTNER, { notifyUrl: ADDRESSES[1] });
    expect(await payOut(service)).toBe('accepted');
    await service.merchants.update(OID_PARTNER, { lianlianPublicKey: oldLianlian.publicKey });
    expect(await payOut(service)).toBe('4007');
    theirs = oldLianlian;
    expect(await payOut(service)).toBe('accepted');
  });

  it('keeps to it when a merchantSource gives the merchant anew, and to each merchant’s own', async () => {
    await app.close();
    const [one, other] = ['201304121000009009', '201304121000009017'];
    app = await startLianlian(keys, {
      gateway: gateway.url,
      merchantSource: {
        find: (oidPartner) =>
          Promise.resolve({ oidPartner, privateKey: newKey.privateKey, lianlianPublicKey: both }),
      },
    });
    theirs = newLianlian;
    await ask(app.lianlian, one);
    app.lianlian.merchants.reload(one);
    expect(await payOut(app.lianlian, one)).toBe('accepted');
    expect(await payOut(app.lianlian, other)).toBe('4007');
  });
});

describe('merchants that are added and removed', () => {
  const other = '201304121000009009';
  const options = { privateKey: newKey.privateKey, lianlianPublicKey: oldLianlian.publicKey };

  /** An app that was written for several merchants, and begins with one of them. */
  const startSeveral = async (more: LianlianSharedOptions = {}): Promise<LianlianService> => {
    await app.close();
    const merchants = [merchantOptions(keys)];
    app = await startLianlian(keys, { ...more, gateway: office.url, merchants });
    return app.lianlian;
  };
  const payAs = (service: LianlianService, oid_partner: string | undefined): Promise<unknown> =>
    service.aggregateDirect.pay({ ...WECHAT_QR, notify_url: ADDRESSES[0], oid_partner });

  it('send payments from then on, and no longer', async () => {
    const several = await startSeveral();
    await expect(payAs(several, other)).rejects.toThrow(/merchant that the module was not given/);
    await several.merchants.add({ ...options, oidPartner: other });
    await payAs(several, other);
    expect(office.seen.map(({ key }) => key)).toEqual([1]);
    await several.merchants.remove(other);
    await expect(payAs(several, other)).rejects.toThrow(/merchant that the module was not given/);
  });

  it('change nothing for a list of one: it is held to what holds for several from the start', async () => {
    const several = await startSeveral();
    const unnamed = /oid_partner is required, because the module was given merchants or merchantSource/;
    await expect(payAs(several, undefined)).rejects.toThrow(unnamed);
    await several.merchants.add({ ...options, oidPartner: other });
    await expect(payAs(several, undefined)).rejects.toThrow(
      /oid_partner is required, because the module has several/,
    );
    await several.merchants.remove(other);
    await expect(payAs(several, undefined)).rejects.toThrow(unnamed);
    await payAs(several, OID_PARTNER);
    expect(office.seen).toHaveLength(1);
  });

  it('are refused by an app that was given one merchant, which works on as it was written', async () => {
    const error = await lianlian.merchants.add({ ...options, oidPartner: other }).then(
      () => new Error('it was taken'),
      (refusal: unknown) => refusal as Error,
    );
    expect(error.name).toBe('LianlianConfigError');
    for (const part of [
      'the merchant was not added',
      'merchants: [{ oidPartner, … }]',
      'name oid_partner in every request and in every row of unsettledPayments',
      'return oid_partner from expectedPayment',
      'write expectedRefund',
    ]) {
      expect(error.message).toContain(part);
    }
    expect(lianlian.merchants.list().map(({ oidPartner }) => oidPartner)).toEqual([OID_PARTNER]);
    await payAs(lianlian, undefined);
    expect(office.seen.map(({ key }) => key)).toEqual([0]);
  });

  it('are taken beside a merchantSource, with which every request names its merchant already', async () => {
    await app.close();
    app = await startLianlian(keys, {
      gateway: office.url,
      merchantSource: { find: () => Promise.resolve(undefined) },
    });
    await expect(payAs(app.lianlian, undefined)).rejects.toThrow(/oid_partner is required/);
    await app.lianlian.merchants.add({ ...options, oidPartner: other });
    await payAs(app.lianlian, other);
    expect(office.seen.map(({ key }) => key)).toEqual([1]);
  });

  it('take the place of what a merchantSource gave under their number', async () => {
    await app.close();
    const given = { ...options, oidPartner: other };
    app = await startLianlian(keys, {
      gateway: office.url,
      merchantSource: { find: () => Promise.resolve(given) },
    });
    const { merchants } = app.lianlian;
    const listed = (): string[] =>
      merchants.list().flatMap(({ oidPartner, origin }) => (oidPartner === other ? [origin] : []));
    await payAs(app.lianlian, other);
    expect(listed()).toEqual(['source']);
    await merchants.add({ ...given, privateKey: oldKey.privateKey });
    expect(listed()).toEqual(['options']);
    await payAs(app.lianlian, other);
    expect(office.seen.map(({ key }) => key)).toEqual([1, 0]);
  });

  it('are warned about where no notification or no query would come, and nothing else says so', async () => {
    const warned = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    try {
      const several = await startSeveral({ notifications: { confirmByQuery: [OID_PARTNER] } });
      const warnings = (): unknown[] => warned.mock.calls.map(([line]) => line as unknown);
      warned.mockClear();
      await several.merchants.add({ ...options, oidPartner: other });
      expect(warnings()).toEqual([
        expect.stringContaining(`Merchant ${other} has no notifyUrl`),
        expect.stringContaining(`Merchant ${other} is not in the list notifications.confirmByQuery`),
      ]);
      warned.mockClear();
      await several.merchants.update(OID_PARTNER, { notifyUrl: ADDRESSES[1] });
      expect(warnings()).toEqual([]);
      await several.merchants.update(OID_PARTNER, { notifyUrl: '' });
      expect(warnings()).toEqual([expect.stringContaining(`Merchant ${OID_PARTNER} has no notifyUrl`)]);
      warned.mockClear();
      await several.merchants.update(OID_PARTNER, { returnUrl: ADDRESSES[1] });
      expect(warnings()).toEqual([]);
    } finally {
      warned.mockRestore();
    }
  });

  it('are refused where they cannot be', async () => {
    const { merchants } = await startSeveral();
    await expect(merchants.add({ ...options, oidPartner: OID_PARTNER })).rejects.toThrow(/known already/);
    await expect(merchants.add({ ...options, oidPartner: '1' })).rejects.toThrow(/18 digits/);
    await expect(merchants.update(other, {})).rejects.toThrow(/no merchant/);
    await expect(merchants.remove(other)).rejects.toThrow(/no merchant/);
    await expect(merchants.remove(OID_PARTNER)).rejects.toThrow(/only merchant/);
  });

  it('are listed with fingerprints of their keys, and without a key', () => {
    const [listed] = lianlian.merchants.list();
    expect(listed).toMatchObject({ oidPartner: OID_PARTNER, origin: 'options', signsWith: 'privateKey' });
    expect(listed?.publicKeyFingerprint).toMatch(/^[0-9a-f]{64}$/);
    const text = JSON.stringify(lianlian.merchants.list());
    const secret = oldKey.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    expect(text).not.toContain(secret.slice(40, 80));
    expect(text).not.toMatch(/privateKey"\s*:/);
  });
});
