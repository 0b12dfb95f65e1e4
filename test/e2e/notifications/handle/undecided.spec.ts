import { type ExpectedPayment, LianlianService, type PaymentProduct } from 'nestjs-lianlian';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../../../support/adapters.js';
import { ACK, FORM, form, post } from '../../../support/http.js';
import { OID_PARTNER } from '../../../support/merchant.js';
import { keys, openShop, payment, type Shop, shapesOn, uniqueNumber } from '../../../support/shop.js';
import { type Gateway, startGateway } from '../../calls/support/gateway.js';
import { signedResponse } from '../../calls/support/lianlian-side.js';

const acknowledged = { status: 200, text: ACK };

/** What LianLian's query says of a payment: a `pay_type`, none, or nothing at all. */
type QuerySays = 'D' | 'F' | 'no pay_type' | 'FAILURE' | 'unknown' | 'nothing';
/** What `preauth.query` says of it. */
type PreauthSays =
  'authorized, as F' | 'authorized, as G' | 'unknown' | 'undecided' | 'system error' | 'nothing';

const NOT_FOUND = '5002';
const TIME = '20261121120000';

interface Says {
  query: QuerySays;
  /** The product whose query knows it. */
  product: PaymentProduct;
  preauth: PreauthSays;
}

/** LianLian's queries, signed. */
async function startLianlian(says: Says): Promise<Gateway> {
  return startGateway(({ path, fields }, response) => {
    const { no_order = '', dt_order = TIME, oid_paybill = transactionOf(no_order) } = fields;
    const signed = (more: Record<string, string>): string =>
      signedResponse(
        { oid_partner: OID_PARTNER, ret_code: '0000', ret_msg: 'ok', ...more },
        keys.lianlian.privateKey,
      );
    const order = { no_order, dt_order, oid_paybill, money_order: '49.95' };
    const unknown = signed({ ret_code: NOT_FOUND, ret_msg: 'no such payment' });
    const broken = (): undefined => {
      response.writeHead(502).end();
      return undefined;
    };
    if (path.startsWith('/preauth')) {
      if (says.preauth === 'nothing') {
        broken();
        return;
      }
      if (says.preauth === 'undecided') return signed(order);
      if (says.preauth === 'system error') return signed({ ret_code: '9999', ret_msg: 'system error' });
      const isKnown = says.preauth === `authorized, as ${fields['pay_type'] ?? ''}`;
      return isKnown ? signed({ ...order, ret_code: 'PR07' }) : unknown;
    }
    if (says.query === 'nothing') {
      broken();
      return;
    }
    if (says.query === 'unknown' || path !== `/${says.product}`) return unknown;
    if (says.query === 'FAILURE') return signed({ ...order, result_pay: 'FAILURE' });
    const pay_type: Record<string, string> = says.query === 'no pay_type' ? {} : { pay_type: says.query };
    return signed({ ...order, result_pay: 'SUCCESS', ...pay_type });
  });
}

/** Each order of this file has one transaction. */
const transactionOf = (no_order: string): string => `2026${no_order.replace(/\D/g, '').padStart(12, '0')}`;

/** A success that names no `pay_type`. */
function undecided(): Record<string, string> {
  const no_order = uniqueNumber('order-');
  return payment({ no_order, oid_paybill: transactionOf(no_order), pay_type: '' });
}

/** The same, as LianLian's own notification says it. */
const decided = (
  { no_order = '', oid_paybill = '' }: Record<string, string>,
  pay_type: string,
  more: Record<string, string> = {},
) => payment({ no_order, oid_paybill, pay_type, ...more });

/** The same without the order's time, as some returns are. */
const timeless = ({ no_order = '', oid_paybill = '' }: Record<string, string>) =>
  payment({ no_order, oid_paybill, pay_type: '', dt_order: '' });

type Hook = 'onPayment' | 'onOtherResult' | 'neither';

describe.each(ADAPTERS)('a success without pay_type, on %s', (adapter) => {
  const says: Says = { query: 'unknown', product: 'aggregate', preauth: 'unknown' };
  let lianlian: Gateway;
  beforeAll(async () => {
    lianlian = await startLianlian(says);
  });
  afterAll(() => lianlian.stop());

  describe.each(shapesOn(adapter))('on %s', (shape) => {
    let expected: ExpectedPayment;
    const onPayment = vi.fn();
    const onOtherResult = vi.fn();
    const open = (module: object = {}): Promise<Shop> =>
      openShop({
        adapter,
        shape,
        hooks: {
          expectedPayment: () => expected,
          // A decorated method is given both; where the app has onOtherResult, it goes there.
          onPayment,
          onOtherResult,
          onReturn: () => '/orders',
        },
        module: {
          endpoints: {
            'aggregate.query': `${lianlian.url}/aggregate`,
            'easypay.query': `${lianlian.url}/easypay`,
            'preauth.query': `${lianlian.url}/preauth`,
          },
          ...module,
        },
      });
    let shop: Shop;
    let paying: Shop;
    beforeAll(async () => {
      shop = await open();
      paying = await open({ payoutNotifyUrl: 'https://shop.example/payouts/notify' });
    });
    afterAll(() => Promise.all([shop.close(), paying.close()]));
    beforeEach(() => {
      lianlian.reset();
      onPayment.mockReset();
      onOtherResult.mockReset();
      expected = { money_order: '49.95' };
      paying.logger.clear();
      Object.assign(says, { query: 'unknown', product: 'aggregate', preauth: 'unknown' });
    });
    afterEach(() => {
      vi.restoreAllMocks();
    });

    const reached = (hook: Hook): void => {
      expect({
        onPayment: onPayment.mock.calls.length,
        onOtherResult: onOtherResult.mock.calls.length,
      }).toEqual({
        onPayment: hook === 'onPayment' ? 1 : 0,
        onOtherResult: hook === 'onOtherResult' ? 1 : 0,
      });
    };
    const paths = (): string[] => lianlian.requests.map(({ path }) => path);

    it.each<[authorization: boolean, hook: Hook]>([
      [true, 'onOtherResult'],
      [false, 'onPayment'],
    ])(
      'of an order whose authorization is %s reaches %s, and LianLian is not asked',
      async (authorization, hook) => {
        expected = { money_order: '49.95', authorization };
        const body = undecided();
        for (let copy = 0; copy < 2; copy++)
          expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
        reached(hook);
        expect(paths()).toEqual([]);
      },
    );

    it.each<[query: QuerySays, preauth: PreauthSays, hook: Hook, asked: string[]]>([
      ['D', 'nothing', 'onPayment', ['/aggregate']],
      ['F', 'nothing', 'onOtherResult', ['/aggregate']],
      ['no pay_type', 'authorized, as F', 'onOtherResult', ['/aggregate', '/preauth']],
      ['no pay_type', 'authorized, as G', 'onOtherResult', ['/aggregate', '/preauth', '/preauth']],
      ['no pay_type', 'unknown', 'onPayment', ['/aggregate', '/preauth', '/preauth']],
    ])(
      'of which the query says %s, and preauth.query %s, reaches %s',
      async (query, preauth, hook, asked) => {
        Object.assign(says, { query, preauth });
        const body = undecided();
        expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
        reached(hook);
        expect(paths()).toEqual(asked);
        expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
        reached(hook);
      },
    );

    it.each<[query: QuerySays, preauth: PreauthSays]>([
      ['no pay_type', 'nothing'],
      ['no pay_type', 'undecided'],
      ['no pay_type', 'system error'],
      ['unknown', 'authorized, as F'],
      ['FAILURE', 'unknown'],
      ['nothing', 'unknown'],
    ])(
      'of which the query says %s, and preauth.query %s, is a 503 that settles nothing',
      async (query, preauth) => {
        Object.assign(says, { query, preauth });
        const body = undecided();
        for (let copy = 0; copy < 2; copy++) expect((await post(shop.notifyUrl, body)).status).toBe(503);
        reached('neither');
        // Nest has one logger in a process: that of the app that was opened last.
        const errors = paying.logger.texts('error');
        expect(errors).toHaveLength(1);
        expect(errors[0]).toContain(body['no_order']);
        if (query !== 'nothing') expect(errors[0]).toContain('authorization: true or false');
        // What LianLian says itself, or the app, decides it later.
        expect(await post(shop.notifyUrl, decided(body, 'D'))).toMatchObject(acknowledged);
        reached('onPayment');
      },
    );

    it.each<PaymentProduct>(['aggregate', 'easypay'])(
      'and without dt_order is asked about by its transaction, which %s knows',
      async (product) => {
        Object.assign(says, { query: 'D', product });
        expected = { money_order: '49.95', product };
        const body = undecided();
        const { no_order, oid_paybill } = body;
        expect(await post(shop.notifyUrl, timeless(body))).toMatchObject(acknowledged);
        reached('onPayment');
        const [{ path, fields } = { path: '', fields: {} }] = lianlian.requests;
        expect([path, fields]).toMatchObject([`/${product}`, { no_order, oid_paybill }]);
        expect(fields).not.toHaveProperty('dt_order');
        // It is the very order that LianLian's own notification names.
        expect(await post(shop.notifyUrl, decided(body, 'D', { dt_order: TIME }))).toMatchObject(
          acknowledged,
        );
        reached('onPayment');
      },
    );

    it('counts as not confirmed', async () => {
      const before = shop.app.get(LianlianService).events.counts()['refused.not-confirmed'] ?? 0;
      expect((await post(shop.notifyUrl, undecided())).status).toBe(503);
      expect(shop.app.get(LianlianService).events.counts()['refused.not-confirmed']).toBe(before + 1);
    });

    it.each<[query: QuerySays, status: number, hook: Hook]>([
      ['D', 200, 'onPayment'],
      ['F', 200, 'onOtherResult'],
      ['unknown', 503, 'neither'],
    ])(
      'is not decided by authorization: false where the merchant pays out, too: the query says %s, which is a %i',
      async (query, status, hook) => {
        expected = { money_order: '49.95', authorization: false };
        Object.assign(says, { query });
        expect((await post(paying.notifyUrl, undecided())).status).toBe(status);
        reached(hook);
        expect(paths()[0]).toBe('/aggregate');
      },
    );

    it.each<[query: QuerySays, status: number, hook: Hook]>([
      ['F', 200, 'onOtherResult'],
      ['unknown', 503, 'neither'],
    ])(
      'is no authorization by authorization: true alone where the merchant pays out: the query says %s, which is a %i',
      async (query, status, hook) => {
        expected = { money_order: '49.95', authorization: true };
        Object.assign(says, { query });
        expect((await post(paying.notifyUrl, undecided())).status).toBe(status);
        reached(hook);
        expect(paths()[0]).toBe('/aggregate');
      },
    );

    it('is decided by its pay_type where the merchant pays out, too', async () => {
      expected = { money_order: '49.95', authorization: false };
      expect(await post(paying.notifyUrl, decided(undecided(), 'D'))).toMatchObject(acknowledged);
      reached('onPayment');
      expect(paths()).toEqual([]);
    });

    describe.each<[says: string, preauth: PreauthSays, status: number]>([
      ['the authorization', 'authorized, as F', 200],
      ['nothing', 'nothing', 503],
    ])(
      'as the signed return of an H5 authorization, while LianLian’s queries tell of %s',
      (_says, preauth, status) => {
        beforeEach(() => {
          Object.assign(says, { query: 'no pay_type', preauth });
        });

        it('pays nothing when it is posted before the notification, which reaches onOtherResult', async () => {
          const returned = undecided();
          expect((await post(shop.returnUrl, form(returned), FORM)).status).toBe(303);
          reached('neither');
          expect((await post(shop.notifyUrl, returned)).status).toBe(status);
          expect(onPayment).not.toHaveBeenCalled();
          expect(await post(shop.notifyUrl, decided(returned, 'F'))).toMatchObject(acknowledged);
          reached('onOtherResult');
        });

        it('is a copy when it is posted after the notification, which reached onOtherResult', async () => {
          const returned = undecided();
          const notification = decided(returned, 'F');
          expect(await post(shop.notifyUrl, notification)).toMatchObject(acknowledged);
          reached('onOtherResult');
          expect((await post(shop.notifyUrl, returned)).status).toBe(200);
          expect(await post(shop.notifyUrl, notification)).toMatchObject(acknowledged);
          reached('onOtherResult');
        });
      },
    );

    it.each(['before', 'after'])(
      'as the signed return of a payment, posted %s the notification, runs onPayment once',
      async (when) => {
        Object.assign(says, { query: 'D' });
        const returned = undecided();
        const both = [returned, decided(returned, 'D')];
        for (const body of when === 'before' ? both : both.toReversed()) {
          expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
        }
        reached('onPayment');
      },
    );

    it('is a copy of what was handled, though LianLian cannot be asked any more', async () => {
      Object.assign(says, { query: 'D' });
      const [paid, set, never] = [undecided(), undecided(), undecided()];
      expect(await post(shop.notifyUrl, paid)).toMatchObject(acknowledged);
      Object.assign(says, { query: 'F' });
      expect(await post(shop.notifyUrl, set)).toMatchObject(acknowledged);
      Object.assign(says, { query: 'nothing' });
      for (const body of [paid, set]) expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
      expect([onPayment.mock.calls.length, onOtherResult.mock.calls.length]).toEqual([1, 1]);
      expect((await post(shop.notifyUrl, never)).status).toBe(503);
      // Another transaction of the paid order is no copy.
      const { no_order = '' } = paid;
      const other = payment({ no_order, oid_paybill: uniqueNumber('2099'), pay_type: '' });
      expect((await post(shop.notifyUrl, other)).status).toBe(503);
      expect([onPayment.mock.calls.length, onOtherResult.mock.calls.length]).toEqual([1, 1]);
    });

    it('is a copy of what was handled, though the app knows the order no more', async () => {
      Object.assign(says, { query: 'D' });
      const body = undecided();
      expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
      expected = null as never;
      lianlian.reset();
      expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
      reached('onPayment');
      expect(paths()).toEqual([]);
    });
  });

  describe('for lianlian.queries.find', () => {
    it.each<[query: QuerySays, preauth: PreauthSays, state: string]>([
      ['D', 'nothing', 'paid'],
      ['F', 'nothing', 'authorized'],
      ['no pay_type', 'authorized, as F', 'authorized'],
      ['no pay_type', 'unknown', 'paid'],
      ['no pay_type', 'nothing', 'pending'],
      ['no pay_type', 'undecided', 'pending'],
      ['no pay_type', 'system error', 'pending'],
    ])('a query that says %s, and preauth.query %s, is %s', async (query, preauth, state) => {
      const shop = await openShop({
        adapter,
        hooks: { expectedPayment: () => null, onPayment: () => undefined },
        module: {
          endpoints: {
            'aggregate.query': `${lianlian.url}/aggregate`,
            'preauth.query': `${lianlian.url}/preauth`,
          },
        },
      });
      Object.assign(says, { query, preauth });
      const order = {
        product: 'aggregate',
        no_order: uniqueNumber('order-'),
        dt_order: '20261121120000',
      } as const;
      expect(await shop.app.get(LianlianService).queries.find(order)).toMatchObject({ state });
      await shop.close();
    });
  });
});
