import { Controller, type DynamicModule, type INestApplication, Injectable, Module } from '@nestjs/common';
import {
  type ExpectedPayment,
  LianlianController,
  LianlianModule,
  type LianlianMerchantCacheOptions,
  type LianlianMerchantOptions,
  LianlianService,
  type MerchantSource,
  type PaymentReturn,
} from 'nestjs-lianlian';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type Adapter, ADAPTERS, startApp } from '../../support/adapters.js';
import { ACK, post } from '../../support/http.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { keys, payment, uniqueNumber } from '../../support/shop.js';
import { WECHAT_QR } from '../calls/support/samples.js';
import { type KeyOffice, keyPair, openKeyOffice } from './support/key-office.js';

const merchantKey = keyPair();
const nextLianlian = keyPair();
const [FIRST, SECOND] = ['201304121000001004', '201304121000009009'];

/** A table of merchants with columns of its own. */
@Injectable()
class MerchantsTable implements MerchantSource {
  readonly rows = new Map<string, Record<string, unknown>>();
  readonly asked: string[] = [];
  failure: Error | undefined;
  gate: Promise<void> = Promise.resolve();

  async find(oidPartner: string): Promise<LianlianMerchantOptions | undefined> {
    this.asked.push(oidPartner);
    await this.gate;
    if (this.failure !== undefined) throw this.failure;
    return this.rows.get(oidPartner) as LianlianMerchantOptions | undefined;
  }
}

@Module({ providers: [MerchantsTable], exports: [MerchantsTable] })
class TableModule {}

@Controller('payments')
class PaymentsController extends LianlianController() {
  expectedPayment(_order: string, _time: string, oid_partner: string): ExpectedPayment {
    return { money_order: '49.95', oid_partner };
  }
  onPayment(): void {
    // Acknowledged.
  }
  override onReturn(result: PaymentReturn): string {
    return result.verified ? '/paid' : `/${result.reason}`;
  }
}

let office: KeyOffice;
let app: INestApplication;
let url: string;
let table: MerchantsTable;
let lianlian: LianlianService;
const logger = new RecordingLogger();

const row = (oidPartner: string): Record<string, unknown> => ({
  id: 7,
  oidPartner,
  privateKey: merchantKey.privateKey,
  lianlianPublicKey: keys.lianlian.publicKey,
  notifyUrl: 'https://shop.example/notify',
  returnUrl: null,
  createdAt: new Date(),
});

function withSource(gateway: string, merchantCache: LianlianMerchantCacheOptions): DynamicModule {
  return LianlianModule.forRootAsync({
    imports: [TableModule],
    inject: [MerchantsTable],
    useFactory: (merchantSource: MerchantsTable) => ({ merchantSource, merchantCache, gateway }),
  });
}

async function open(adapter: Adapter, merchantCache: LianlianMerchantCacheOptions = {}): Promise<void> {
  @Module({ imports: [withSource(office.url, merchantCache)], controllers: [PaymentsController] })
  class AppModule {}
  ({ app, url } = await startApp(AppModule, adapter, { options: { logger } }));
  table = app.get(MerchantsTable, { strict: false });
  lianlian = app.get(LianlianService);
  for (const number of [FIRST, SECOND]) table.rows.set(number, row(number));
}

beforeEach(async () => {
  logger.clear();
  office = await openKeyOffice([merchantKey], () => keys.lianlian.privateKey);
});
afterEach(async () => {
  await app.close();
  await office.stop();
});

const notify = (oid_partner: string, key = keys.lianlian.privateKey): ReturnType<typeof post> =>
  post(`${url}/payments/notify`, payment({ oid_partner, oid_paybill: uniqueNumber('2026') }, key));
const statuses = async (responses: Iterable<ReturnType<typeof post>>): Promise<number[]> =>
  (await Promise.all(responses)).map(({ status }) => status);
const pay = (oid_partner: string | undefined): Promise<unknown> =>
  lianlian.aggregateDirect.pay({ ...WECHAT_QR, oid_partner });

describe.each(ADAPTERS)('merchants from a database, on %s', (adapter) => {
  it('are looked up once for many notifications and calls, and kept', async () => {
    await open(adapter);
    expect(table.asked).toEqual([]);
    const responses = Array.from({ length: 20 }, () => notify(FIRST));
    const calls = Array.from({ length: 20 }, () => pay(FIRST));
    expect((await Promise.all(responses)).map(({ text }) => text)).toEqual(Array(20).fill(ACK));
    await Promise.all(calls);
    await pay(SECOND);
    expect(table.asked).toEqual([FIRST, SECOND]);
    expect(new Set(office.seen.map(({ key }) => key))).toEqual(new Set([0]));
    await expect(pay(undefined)).rejects.toThrow(/oid_partner is required/);
    expect(lianlian.merchants.list()).toMatchObject([
      { oidPartner: FIRST, origin: 'source' },
      { oidPartner: SECOND, origin: 'source' },
    ]);
  });

  it('change with their row, at once after reload()', async () => {
    await open(adapter);
    expect(await statuses([notify(FIRST), notify(FIRST, nextLianlian.privateKey)])).toEqual([200, 401]);
    table.rows.set(FIRST, { ...row(FIRST), lianlianPublicKey: [nextLianlian.publicKey] });
    expect(await statuses([notify(FIRST), notify(FIRST, nextLianlian.privateKey)])).toEqual([200, 401]);
    lianlian.merchants.reload(FIRST);
    expect(await statuses([notify(FIRST), notify(FIRST, nextLianlian.privateKey)])).toEqual([401, 200]);
    table.rows.delete(FIRST);
    lianlian.merchants.reload();
    expect(await statuses([notify(FIRST, nextLianlian.privateKey)])).toEqual([401]);
    await expect(lianlian.merchants.update(SECOND, { notifyUrl: '' })).rejects.toThrow(/merchantSource/);
  });

  it('are not looked up for what is no merchant number, nor twice for one that is none', async () => {
    await open(adapter);
    const forged = [
      '1',
      `${FIRST}0`,
      "1' OR '1'='1",
      '20130412100000100a',
      '２０１３０４１２１００００９９９９９',
    ];
    expect(await statuses(forged.map((number) => notify(number)))).toEqual(Array(5).fill(401));
    expect(table.asked).toEqual([]);
    const unknown = '209912121000000001';
    expect(await statuses(Array.from({ length: 5 }, () => notify(unknown)))).toEqual(Array(5).fill(401));
    expect(await statuses([notify(unknown)])).toEqual([401]);
    expect(table.asked).toEqual([unknown]);
  });

  it('are found through a flood of forged numbers, which reaches the database a few times only', async () => {
    await open(adapter, { unknownPerSecond: 3 });
    expect(await statuses([notify(FIRST)])).toEqual([200]);
    const startedAt = performance.now();
    const flood = Array.from({ length: 150 }, (_, index) =>
      notify(`2099121210000${String(10_000 + index)}`, nextLianlian.privateKey),
    );
    const [genuine] = await statuses([notify(FIRST)]);
    const seen = await statuses(flood);
    const seconds = (performance.now() - startedAt) / 1000;
    expect(genuine).toBe(200);
    expect(new Set(seen)).toEqual(new Set([401, 503]));
    expect(table.asked.length - 1).toBeLessThanOrEqual(3 + Math.ceil(seconds * 3));
    // The app's own calls are not rationed.
    await pay(SECOND);
    expect(logger.texts('error').join()).toContain('merchantCache.unknownPerSecond');
  });

  it('that cannot be looked up make LianLian repeat, and leave calls unsent', async () => {
    await open(adapter);
    table.failure = new Error('connect ECONNREFUSED 10.0.0.7:5432');
    expect(await statuses([notify(FIRST)])).toEqual([503]);
    await expect(pay(FIRST)).rejects.toMatchObject({
      name: 'LianlianTransportError',
      outcome: 'not-sent',
      message: expect.stringContaining('order order-1') as string,
    });
    const back = await post(`${url}/payments/return`, payment({ oid_partner: FIRST }));
    expect([back.status, back.headers.get('location')]).toEqual([303, '/unknown-merchant']);
    expect(logger.texts('error').join('\n')).toContain('ECONNREFUSED');
    expect(office.seen).toEqual([]);
    expect(lianlian.events.counts()).toMatchObject({ 'refused.merchants-unreachable': 1 });
    table.failure = undefined;
    expect(await statuses([notify(FIRST)])).toEqual([200]);
  });

  it('whose row cannot be used say why, without a value, and LianLian repeats', async () => {
    await open(adapter);
    const secret = 'MIICdgIBADANBgkqhkiG9w0BAQEFAASCAmAwggJc';
    table.rows.set(FIRST, { ...row(FIRST), privateKey: secret });
    table.rows.set(SECOND, row(FIRST));
    expect(await statuses([notify(FIRST), notify(SECOND)])).toEqual([503, 503]);
    const logged = logger.texts('error').join('\n');
    expect(logged).toMatch(/privateKey/);
    expect(logged).toMatch(/oidPartner/);
    expect(logged).not.toContain(secret);
  });

  it('that take too long are given up, and asked for again', async () => {
    await open(adapter, { timeoutMs: 50 });
    let openGate = (): void => undefined;
    table.gate = new Promise((resolve) => {
      openGate = resolve;
    });
    expect(await statuses([notify(FIRST)])).toEqual([503]);
    await expect(pay(FIRST)).rejects.toMatchObject({ outcome: 'not-sent' });
    openGate();
    expect(await statuses([notify(FIRST)])).toEqual([200]);
  });
});
