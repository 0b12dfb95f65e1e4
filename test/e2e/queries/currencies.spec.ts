import { Controller, type INestApplication, Module } from '@nestjs/common';
import {
  type ExpectedPayment,
  LianlianController,
  LianlianEvents,
  LianlianModule,
  LianlianService,
  LianlianSignatureError,
  LianlianValidationError,
  type PaymentNotification,
  type PaymentReference,
} from 'nestjs-lianlian';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ADAPTERS, startApp } from '../../support/adapters.js';
import { ACK, post } from '../../support/http.js';
import { OID_PARTNER } from '../../support/merchant.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { keys, payment, uniqueNumber } from '../../support/shop.js';
import { type Gateway, startGateway } from '../calls/support/gateway.js';
import { signedResponse } from '../calls/support/lianlian-side.js';

type Fields = Readonly<Record<string, string>>;

const TIME = '20261121120000';
const EXCHANGE = '/exchangeorderquery.htm';
const MPAY = '/orderquery.htm';

/** What LianLian's query says of a payment in dollars, spelt as in its samples. */
const IN_DOLLARS: Fields = {
  ...{ currency_order: 'USD', money_order: '29.9', currency_sellte: 'USD', money_sellte: '29.60' },
  ...{ currency_pay: 'CNY', money_pay: '210.97', exchange_rate: '7.0559', pay_type: 'D' },
};
const IN_YUAN: Fields = { money_order: '29.9', pay_type: 'D' };

const orders = new Map<string, ExpectedPayment>();
const paid: PaymentNotification[] = [];
const unsettled: PaymentReference[] = [];

@Controller('payments')
class PaymentsController extends LianlianController() {
  override expectedPayment(no_order: string): ExpectedPayment | undefined {
    return orders.get(no_order);
  }

  override onPayment(notification: PaymentNotification): void {
    paid.push(notification);
  }

  override onOtherResult(notification: PaymentNotification): void {
    paid.push(notification);
  }

  override unsettledPayments(): readonly PaymentReference[] {
    return unsettled.splice(0);
  }
}

describe.each(ADAPTERS)('payments of MPAY and in a foreign currency, on %s', (adapter) => {
  let gateway: Gateway;
  let app: INestApplication;
  let url: string;
  let lianlian: LianlianService;
  let logger: RecordingLogger;
  /** What LianLian has under each path. Elsewhere it knows nothing. */
  const says = new Map<string, Fields>();

  beforeAll(async () => {
    gateway = await startGateway(({ path, fields }) => {
      const said = says.get(path);
      const { no_order = '', oid_partner = '' } = fields;
      const response: Fields =
        said === undefined
          ? { ret_code: '8901', ret_msg: '没有记录' }
          : {
              ...{ ret_code: '0000', ret_msg: 'ok', oid_partner, no_order, dt_order: TIME },
              ...{ oid_paybill: `T-${no_order}`, result_pay: 'SUCCESS', ...said },
            };
      return signedResponse(response, keys.lianlian.privateKey);
    });
    @Module({
      imports: [
        LianlianModule.forRoot({
          oidPartner: OID_PARTNER,
          privateKey: keys.merchant.privateKey,
          lianlianPublicKey: keys.lianlian.publicKey,
          gateway: gateway.url,
          notifications: { confirmByQuery: true },
          sweeper: { enabled: false, perSecond: 10_000, everyMs: 1 },
        }),
      ],
      controllers: [PaymentsController],
    })
    class AppModule {}
    logger = new RecordingLogger();
    ({ app, url } = await startApp(AppModule, adapter, { options: { logger } }));
    lianlian = app.get(LianlianService);
  });
  afterAll(async () => {
    await app.close();
    await gateway.stop();
  });
  beforeEach(() => {
    says.clear();
    orders.clear();
    paid.length = 0;
    gateway.reset();
    logger.clear();
  });
  const asked = (): string[] => gateway.requests.map(({ path }) => path);
  const aboutDollars = (overrides: Partial<PaymentReference> = {}): PaymentReference => ({
    ...{ product: 'exchange', no_order: uniqueNumber('o-'), dt_order: TIME },
    ...{ money_order: '29.90', currency_order: 'USD', ...overrides },
  });

  describe('queries.find', () => {
    it.each([
      ['SUCCESS', 'paid'],
      ['FAILURE', 'failed'],
      ['REFUND', 'reversed'],
      ['PROCESSING', 'pending'],
      ['WAITING', 'pending'],
      ['CREATED', 'pending'],
    ])('of a payment in a foreign currency, %s is %s', async (result_pay, state) => {
      says.set(EXCHANGE, { ...IN_DOLLARS, result_pay });
      const status = await lianlian.queries.find(aboutDollars());
      expect(status).toMatchObject({ state, response: { money_settle: '29.60', currency_settle: 'USD' } });
      const { path, fields } = gateway.received();
      expect(path).toBe(EXCHANGE);
      expect(fields).not.toHaveProperty('dt_order');
      expect(fields).not.toHaveProperty('currency_order');
    });

    it('a payment in a foreign currency is no authorization, and nobody is asked whether it is', async () => {
      says.set(EXCHANGE, { ...IN_DOLLARS, pay_type: '' });
      expect(await lianlian.queries.find(aboutDollars())).toMatchObject({ state: 'paid' });
      expect(asked()).toEqual([EXCHANGE]);
    });

    it('a payment of MPAY without pay_type is asked about, as one of Easypay is', async () => {
      says.set(MPAY, { ...IN_YUAN, pay_type: '' });
      const reference = { product: 'mpay', no_order: uniqueNumber('o-'), dt_order: TIME } as const;
      expect(await lianlian.queries.find(reference)).toMatchObject({ state: 'paid' });
      expect(asked()).toHaveLength(3);
      expect(gateway.requests[0]).toMatchObject({ path: MPAY, fields: { dt_order: TIME } });
    });

    it.each(['exchange', 'mpay', 'easypay', 'aggregate'] as const)(
      'asks nothing about an amount that is none, of %s, and names the field',
      async (product) => {
        for (const money_order of [29.9, null, '', '29,90', ' 29.90', '29.901', '1e3']) {
          const reference = { ...aboutDollars(), product, money_order } as unknown as PaymentReference;
          await expect(lianlian.queries.find(reference)).rejects.toMatchObject({
            ...{ name: 'LianlianValidationError', outcome: 'not-sent' },
            violations: [expect.objectContaining({ property: 'money_order', rule: 'amount' })],
          });
        }
        expect(asked()).toEqual([]);
      },
    );

    it('waits for the end of either', async () => {
      says.set(EXCHANGE, { ...IN_DOLLARS, result_pay: 'PROCESSING' });
      const waiting = lianlian.queries.waitForResult(aboutDollars(), { everyMs: 20, timeoutMs: 10_000 });
      await expect.poll(() => asked().length).toBeGreaterThanOrEqual(2);
      says.set(EXCHANGE, IN_DOLLARS);
      expect(await waiting).toMatchObject({ state: 'paid' });
      says.set(MPAY, IN_YUAN);
      const reference = { product: 'mpay', no_order: uniqueNumber('o-'), dt_order: TIME } as const;
      expect(await lianlian.queries.waitForResult(reference)).toMatchObject({ state: 'paid' });
    });

    it.each<[what: string, field: string, asked: Partial<PaymentReference>, said: Fields]>([
      ['in yuan', 'currency_order', {}, { currency_order: '' }],
      ['in another foreign currency', 'currency_order', {}, { currency_order: 'HKD' }],
      ['in dollars, of an order in yuan', 'currency_order', { currency_order: undefined }, {}],
      [
        'in yuan, of an order of unknown amount',
        'currency_order',
        { money_order: undefined },
        { currency_order: 'CNY' },
      ],
      ['of another amount', 'money_order', {}, { money_order: '29.91' }],
    ])('a response %s is refused', async (_what, field, overrides, said) => {
      says.set(EXCHANGE, { ...IN_DOLLARS, ...said });
      const error: unknown = await lianlian.queries
        .find(aboutDollars(overrides))
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(LianlianSignatureError);
      expect((error as Error).message).toContain(`its ${field} is not that of the request`);
    });

    it('a response in dollars is refused by every query of an order in yuan, where its amount is known', async () => {
      for (const [product, path] of [
        ['aggregate', '/llwalletapi/orderquery.htm'],
        ['easypay', MPAY],
        ['mpay', MPAY],
      ] as const) {
        says.set(path, IN_DOLLARS);
        const reference = { product, no_order: uniqueNumber('o-'), dt_order: TIME };
        await expect(lianlian.queries.find({ ...reference, money_order: '29.90' })).rejects.toThrow(
          'its currency_order is not that of the request',
        );
        expect(await lianlian.queries.find(reference)).toMatchObject({ state: 'paid' });
      }
    });

    it.each<[field: string, overrides: Partial<Record<keyof PaymentReference, unknown>>]>([
      ['currency_order', { currency_order: 'usd' }],
      ['dt_order', { dt_order: '2026-11-21' }],
      ['dt_order', { dt_order: '' }],
      ['product', { product: 'accp' }],
    ])('what cannot be asked about is not: %s', async (field, overrides) => {
      const error: unknown = await lianlian.queries
        .find({ ...aboutDollars(), ...overrides } as PaymentReference)
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(LianlianValidationError);
      expect((error as LianlianValidationError).violations).toMatchObject([{ property: field }]);
      expect(asked()).toEqual([]);
    });

    it('an order of another time is another order, whose time is told', async () => {
      says.set(EXCHANGE, { ...IN_DOLLARS, dt_order: '20261121120001', money_order: '1.00' });
      const reference = aboutDollars();
      expect(await lianlian.queries.find(reference)).toEqual({ state: 'not-found' });
      expect(await lianlian.queries.find(reference)).toEqual({
        ...{ state: 'not-found', otherTime: '20261121120001' },
      });
      expect(asked()).toHaveLength(3);
      expect(logger.texts('error')).toEqual([
        expect.stringContaining('but with dt_order 20261121120001 (result_pay SUCCESS, 1.00 USD). '),
      ]);
    });

    it('one of another day is not: LianLian takes a number again', async () => {
      says.set(EXCHANGE, { ...IN_DOLLARS, dt_order: '20261120110000' });
      const reference = aboutDollars();
      for (let query = 1; query <= 2; query++)
        expect(await lianlian.queries.find(reference)).toEqual({ state: 'not-found' });
      // The query takes no time: one question tells all that it knows.
      expect(asked()).toHaveLength(3);
      expect(logger.texts('error')).toEqual([]);
    });

    it('a response that names no time may be about any order of that number', async () => {
      says.set(EXCHANGE, { ...IN_DOLLARS, dt_order: '' });
      await expect(lianlian.queries.find(aboutDollars())).rejects.toThrow('names no dt_order');
    });
  });

  describe('a notification that is confirmed by the query', () => {
    const notification = (no_order: string, overrides: Record<string, string> = {}) =>
      payment({ ...IN_DOLLARS, no_order, oid_paybill: `T-${no_order}`, ...overrides });

    it.each([
      ['in the same currency', IN_DOLLARS, 200],
      ['in yuan', IN_YUAN, 409],
      ['in another foreign currency', { ...IN_DOLLARS, currency_order: 'HKD' }, 409],
      ['of another time', { ...IN_DOLLARS, dt_order: '20261121120001' }, 503],
    ])('is so by a query that knows it %s', async (_what, said, status) => {
      const no_order = uniqueNumber('o-');
      orders.set(no_order, { money_order: '29.90', currency_order: 'USD' });
      says.set(EXCHANGE, said);
      expect((await post(`${url}/payments/notify`, notification(no_order))).status).toBe(status);
      expect(paid).toHaveLength(status === 200 ? 1 : 0);
      expect(asked()[0]).toBe(EXCHANGE);
    });

    it('is not so in yuan where the query says dollars', async () => {
      const no_order = uniqueNumber('o-');
      orders.set(no_order, { money_order: '29.90' });
      says.set(MPAY, IN_DOLLARS);
      const body = payment({ ...IN_YUAN, no_order, oid_paybill: `T-${no_order}` });
      expect((await post(`${url}/payments/notify`, body)).status).toBe(409);
      expect(paid).toEqual([]);
      // In yuan it is no payment of the product for foreign currencies.
      expect(asked()).not.toContain(EXCHANGE);
    });

    it('of MPAY is asked about at the address that it shares with Easypay once', async () => {
      const no_order = uniqueNumber('o-');
      orders.set(no_order, { money_order: '29.90', product: 'mpay' });
      says.set(MPAY, { ...IN_YUAN, pay_type: '2' });
      const body = payment({ ...IN_YUAN, pay_type: '2', no_order, oid_paybill: `T-${no_order}` });
      expect(await post(`${url}/payments/notify`, body)).toMatchObject({ status: 200, text: ACK });
      expect(asked()).toEqual([MPAY]);
    });
  });

  describe('the sweeper', () => {
    it.each([
      ['exchange', EXCHANGE, IN_DOLLARS, { money_order: '29.90', currency_order: 'USD' }],
      ['mpay', MPAY, IN_YUAN, { money_order: '29.90' }],
    ] as const)('settles a payment of %s whose notification was lost', async (product, path, said, order) => {
      const no_order = uniqueNumber('o-');
      orders.set(no_order, order);
      says.set(path, { ...said, card_no: '6222', memo: 'unsigned?' });
      unsettled.push({ product, no_order, dt_order: TIME, ...order });
      await lianlian.sweeper.sweep();
      expect(paid).toMatchObject([
        { kind: 'payment', no_order, oid_paybill: `T-${no_order}`, dt_order: TIME },
      ]);
      if (product === 'exchange')
        expect(paid[0]).toMatchObject({
          ...{ currency_order: 'USD', currency_settle: 'USD', money_settle: '29.60' },
          ...{ currency_pay: 'CNY', money_pay: '210.97', exchange_rate: '7.0559' },
        });
      expect(Object.keys(paid[0] ?? {})).not.toContain('money_sellte');
    });

    it.each<[order: ExpectedPayment, said: Fields, inWords: string]>([
      [{ money_order: '29.90' }, IN_DOLLARS, 'LianLian says 29.9 USD, the app expects 29.90 yuan'],
      [
        { money_order: '29.90', currency_order: 'USD' },
        { ...IN_DOLLARS, currency_order: '' },
        'LianLian says 29.9 yuan, the app expects 29.90 USD',
      ],
    ])('settles nothing in another currency than that of %o', async (order, said, inWords) => {
      const no_order = uniqueNumber('o-');
      orders.set(no_order, order);
      says.set(EXCHANGE, said);
      // A list that names no amount: what the query says is held against expectedPayment all the same.
      unsettled.push({ product: 'exchange', no_order, dt_order: TIME });
      await lianlian.sweeper.sweep();
      expect(paid).toEqual([]);
      expect(logger.texts('error')).toEqual([expect.stringContaining(inWords)]);
      expect(app.get(LianlianEvents).counts()['refused.other-currency']).toBeGreaterThanOrEqual(1);
    });

    it('tells the time by which LianLian knows an order, and settles nothing by it', async () => {
      const no_order = uniqueNumber('o-');
      orders.set(no_order, { money_order: '29.90', currency_order: 'USD' });
      says.set(EXCHANGE, { ...IN_DOLLARS, dt_order: '20261121120001' });
      const row = { product: 'exchange', no_order, dt_order: TIME } as const;
      await expect
        .poll(async () => {
          unsettled.push(row);
          await lianlian.sweeper.sweep();
          return logger.texts('error').join();
        })
        .toContain(`Order ${no_order}: LianLian does not know it with dt_order ${TIME}`);
      expect(paid).toEqual([]);
    });
  });
});
