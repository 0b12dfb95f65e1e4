import {
  type ExpectedPayment,
  type ExpectedPayout,
  type LianlianEvent,
  LianlianService,
} from 'nestjs-lianlian';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../../../support/adapters.js';
import { post } from '../../../support/http.js';
import { testKeys } from '../../../support/merchant.js';
import {
  openPayoutShop,
  payout,
  type PayoutOffice,
  type PayoutShop,
  queriedAt,
  type Says,
  startQueries,
} from '../../../support/payout-shop.js';
import { openShop, payment, type Shape, shapesOn, uniqueNumber } from '../../../support/shop.js';
import { LIANLIAN_PUBLIC_KEY, whollySigned } from '../../../support/signed-messages.js';
import type { Gateway } from '../../calls/support/gateway.js';

const TIME = '20261121120000';

/** What the app says of the order: whether it is an authorization, or nothing. */
const AUTHORIZATIONS = [undefined, false, true];
const RESULTS = ['SUCCESS', 'FAILURE', 'CANCEL', 'REFUND', 'APPLY_SUCCESS'];

describe.each(ADAPTERS)(
  'an app that knows of no route and no address for payouts, and sent one, on %s',
  (adapter) => {
    const says: Says = { payout: 'unknown', payment: 'unknown' };
    let lianlian: Gateway;
    beforeAll(async () => {
      lianlian = await startQueries(says);
    });
    afterAll(() => lianlian.stop());

    it('takes no message about it for a payment, and those of other numbers as before', async () => {
      const [sent, other] = [uniqueNumber('shared-'), uniqueNumber('other-')];
      const onPayment = vi.fn();
      const { app, notifyUrl } = await openShop({
        adapter,
        hooks: { expectedPayment: () => ({ money_order: '49.95', authorization: false }), onPayment },
        module: { endpoints: { ...queriedAt(lianlian), 'payout.apply': `${lianlian.url}/apply` } },
      });
      const applied = app.get(LianlianService).payouts.apply({
        ...{ no_order: sent, dt_order: TIME, money_order: '49.95', notify_url: notifyUrl },
        ...{
          flag_card: 'personal',
          card_no: '6222021001116245702',
          acct_name: '张三',
          info_order: '运费',
          memo: '运费',
        },
      });
      await expect(applied).rejects.toMatchObject({ outcome: 'unknown' });
      for (const result_pay of RESULTS)
        expect((await post(notifyUrl, payout({ no_order: sent, result_pay }))).status).toBe(503);
      expect(onPayment).not.toHaveBeenCalled();
      expect((await post(notifyUrl, payment({ no_order: sent }))).status).toBe(200);
      expect((await post(notifyUrl, payment({ no_order: other, pay_type: '' }))).status).toBe(200);
      expect(onPayment.mock.calls.map(([{ no_order }]) => no_order)).toEqual([sent, other]);
      await app.close();
    });
  },
);

describe.each(ADAPTERS)('an order and a payout that share number, time and amount, on %s', (adapter) => {
  const says: Says = { payout: 'unknown', payment: 'unknown' };
  let lianlian: Gateway;
  beforeAll(async () => {
    lianlian = await startQueries(says);
  });
  afterAll(() => lianlian.stop());

  describe.each(shapesOn(adapter))('in %s', (shape: Shape) => {
    let order: ExpectedPayment;
    let sent: ExpectedPayout;
    let shop: PayoutShop;
    let events: LianlianEvent[];
    let no_order: string;
    let oids: { order: string; payout: string };
    const hooks = { onPayout: vi.fn(), onPayment: vi.fn(), onOtherResult: vi.fn() };
    const office: PayoutOffice = { expectedPayout: () => sent, expectedPayment: () => order, ...hooks };
    const open = (module: object): Promise<PayoutShop> =>
      openPayoutShop({
        adapter,
        shape,
        office,
        module: { endpoints: queriedAt(lianlian), ...module },
      });
    beforeEach(async () => {
      vi.resetAllMocks();
      lianlian.reset();
      Object.assign(says, { payout: 'unknown', payment: 'unknown' });
      no_order = uniqueNumber('shared-');
      oids = { order: uniqueNumber('2026'), payout: uniqueNumber('2027') };
      order = { money_order: '49.95' };
      sent = { money_order: '49.95' };
      shop = await open({});
      events = [];
      shop.app.get(LianlianService).events.all$.subscribe((event) => events.push(event));
    });
    afterEach(() => shop.app.close());

    const ofPayout = (result_pay = 'SUCCESS') => payout({ no_order, oid_paybill: oids.payout, result_pay });
    const ofOrder = (more: Record<string, string> = {}) =>
      payment({ no_order, oid_paybill: oids.order, dt_order: TIME, ...more });
    /** LianLian's queries as they are where both were made. */
    const bothAreKnown = (): void => {
      const common = { dt_order: TIME, money_order: '49.95', result_pay: 'SUCCESS' };
      says.payout = { ...common, oid_paybill: oids.payout };
      says.payment = { ...common, oid_paybill: oids.order, pay_type: 'D' };
    };
    const status = async (url: string, body: Record<string, string>): Promise<number> =>
      (await post(url, body)).status;
    const ran = (): Record<string, number> =>
      Object.fromEntries(Object.entries(hooks).map(([name, { mock }]) => [name, mock.calls.length]));
    const NOTHING = { onPayout: 0, onPayment: 0, onOtherResult: 0 };

    describe.each(AUTHORIZATIONS)('where the app says authorization: %s', (authorization) => {
      beforeEach(() => {
        order = { money_order: '49.95', authorization };
      });

      it.each(RESULTS)(
        'a payout’s %s on the route of payments settles and claims nothing',
        async (result) => {
          bothAreKnown();
          for (let copy = 0; copy < 2; copy++)
            expect(await status(shop.notifyUrl, ofPayout(result))).toBe(503);
          expect(ran()).toEqual(NOTHING);
          // It keeps neither the payment nor the payout from being handled.
          expect(await status(shop.notifyUrl, ofOrder())).toBe(200);
          sent = { money_order: '49.95', oid_paybill: oids.payout };
          expect(await status(shop.payoutNotifyUrl, ofPayout())).toBe(200);
          const both = {
            ...NOTHING,
            onPayout: 1,
            [authorization === true ? 'onOtherResult' : 'onPayment']: 1,
          };
          expect(ran()).toEqual(both);
          expect(await status(shop.notifyUrl, ofPayout(result))).toBe(503);
          expect(ran()).toEqual(both);
        },
      );
    });

    it.each<[said: 'unknown' | 'broken', results: string[]]>([
      ['unknown', RESULTS],
      ['broken', ['FAILURE']],
    ])('a payout on the route of payments is not told by a query that is %s', async (said, results) => {
      says.payment = said;
      for (const result of results) expect(await status(shop.notifyUrl, ofPayout(result))).toBe(503);
      expect(ran()).toEqual(NOTHING);
      const refused = events.filter(({ type }) => type === 'refused');
      expect(refused).toHaveLength(results.length);
      for (const event of refused)
        expect(event).toMatchObject({ kind: 'payment', reason: 'not-confirmed', no_order });
    });

    it.each([
      ['SUCCESS', 'onPayment'],
      ['FAILURE', 'onOtherResult'],
      ['REFUND', 'onOtherResult'],
    ])(
      'a payment’s %s without pay_type is one where the query names it, and reaches %s',
      async (result, hook) => {
        says.payment = {
          ...{ dt_order: TIME, money_order: '49.95', oid_paybill: oids.order, result_pay: result },
          ...(result === 'SUCCESS' ? { pay_type: 'D' } : {}),
        };
        const body = ofOrder({ pay_type: '', result_pay: result });
        for (let copy = 0; copy < 2; copy++) expect(await status(shop.notifyUrl, body)).toBe(200);
        expect(ran()).toEqual({ ...NOTHING, [hook]: 1 });
        // A copy is one, though LianLian cannot be asked any more.
        says.payment = 'broken';
        expect(await status(shop.notifyUrl, body)).toBe(200);
        expect(ran()).toEqual({ ...NOTHING, [hook]: 1 });
      },
    );

    it.each<[authorization: boolean | undefined, amount: string, hook: string | undefined]>([
      [false, '49.95', 'onPayment'],
      [true, '49.95', 'onOtherResult'],
      [undefined, '49.95', undefined],
      [false, '50.00', undefined],
    ])(
      'a success that the query names without pay_type, while none tells authorizations, is what the app says: %s, %s, %s',
      async (authorization, money_order, hook) => {
        const endpoints = { ...queriedAt(lianlian), 'preauth.query': `${lianlian.url}/payout` };
        const blind = await open({ endpoints });
        says.payout = 'broken';
        says.payment = { dt_order: TIME, money_order, oid_paybill: oids.order, result_pay: 'SUCCESS' };
        order = { money_order: '49.95', authorization };
        const body = ofOrder({ pay_type: '' });
        expect(await status(blind.notifyUrl, body)).toBe(hook === undefined ? 503 : 200);
        expect(await status(blind.notifyUrl, ofPayout())).toBe(503);
        expect(ran()).toEqual(hook === undefined ? NOTHING : { ...NOTHING, [hook]: 1 });
        await blind.app.close();
      },
    );

    it('a failure without pay_type is none of an order that the query names with another amount', async () => {
      says.payment = { dt_order: TIME, money_order: '50.00', oid_paybill: oids.order, result_pay: 'FAILURE' };
      expect(await status(shop.notifyUrl, ofOrder({ pay_type: '', result_pay: 'FAILURE' }))).toBe(503);
      expect(ran()).toEqual(NOTHING);
    });

    it('a payment with its pay_type is refused by the route of payouts', async () => {
      bothAreKnown();
      for (const known of [undefined, oids.order, oids.payout]) {
        sent = { money_order: '49.95', oid_paybill: known };
        expect(await status(shop.payoutNotifyUrl, ofOrder())).toBe(409);
      }
      expect(ran()).toEqual(NOTHING);
    });

    it.each<[what: string, knows: boolean]>([
      ['knows the payout’s transaction', true],
      ['does not know it', false],
    ])('a payment without pay_type is no payout where the app %s', async (_what, knows) => {
      bothAreKnown();
      sent = { money_order: '49.95', oid_paybill: knows ? oids.payout : undefined };
      const body = ofOrder({ pay_type: '' });
      for (let copy = 0; copy < 2; copy++) expect(await status(shop.payoutNotifyUrl, body)).toBe(409);
      expect(ran()).toEqual(NOTHING);
      const refused = events.filter(({ type }) => type === 'refused');
      expect(refused).toMatchObject([
        { kind: 'payout', reason: 'other-transaction', oid_paybill: oids.order },
        { kind: 'payout', reason: 'other-transaction' },
      ]);
      expect(lianlian.requests.map(({ path }) => path)).toEqual(knows ? [] : ['/payout', '/payout']);
      // The payout itself is handled, and the payment where it belongs.
      expect(await status(shop.payoutNotifyUrl, ofPayout())).toBe(200);
      expect(await status(shop.notifyUrl, body)).toBe(200);
      expect(ran()).toEqual({ onPayout: 1, onPayment: 1, onOtherResult: 0 });
    });

    it('a payment without pay_type is no payout while LianLian does not know the payout', async () => {
      for (const said of ['unknown', 'broken'] as const) {
        says.payout = said;
        expect(await status(shop.payoutNotifyUrl, ofOrder({ pay_type: '' }))).toBe(503);
      }
      expect(ran()).toEqual(NOTHING);
    });

    it('both are handled, each on its route, in every order and replayed', async () => {
      bothAreKnown();
      const posts: [string, Record<string, string>, number][] = [
        [shop.payoutNotifyUrl, ofPayout(), 200],
        [shop.notifyUrl, ofPayout(), 503],
        [shop.notifyUrl, ofOrder(), 200],
        [shop.payoutNotifyUrl, ofOrder(), 409],
        [shop.payoutNotifyUrl, ofPayout('CANCEL'), 200],
        [shop.notifyUrl, ofPayout('CANCEL'), 503],
      ];
      for (const [url, body, expected] of [...posts, ...posts.toReversed()])
        expect(await status(url, body)).toBe(expected);
      expect(ran()).toEqual({ onPayout: 2, onPayment: 1, onOtherResult: 0 });
    });

    describe('as LianLian really signed it', () => {
      const body = whollySigned.find(({ kind }) => kind === 'payout notification')?.body ?? {};
      const merchant = {
        oidPartner: body['oid_partner'],
        privateKey: testKeys().merchant.privateKey,
        lianlianPublicKey: LIANLIAN_PUBLIC_KEY,
      };
      let real: PayoutShop;
      beforeEach(async () => {
        real = await open({ merchants: [merchant] });
        const { oid_partner, oid_paybill } = body;
        order = { money_order: '1.00', oid_partner, authorization: false };
        sent = { money_order: '1.00', oid_partner, oid_paybill };
      });
      afterEach(() => real.app.close());

      it('is a payout on its route, once', async () => {
        for (let copy = 0; copy < 2; copy++) expect(await status(real.payoutNotifyUrl, body)).toBe(200);
        expect(ran()).toEqual({ ...NOTHING, onPayout: 1 });
        expect({ ...hooks.onPayout.mock.calls[0]?.[0] }).toEqual({ ...body, kind: 'payout' });
      });

      it.each(AUTHORIZATIONS)(
        'pays no order that shares its number and amount, with authorization: %s',
        async (authorization) => {
          order = { ...order, authorization };
          for (let copy = 0; copy < 2; copy++) expect(await status(real.notifyUrl, body)).toBe(503);
          expect(ran()).toEqual(NOTHING);
        },
      );

      it('is another payout’s where the app knows another transaction', async () => {
        sent = { ...sent, oid_paybill: '2017081022465498' };
        expect(await status(real.payoutNotifyUrl, body)).toBe(409);
        expect(ran()).toEqual(NOTHING);
      });
    });
  });
});
