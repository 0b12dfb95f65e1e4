import { Controller, type INestApplication, Module } from '@nestjs/common';
import {
  type ExpectedPayment,
  LianlianController,
  LianlianEvents,
  LianlianModule,
  LianlianNotification,
  LianlianNotify,
  type NotificationQueue,
  type PaymentNotification,
  type QueuedNotification,
  QueuedNotifications,
} from 'nestjs-lianlian';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { ADAPTERS, startApp } from '../../../support/adapters.js';
import { ACK, post } from '../../../support/http.js';
import { OID_PARTNER } from '../../../support/merchant.js';
import { RecordingLogger } from '../../../support/recording-logger.js';
import {
  openShop,
  payment,
  settingsWith,
  type Shop,
  type ShopHooks,
  shapesOn,
  uniqueNumber,
} from '../../../support/shop.js';

const acknowledged = { status: 200, text: ACK };
type Fields = Record<string, string>;

/** LianLian's notification of a payment in dollars, two of its names misspelt as in its samples. */
const SETTLED: Readonly<Fields> = {
  currency_order: 'USD',
  money_order: '29.9',
  currency_sellte: 'USD',
  money_sellte: '29.60',
  currency_pay: 'CNY',
  money_pay: '210.97',
  exchange_rate: '7.0559',
};
const READ = {
  ...{ currency_order: 'USD', currency_settle: 'USD', money_settle: '29.60' },
  ...{ currency_pay: 'CNY', money_pay: '210.97', exchange_rate: '7.0559' },
};
const fresh = (overrides: Fields = {}): Fields =>
  payment({ oid_paybill: uniqueNumber('2026'), ...overrides });
const inDollars = (overrides: Fields = {}): Fields => fresh({ ...SETTLED, ...overrides });

/** What the message names, what the app says, and what the line calls each. */
const OTHERS: readonly [notified: string, expected: string | null | undefined, inWords: [string, string]][] =
  [
    ['', 'USD', ['29.9 yuan', '29.90 USD']],
    ['CNY', 'USD', ['29.9 yuan', '29.90 USD']],
    ['HKD', 'USD', ['29.9 HKD', '29.90 USD']],
    ['usd', 'USD', ['29.9 usd', '29.90 USD']],
    ['USD', undefined, ['29.9 USD', '29.90 yuan']],
    ['USD', null, ['29.9 USD', '29.90 yuan']],
    ['USD', 'CNY', ['29.9 USD', '29.90 yuan']],
  ];

describe.each(ADAPTERS)('on %s', (adapter) => {
  describe.each(shapesOn(adapter))('on %s', (shape) => {
    const expectedPayment = vi.fn<ShopHooks['expectedPayment']>();
    const onPayment = vi.fn<(notification: PaymentNotification) => unknown>();
    const onOtherResult = vi.fn<(notification: PaymentNotification) => unknown>();
    let shop: Shop;
    let refusals: string[];
    beforeAll(async () => {
      const hooks = { expectedPayment, onPayment, onOtherResult };
      // A merchant that pays out: a message that names a currency is still no payout's.
      shop = await openShop({
        adapter,
        shape,
        hooks,
        module: { payoutNotifyUrl: 'https://shop.example/out' },
      });
      shop.app.get(LianlianEvents).all$.subscribe((event) => {
        if (event.type === 'refused') refusals.push(`${String(event.status)} ${event.reason}`);
      });
    });
    afterAll(() => shop.close());
    beforeEach(() => {
      vi.resetAllMocks();
      shop.logger.clear();
      refusals = [];
    });
    const expects = (expected: unknown): void => {
      expectedPayment.mockReturnValue(expected as ExpectedPayment);
    };

    it('a payment in the currency of its order is settled once, with what LianLian settles and the rate', async () => {
      expects({ money_order: '29.9000', currency_order: 'USD' });
      const body = inDollars();
      for (let copy = 1; copy <= 2; copy++)
        expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
      expect(onPayment).toHaveBeenCalledTimes(1);
      const [notification] = onPayment.mock.calls[0] ?? [];
      expect(notification).toMatchObject({ ...READ, money_order: '29.9' });
      expect(Object.keys(notification ?? {}).filter((name) => name.includes('sellte'))).toEqual([]);
    });

    it('a payment in a foreign currency that names no pay_type is no payout, and no authorization where the app says so', async () => {
      expects({ money_order: '29.90', currency_order: 'USD', authorization: false });
      expect(await post(shop.notifyUrl, inDollars({ pay_type: '' }))).toMatchObject(acknowledged);
      expect(onPayment).toHaveBeenCalledTimes(1);
    });

    it('yuan are yuan, whether one side names them or not', async () => {
      for (const [notified, expected] of [
        ['', 'CNY'],
        ['CNY', undefined],
        ['CNY', null],
      ]) {
        expects({ money_order: '49.95', currency_order: expected });
        const body = fresh({ currency_order: notified ?? '' });
        expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
      }
      expect(onPayment).toHaveBeenCalledTimes(3);
    });

    it.each(OTHERS)(
      'a payment in %o of an order in %o is a 409 with one line that has both, and gives the claim back',
      async (notified, currency_order, inWords) => {
        expects({ money_order: '29.90', currency_order });
        const body = inDollars({ currency_order: notified });
        for (let copy = 1; copy <= 2; copy++) expect((await post(shop.notifyUrl, body)).status).toBe(409);
        expect(onPayment).not.toHaveBeenCalled();
        expect(refusals).toEqual(['409 other-currency', '409 other-currency']);
        const errors = shop.logger.texts('error');
        expect(errors).toHaveLength(1);
        for (const part of [...inWords, body['no_order'], body['oid_paybill'], 'Nothing was settled'])
          expect(errors[0]).toContain(part);
        // Of the very same order, in the currency that it was paid in.
        if (notified === 'usd') return;
        expects({ money_order: '29.90', currency_order: notified === '' ? undefined : notified });
        expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
      },
    );

    it('what failed or went back in another currency reaches no hook either', async () => {
      expects({ money_order: '29.90' });
      for (const result_pay of ['FAILURE', 'REFUND', 'PROCESSING'])
        expect((await post(shop.notifyUrl, inDollars({ result_pay }))).status).toBe(409);
      expect(onOtherResult).not.toHaveBeenCalled();
    });

    it('another amount in the same currency is called so', async () => {
      expects({ money_order: '30.00', currency_order: 'USD' });
      expect((await post(shop.notifyUrl, inDollars())).status).toBe(409);
      expect(refusals).toEqual(['409 other-amount']);
      expect(shop.logger.texts('error')[0]).toContain('LianLian says 29.9 USD, the app expects 30.00 USD.');
    });

    it('what settled an order is no copy of itself in another currency', async () => {
      expects({ money_order: '29.90', currency_order: 'USD' });
      const body = inDollars();
      expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
      const { no_order = '', oid_paybill = '' } = body;
      const inYuan = payment({ no_order, oid_paybill, money_order: '29.9' });
      expect((await post(shop.notifyUrl, inYuan)).status).toBe(409);
      // Nor where the app has changed its mind.
      expects({ money_order: '29.90' });
      expect((await post(shop.notifyUrl, inYuan)).status).toBe(409);
      expect(onPayment).toHaveBeenCalledTimes(1);
      expect(refusals).toEqual(['409 other-currency', '409 other-currency']);
      // LianLian's own is a copy all the same.
      expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
    });

    it.each([['usd'], ['US'], [''], ['XXX'], [840], [true], [{ code: 'USD' }]])(
      'an order whose currency_order is %o is a 500 that names the field, and settles nothing',
      async (currency_order) => {
        expects({ money_order: '29.90', currency_order });
        for (const body of [inDollars(), fresh({ money_order: '29.9' })])
          expect((await post(shop.notifyUrl, body)).status).toBe(500);
        expect(onPayment).not.toHaveBeenCalled();
        expect(shop.logger.texts('error').join()).toMatch(/expectedPayment's currency_order must be .*'USD'/);
      },
    );

    it('an order that says currencyOrder is a 500: it would be in yuan without a word', async () => {
      expects({ money_order: '49.95', currencyOrder: 'USD' });
      expect((await post(shop.notifyUrl, fresh())).status).toBe(500);
      expect(shop.logger.texts('error').join()).toContain('currency_order');
    });

    it('a currency that nobody signed is not read, and one that was signed is not left out', async () => {
      expects({ money_order: '29.90', currency_order: 'USD' });
      const inYuan = fresh({ money_order: '29.9' });
      expect((await post(shop.notifyUrl, { ...inYuan, currency_order: 'USD' })).status).toBe(401);
      expects({ money_order: '29.90' });
      const { currency_order, ...without } = inDollars();
      expect(currency_order).toBe('USD');
      expect((await post(shop.notifyUrl, without)).status).toBe(401);
      expect(onPayment).not.toHaveBeenCalled();
    });

    it('two spellings of what is settled are one, the proper one', async () => {
      expects({ money_order: '29.90', currency_order: 'USD' });
      const body = inDollars({ money_settle: '29.61', currency_settle: '' });
      expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
      expect(onPayment.mock.calls[0]?.[0]).toMatchObject({ money_settle: '29.61', currency_settle: 'USD' });
    });
  });

  describe('a route that compares nothing', () => {
    const notified = vi.fn<(notification: PaymentNotification) => unknown>();

    it('tells the same transaction in another currency from a copy', async () => {
      @Controller('payments')
      class CheckoutController {
        @LianlianNotify('notify', { checkAmount: false })
        notified(@LianlianNotification() notification: PaymentNotification): unknown {
          return notified(notification);
        }
      }
      @Module({ imports: [LianlianModule.forRoot(settingsWith({}, {}))], controllers: [CheckoutController] })
      class ShopModule {}
      const logger = new RecordingLogger();
      const { app, url } = await startApp(ShopModule, adapter, { options: { logger } });
      const body = inDollars();
      const { no_order = '', oid_paybill = '' } = body;
      const inYuan = payment({ no_order, oid_paybill, money_order: '29.9' });
      expect(await post(`${url}/payments/notify`, body)).toMatchObject(acknowledged);
      expect((await post(`${url}/payments/notify`, inYuan)).status).toBe(409);
      expect(notified).toHaveBeenCalledTimes(1);
      expect(logger.texts('error').join()).toContain(
        `before ${oid_paybill}/SUCCESS/2990/USD, now ${oid_paybill}/SUCCESS/2990)`,
      );
      expect(app.get(LianlianEvents).counts()).toMatchObject({ 'refused.other-currency': 1 });
      await app.close();
    });
  });

  describe('through a queue, at a controller that takes payouts, too', () => {
    const jobs: QueuedNotification[] = [];
    const orders = new Map<string, ExpectedPayment>();
    const onPayment = vi.fn<(notification: PaymentNotification) => unknown>();
    const onPayout = vi.fn<(notification: unknown) => unknown>();
    let app: INestApplication;
    let url: string;

    beforeAll(async () => {
      @Controller('payments')
      class PaymentsController extends LianlianController() {
        override expectedPayment = (no_order: string) => orders.get(no_order);
        override onPayment = onPayment;
        override expectedPayout = () => ({ money_order: '29.90' });
        override onPayout = onPayout;
      }
      const enqueue = (queued: QueuedNotification): Promise<void> => {
        jobs.push(queued);
        return Promise.resolve();
      };
      class AppModule {}
      Module({
        imports: [
          LianlianModule.forRoot(settingsWith({}, { queue: { enqueue } satisfies NotificationQueue })),
        ],
        controllers: [PaymentsController],
      })(AppModule);
      const started = await startApp({ module: AppModule }, adapter, {
        options: { logger: new RecordingLogger() },
      });
      ({ app, url } = started);
    });
    afterAll(() => app.close());
    beforeEach(() => {
      jobs.length = 0;
      vi.resetAllMocks();
    });
    const handle = (queued: unknown) => app.get(QueuedNotifications).handle(queued as QueuedNotification);

    it('what was kept is verified as it came, and read as it should be spelt', async () => {
      const body = inDollars();
      orders.set(body['no_order'] ?? '', { money_order: '29.90', currency_order: 'USD' });
      expect(await post(`${url}/payments/notify`, body)).toMatchObject(acknowledged);
      expect(jobs).toHaveLength(1);
      expect(jobs[0]?.message).toContain('"money_sellte":"29.60"');
      expect(await handle(JSON.parse(JSON.stringify(jobs[0])))).toEqual({ status: 'handled' });
      expect(onPayment.mock.calls[0]?.[0]).toMatchObject(READ);
      const respelt = jobs[0]?.message.replaceAll('sellte', 'settle');
      expect(await handle({ ...jobs[0], message: respelt })).toMatchObject({
        status: 'failed',
        isFinal: true,
      });
    });

    it('what is in another currency is not kept, and not handled where it was', async () => {
      const body = inDollars();
      const { no_order = '' } = body;
      orders.set(no_order, { money_order: '29.90' });
      expect((await post(`${url}/payments/notify`, body)).status).toBe(409);
      expect(jobs).toEqual([]);
      orders.set(no_order, { money_order: '29.90', currency_order: 'USD' });
      expect(await post(`${url}/payments/notify`, body)).toMatchObject(acknowledged);
      orders.set(no_order, { money_order: '29.90', currency_order: 'CNY' });
      expect(await handle(jobs[0])).toEqual({
        ...{ status: 'failed', isFinal: true, reason: 'Refused: other-currency' },
      });
      expect(onPayment).not.toHaveBeenCalled();
    });

    it('a message in two currencies has two jobs', async () => {
      const body = inDollars();
      const { no_order = '', oid_paybill = '' } = body;
      orders.set(no_order, { money_order: '29.90', currency_order: 'USD' });
      expect(await post(`${url}/payments/notify`, body)).toMatchObject(acknowledged);
      orders.set(no_order, { money_order: '29.90' });
      const inYuan = payment({ no_order, oid_paybill, money_order: '29.9' });
      expect(await post(`${url}/payments/notify`, inYuan)).toMatchObject(acknowledged);
      expect(new Set(jobs.map(({ id }) => id)).size).toBe(2);
    });

    it.each(['USD', 'CNY'])('a message that names a currency (%s) is no payout', async (currency_order) => {
      const body = inDollars({ currency_order, pay_type: '', oid_partner: OID_PARTNER });
      expect((await post(`${url}/payments/payout-notify`, body)).status).toBe(409);
      expect(app.get(LianlianEvents).counts()).toMatchObject({
        'refused.wrong-route': currency_order === 'USD' ? 1 : 2,
      });
      expect(jobs).toEqual([]);
      expect(onPayout).not.toHaveBeenCalled();
      // Nobody signed it without its currency.
      const { currency_order: _left, ...without } = body;
      expect((await post(`${url}/payments/payout-notify`, without)).status).toBe(401);
    });
  });
});
