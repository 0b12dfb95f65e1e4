import type { KeyObject } from 'node:crypto';

import { Controller, type INestApplication, Module } from '@nestjs/common';
import {
  LianlianController,
  LianlianModule,
  type LianlianModuleOptions,
  LianlianService,
  type MerchantSource,
  type PaymentReturn,
} from 'nestjs-lianlian';
import { afterEach, describe, expect, it } from 'vitest';

import { type Adapter, ADAPTERS, startApp } from '../support/adapters.js';
import { ACK, type HttpResponse, post } from '../support/http.js';
import { signedByLianlian } from '../support/lianlian-signs.js';
import { testKeys } from '../support/merchant.js';
import { RecordingLogger } from '../support/recording-logger.js';
import { keys, payment, uniqueNumber } from '../support/shop.js';

const FLOOD = 1_000;
const PER_SECOND = 5;
const KNOWN = '201304121000001004';
const stranger = testKeys().lianlian.privateKey;

/** Merchants that nobody asked about yet, and numbers that nobody has. */
const genuine = (index: number): string => `2013041210000${String(20_000 + index)}`;
const madeUp = (index: number): string => `2099121210000${String(10_000 + index)}`;

const merchantOf = (oidPartner: string) => ({
  oidPartner,
  privateKey: keys.merchant.privateKey,
  lianlianPublicKey: keys.lianlian.publicKey,
});

@Controller('payments')
class PaymentsController extends LianlianController() {
  expectedPayment(_order: string, _time: string, oid_partner: string) {
    return { money_order: '49.95', oid_partner };
  }
  onPayment(): void {
    // Acknowledged.
  }
  override onReturn(result: PaymentReturn): string {
    return result.verified ? '/paid' : `/${result.reason}`;
  }
}

let app: INestApplication;
let url: string;
let lianlian: LianlianService;
let asked: string[];
const logger = new RecordingLogger();

async function open(adapter: Adapter, options: Partial<LianlianModuleOptions> = {}): Promise<void> {
  asked = [];
  logger.clear();
  const merchantSource: MerchantSource = {
    find: (oidPartner) => {
      asked.push(oidPartner);
      return Promise.resolve(oidPartner.startsWith('2013') ? merchantOf(oidPartner) : undefined);
    },
  };
  const merchantCache = { unknownPerSecond: PER_SECOND };
  const settings = { merchantSource, merchantCache, ...options } as LianlianModuleOptions;
  @Module({ imports: [LianlianModule.forRoot(settings)], controllers: [PaymentsController] })
  class AppModule {}
  ({ app, url } = await startApp(AppModule, adapter, { options: { logger } }));
  lianlian = app.get(LianlianService);
}

afterEach(() => app.close());

type Signature = KeyObject | 'none';

function message(oid_partner: string, signature: Signature): Record<string, string> {
  const numbers = { oid_partner, oid_paybill: uniqueNumber('2026') };
  const { sign, ...unsigned } = payment(numbers, signature === 'none' ? stranger : signature);
  return signature === 'none' ? unsigned : { ...unsigned, sign: String(sign) };
}

const notify = (
  oid_partner: string,
  signature: Signature = keys.lianlian.privateKey,
): Promise<HttpResponse> => post(`${url}/payments/notify`, message(oid_partner, signature));
const comeBack = async (oid_partner: string, signature: Signature = keys.lianlian.privateKey) =>
  (await post(`${url}/payments/return`, message(oid_partner, signature))).headers.get('location');

/** Posts the flood, and what is genuine in its midst. */
async function inFlood<T>(
  forge: (index: number) => Promise<unknown>,
  send: () => Promise<T>,
): Promise<{ readonly result: T; readonly seconds: number }> {
  const startedAt = performance.now();
  const forged: Promise<unknown>[] = [];
  const flood = (from: number): void => {
    for (let index = from; index < from + FLOOD / 2; index++) forged.push(forge(index));
  };
  flood(0);
  // The ration is used up when the first of them is answered with a refusal.
  await Promise.all(forged.slice(0, 50));
  const sent = send();
  flood(FLOOD / 2);
  const result = await sent;
  await Promise.all(forged);
  return { result, seconds: (performance.now() - startedAt) / 1000 };
}

const askedMadeUp = (): number => asked.filter((number) => number.startsWith('2099')).length;
const within = (seconds: number): number => PER_SECOND + Math.ceil(seconds * PER_SECOND);

describe.each(ADAPTERS)('a flood of a thousand made-up merchants, on %s', (adapter) => {
  it.each<[string, Signature]>([
    ['signed by a stranger', stranger],
    ['not signed', 'none'],
  ])(
    '%s, keeps no notification of a merchant waiting that is looked up for the first time',
    async (_, by) => {
      await open(adapter);
      expect((await notify(KNOWN)).text).toBe(ACK);
      const { result, seconds } = await inFlood(
        (index) => notify(madeUp(index), by),
        () => Promise.all(Array.from({ length: 20 }, (_each, index) => notify(genuine(index)))),
      );
      expect(result.map(({ text }) => text)).toEqual(Array(20).fill(ACK));
      expect(askedMadeUp()).toBeLessThanOrEqual(within(seconds));
      expect(lianlian.events.counts()).toMatchObject({
        'refused.merchants-unreachable': expect.any(Number) as number,
      });
    },
  );

  it.each<[string, Signature]>([
    ['signed by a stranger', stranger],
    ['not signed', 'none'],
  ])('%s, keeps no payer from the page who comes back to one', async (_, by) => {
    // A key of the options is known from the start.
    await open(adapter, { merchants: [merchantOf(KNOWN)] });
    const { result, seconds } = await inFlood(
      (index) => comeBack(madeUp(index), by),
      () => Promise.all(Array.from({ length: 20 }, (_each, index) => comeBack(genuine(index)))),
    );
    expect(result).toEqual(Array(20).fill('/paid'));
    expect(askedMadeUp()).toBeLessThanOrEqual(within(seconds));
  });

  it('is no way in for another algorithm: a key vouches with what its merchants allow', async () => {
    await open(adapter, { merchants: [merchantOf(KNOWN)] });
    const signedOtherwise = signedByLianlian(
      { ...payment({ oid_partner: genuine(1) }), sign_type: 'SHA256withRSA' },
      keys.lianlian.privateKey,
      'SHA256withRSA',
    );
    const md5 = { ...message(genuine(2), keys.lianlian.privateKey), sign_type: 'MD5' };
    const { result } = await inFlood(
      (index) => notify(madeUp(index), stranger),
      () => Promise.all([signedOtherwise, md5].map((body) => post(`${url}/payments/notify`, body))),
    );
    for (const { status } of result) expect([401, 503]).toContain(status);
  });

  it('does not have the source asked twice about a number that LianLian signed and nobody has', async () => {
    await open(adapter, { merchants: [merchantOf(KNOWN)] });
    const { result } = await inFlood(
      (index) => notify(madeUp(index), stranger),
      async () => [await notify(madeUp(9_999)), await notify(madeUp(9_999)), await comeBack(madeUp(9_999))],
    );
    expect(result).toMatchObject([{ status: 401 }, { status: 401 }, '/unknown-merchant']);
    expect(asked.filter((number) => number === madeUp(9_999))).toHaveLength(1);
  });
});

describe('a flood of a thousand forged messages', () => {
  const adapter = 'express';
  const lines = (part: string): string[] => logger.texts().filter((text) => text.includes(part));
  const leftOut = (texts: readonly string[]): number =>
    texts.reduce((sum, text) => sum + Number(/(\d+) further line/.exec(text)?.[1] ?? 0), 0);
  const send = (count: number, one: (index: number) => Promise<unknown>) =>
    Promise.all(Array.from({ length: count }, (_, index) => one(index)));
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  it.each<[string, string, (index: number) => Promise<unknown>, string]>([
    [
      'for a known merchant',
      'signature is missing or wrong',
      () => notify(KNOWN, stranger),
      'refused.invalid-signature',
    ],
    [
      'for merchants that there are not',
      'could not be looked up',
      (index) => notify(madeUp(index), stranger),
      'refused.merchants-unreachable',
    ],
    [
      'for what is no merchant number',
      'a merchant (oid_partner) that the module was not given',
      () => notify('1', stranger),
      'refused.unknown-merchant',
    ],
  ])('%s, leaves a few lines, which say how many more there were', async (_, sentence, one, count) => {
    await open(adapter);
    await notify(KNOWN);
    const startedAt = performance.now();
    await send(FLOOD, one);
    const seconds = Math.ceil((performance.now() - startedAt) / 1000);
    const before = lianlian.events.counts()[count] ?? 0;
    expect(before).toBeGreaterThan(FLOOD / 2);
    const written = lines(sentence);
    expect(written.length).toBeGreaterThanOrEqual(20);
    expect(written.length).toBeLessThanOrEqual(20 + seconds);
    expect(lines('event=refused').length).toBeLessThanOrEqual(20 + seconds);
    await pause(1_050);
    await send(2 * PER_SECOND, (index) => one(5_000 + index));
    const after = lines(sentence);
    expect(after.length + leftOut(after)).toBeGreaterThan(before);
    expect(after.length + leftOut(after)).toBeLessThanOrEqual(lianlian.events.counts()[count] ?? 0);
  });

  it('does not hide that signatures of LianLian turn out wrong', async () => {
    await open(adapter);
    await notify(KNOWN);
    await send(FLOOD, () => notify('1', stranger));
    expect(lines('signature is missing or wrong')).toEqual([]);
    await notify(KNOWN, stranger);
    expect(lines('signature is missing or wrong')).toHaveLength(1);
  });

  it('from addresses that are not allowed, leaves a few lines too', async () => {
    await open(adapter, { notifications: { allowedSources: ['203.0.113.7'] } });
    await send(FLOOD, () => notify(KNOWN));
    expect(lianlian.events.counts()['refused.source']).toBe(FLOOD);
    expect(lines('are not accepted from').length).toBeLessThan(40);
  });

  it('brought by browsers, leaves a few lines too', async () => {
    await open(adapter);
    await notify(KNOWN);
    await send(FLOOD, (index) => comeBack(madeUp(index), stranger));
    for (const kind of ['that the module was not given', 'could not be looked up'])
      expect(lines(kind).length).toBeLessThan(40);
  });
});
