import { Controller, type INestApplication, Module } from '@nestjs/common';
import {
  type ExpectedPayment,
  type ExpectedRefund,
  LianlianController,
  LianlianModule,
  type LianlianModuleOptions,
  LianlianService,
  type NotificationInbox,
  type PaymentReference,
  type QueuedNotification,
  QueuedNotifications,
} from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { type Adapter, ADAPTERS, startApp } from '../../../support/adapters.js';
import { post } from '../../../support/http.js';
import { OID_PARTNER, OTHER_OID_PARTNER } from '../../../support/merchant.js';
import { RecordingLogger } from '../../../support/recording-logger.js';
import { keys, payment, refund, uniqueNumber } from '../../../support/shop.js';

const NEXT = {
  request: 'Not acknowledged; LianLian will repeat it.',
  queue:
    'It was acknowledged when it came; the queue tries it again, or keeps it for a person to look at (a dead letter).',
  sweep: 'The next sweep asks LianLian again.',
} as const;

const merchant = {
  oidPartner: OID_PARTNER,
  privateKey: keys.merchant.privateKey,
  lianlianPublicKey: keys.lianlian.publicKey,
};

const expectedPayment = vi.fn<() => ExpectedPayment | null>();
const expectedRefund = vi.fn<() => ExpectedRefund | null>();
const handler = vi.fn<() => unknown>();
const logger = new RecordingLogger();
let rows: PaymentReference[] = [];
let app: INestApplication | undefined;

async function open(adapter: Adapter, options: Partial<LianlianModuleOptions> = {}): Promise<string> {
  @Controller('payments')
  class PaymentsController extends LianlianController() {
    override expectedPayment = expectedPayment;
    override expectedRefund = expectedRefund;
    override onPayment = handler;
    override onRefund = handler;
    override unsettledPayments(): readonly PaymentReference[] {
      return rows;
    }
  }
  const settings = { ...merchant, sweeper: { enabled: false }, ...options } as LianlianModuleOptions;
  @Module({ imports: [LianlianModule.forRoot(settings)], controllers: [PaymentsController] })
  class AppModule {}
  const started = await startApp(AppModule, adapter, { options: { logger } });
  app = started.app;
  logger.clear();
  return `${started.url}/payments/notify`;
}

beforeEach(() => {
  vi.resetAllMocks();
  expectedPayment.mockReturnValue({ money_order: '49.95' });
  expectedRefund.mockReturnValue({ money_refund: '10.00' });
});
afterEach(() => app?.close());

/** The one error line: it names the subject, and ends with what comes next in this mode, and in no other. */
function errorLine(subject: string, mode: keyof typeof NEXT): string {
  const lines = logger.texts('error');
  expect(lines).toHaveLength(1);
  const [line = ''] = lines;
  const sentence = line.split('\n')[0] ?? '';
  expect(sentence).toContain(subject);
  for (const [other, next] of Object.entries(NEXT))
    expect([other, line.includes(next)]).toEqual([other, other === mode]);
  return line;
}

/** What may keep a notification from being handled, once the app's hooks are asked about it. */
const REFUSALS: readonly (readonly [what: string, set: () => void, says: string])[] = [
  ['an unknown order', () => expectedPayment.mockReturnValue(null), 'knows no such order'],
  [
    'a wrong amount',
    () => expectedPayment.mockReturnValue({ money_order: '50.00' }),
    'LianLian says 49.95 yuan, the app expects 50.00 yuan. Nothing was settled: compare both before you do. ',
  ],
  [
    'another merchant',
    () => expectedPayment.mockReturnValue({ money_order: '49.95', oid_partner: OTHER_OID_PARTNER }),
    `the order belongs to merchant ${OTHER_OID_PARTNER}. Nothing was settled: refund it there, or settle the order by hand. `,
  ],
  [
    'another transaction that paid',
    () => expectedPayment.mockReturnValue({ money_order: '49.95', oid_paybill: '1' }),
    'already paid by transaction 1. The payer paid twice: refund one of the two, unless one went back already. ',
  ],
  [
    'what cannot be compared',
    () => expectedPayment.mockReturnValue({ money_order: 49.95 } as never),
    'use fenToYuan(fen). ',
  ],
  ['a hook that fails', () => handler.mockRejectedValue(new Error('no stock')), 'onPayment failed. '],
  [
    'an expectation that fails',
    () =>
      expectedPayment.mockImplementation(() => {
        throw new Error('no database');
      }),
    'expectedPayment failed. ',
  ],
];

describe.each(ADAPTERS)('the line about a notification that is not handled, on %s', (adapter) => {
  it.each(REFUSALS)('says of %s that it is not acknowledged, and comes again', async (_what, set, says) => {
    const url = await open(adapter);
    set();
    const body = payment({ oid_paybill: uniqueNumber('2026') });
    expect((await post(url, body)).status).toBeGreaterThanOrEqual(409);
    expect(errorLine(body['no_order'] ?? '', 'request')).toContain(says);
  });

  it.each([
    ['an unknown refund', () => expectedRefund.mockReturnValue(null), 'knows no such refund'],
    [
      'a refund of a wrong amount',
      () => expectedRefund.mockReturnValue({ money_refund: '9.99' }),
      'LianLian says 10.0 yuan, the app expects 9.99 yuan',
    ],
    ['a refund whose hook fails', () => handler.mockRejectedValue(new Error('no')), 'onRefund failed. '],
  ])('says so of %s', async (_what, set, says) => {
    const url = await open(adapter);
    set();
    const body = refund({ no_refund: uniqueNumber('refund-'), oid_refundno: uniqueNumber('9') });
    expect((await post(url, body)).status).toBeGreaterThanOrEqual(409);
    expect(errorLine(body['no_refund'] ?? '', 'request')).toContain(says);
  });

  it('says so of a result whose hook is missing', async () => {
    const url = await open(adapter);
    const body = payment({ oid_paybill: uniqueNumber('2026'), result_pay: 'FAILURE' });
    expect((await post(url, body)).status).toBe(500);
    expect(errorLine(body['no_order'] ?? '', 'request')).toContain('no onOtherResult');
  });

  it('says so of the same transaction with another amount', async () => {
    const url = await open(adapter);
    const numbers = { oid_paybill: uniqueNumber('2026'), no_order: uniqueNumber('order-') };
    expect((await post(url, payment(numbers))).status).toBe(200);
    expectedPayment.mockReturnValue({ money_order: '50.00' });
    expect((await post(url, payment({ ...numbers, money_order: '50.00' }))).status).toBe(409);
    expect(errorLine(numbers.no_order, 'request')).toContain('with another result, amount or currency');
  });

  it('says so of an inbox and of a queue that cannot be reached', async () => {
    const gone = (): Promise<never> => Promise.reject(new Error('gone'));
    const body = (): Record<string, string> => payment({ oid_paybill: uniqueNumber('2026') });
    const inbox: NotificationInbox = { once: gone, recall: gone };
    const first = body();
    expect((await post(await open(adapter, { notifications: { inbox } }), first)).status).toBe(503);
    expect(errorLine(first['no_order'] ?? '', 'request')).toContain('the inbox cannot be reached');
    await app?.close();
    const second = body();
    expect(
      (await post(await open(adapter, { notifications: { queue: { enqueue: gone } } }), second)).status,
    ).toBe(503);
    expect(errorLine(second['no_order'] ?? '', 'request')).toContain('the queue cannot be reached');
  });

  it('says so of one that LianLian cannot be asked about, whether to confirm it or to tell what it is', async () => {
    const url = await open(adapter, {
      gateway: 'http://127.0.0.1:9',
      notifications: { confirmByQuery: true },
    });
    const body = payment({ oid_paybill: uniqueNumber('2026') });
    expect((await post(url, body)).status).toBe(503);
    expect(errorLine(body['no_order'] ?? '', 'request')).toContain('could not be asked to confirm it');
    logger.clear();
    const undecided = payment({ oid_paybill: uniqueNumber('2026'), pay_type: '' });
    expect((await post(url, undecided)).status).toBe(503);
    expect(errorLine(undecided['no_order'] ?? '', 'request')).toContain('could not be asked to confirm it');
  });

  it('says so of a handler that is over the budget', async () => {
    const url = await open(adapter, { notifications: { budgetMs: 50 } });
    let end = (): void => undefined;
    handler.mockReturnValue(new Promise<void>((resolve) => (end = resolve)));
    expect((await post(url, payment({ oid_paybill: uniqueNumber('2026') }))).status).toBe(503);
    expect(logger.texts('warn')[0]).toContain(`The work goes on. ${NEXT.request}`);
    end();
  });

  it.each(REFUSALS)('says of %s, in a worker, that it was acknowledged before', async (_what, set, says) => {
    const jobs: QueuedNotification[] = [];
    const enqueue = (job: QueuedNotification): Promise<void> => Promise.resolve(void jobs.push(job));
    const url = await open(adapter, { notifications: { queue: { enqueue } } });
    const body = payment({ oid_paybill: uniqueNumber('2026') });
    expect((await post(url, body)).status).toBe(200);
    set();
    const [job] = jobs;
    if (job === undefined) throw new Error('nothing was queued');
    expect(await app?.get(QueuedNotifications).handle(job)).toMatchObject({ status: 'failed' });
    expect(errorLine(body['no_order'] ?? '', 'queue')).toContain(says);
  });

  it('of a payment whose amount is none, though LianLian signed it, names order, transaction and field', async () => {
    const url = await open(adapter);
    const body = payment({ oid_paybill: uniqueNumber('2026'), money_order: '1,000.00' });
    expect((await post(url, body)).status).toBe(400);
    const line = errorLine(body['no_order'] ?? '', 'request');
    expect(line).toContain(body['oid_paybill']);
    expect(line).toContain('money_order is not an amount');
  });
});

describe('the line about a payment that the sweeper found, and that is not handled', () => {
  let sandbox: LianlianSandbox;
  beforeEach(async () => {
    sandbox = await LianlianSandbox.start();
  });
  afterEach(() => sandbox.stop());

  it.each(REFUSALS)('says of %s that the next sweep asks again', async (_what, set, says) => {
    await open('express', {
      ...sandbox.options,
      notifyUrl: 'http://127.0.0.1:9/notify',
      sweeper: { enabled: false, olderThanMs: 1, perSecond: 1000 },
    });
    const lianlian = app?.get(LianlianService);
    const order = { no_order: uniqueNumber('order-'), dt_order: new Date(Date.now() - 60_000) };
    rows = [{ product: 'aggregate', ...order }];
    await lianlian?.aggregateDirect.pay({
      ...order,
      user_id: 'u-1',
      busi_partner: '109001',
      name_goods: '羽毛球',
      money_order: '49.95',
      pay_type: 'I',
      risk_item: { frms_ware_category: '1009' },
    });
    await sandbox.pay(order.no_order);
    set();
    logger.clear();
    await lianlian?.sweeper.sweep();
    expect(errorLine(order.no_order, 'sweep')).toContain(says);
  });
});
