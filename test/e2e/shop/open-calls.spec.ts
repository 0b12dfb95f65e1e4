import { LianlianService, type PreauthQueryResponse, type RefundNotification } from 'nestjs-lianlian';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type { DatabaseLocation } from '../../../sample-app/src/database/database-location.js';
import { ShopDatabase } from '../../../sample-app/src/database/shop-database.js';
import { DepositsService } from '../../../sample-app/src/orders/deposits.service.js';
import { PaymentCheckService } from '../../../sample-app/src/orders/payment-check.service.js';
import { PaymentsController } from '../../../sample-app/src/payments/payments.controller.js';
import { mysqlServer, postgresServer, type TestDatabase } from '../../browser/support/database-servers.js';
import { Gate } from './support/gate.js';
import { SampleShop } from './support/sample-shop.js';

/** LianLian's response to a query beside a call that is under way, in every database that the shop takes. */

const STORES: readonly (readonly [name: string, make: (() => Promise<TestDatabase>) | undefined])[] = [
  ['PostgreSQL in the process', () => Promise.resolve({ url: '', drop: () => Promise.resolve() })],
  ['PostgreSQL', await postgresServer()],
  ['MySQL or MariaDB', await mysqlServer()],
];

for (const [name, make] of STORES) {
  describe.skipIf(make === undefined)(`an open call, with ${name}`, () => {
    let database: TestDatabase | undefined;
    let shop: SampleShop;
    let deposits: DepositsService;
    let payments: PaymentCheckService;
    let lianlian: LianlianService;

    beforeAll(async () => {
      database = await make?.();
      const url = database?.url ?? '';
      const location: DatabaseLocation = url === '' ? { kind: 'memory' } : { kind: 'server', url };
      shop = await SampleShop.open(location);
      deposits = shop.get(DepositsService);
      payments = shop.get(PaymentCheckService);
      lianlian = shop.get(LianlianService);
    });
    afterAll(async () => {
      await shop.close();
      await database?.drop();
    });
    beforeEach(() => {
      shop.logger.clear();
    });
    afterEach(() => {
      vi.restoreAllMocks();
    });

    const lose = (api: 'preauth.capture' | 'preauth.cancel' | 'refund.apply', when: 'before' | 'after') =>
      shop.sandbox.scenario({ fault: 'dropped-connection', api, when, times: 1 });
    const ask = (no_order: string) => deposits.check({ no_order });
    const statusesOf = async (no_order: string) =>
      (await shop.refunds.of(no_order)).map(({ status }) => status);

    describe('of a deposit', () => {
      it('is not undone by a query, and what is captured is what the call asked for', async () => {
        const no_order = await shop.held();
        const gate = Gate.before(lianlian.preauth, 'capture');
        const captured = deposits.capture(no_order, '30');
        await gate.reached;
        await ask(no_order);
        expect(await shop.press(`orders/${no_order}/check`)).toBe(303);
        expect(await shop.payment(no_order)).toMatchObject({ status: 'capturing', amount: '30.00' });
        expect(await shop.adminPage(no_order)).toContain('data-testid="check"');
        gate.release();
        await captured;
        expect(await shop.payment(no_order)).toMatchObject({ status: 'captured', amount: '30.00' });
      });

      it('is not undone by a query that was asked before it, and is late', async () => {
        const no_order = await shop.held();
        const gate = Gate.after(lianlian.preauth, 'query');
        const asked = ask(no_order);
        await gate.reached;
        lose('preauth.capture', 'after');
        await deposits.capture(no_order, '30');
        gate.release();
        await asked;
        expect(await shop.payment(no_order)).toMatchObject({ status: 'capturing', amount: '30.00' });
        await ask(no_order);
        expect(await shop.payment(no_order)).toMatchObject({ status: 'captured', amount: '30.00' });
      });

      it('that a query calls ended has ended, and its own response changes nothing', async () => {
        const no_order = await shop.held();
        const gate = Gate.after(lianlian.preauth, 'capture');
        const captured = deposits.capture(no_order, '30');
        await gate.reached;
        await ask(no_order);
        const { version, payment } = await shop.orders.get(no_order);
        expect(payment).toMatchObject({ status: 'captured', amount: '30.00' });
        gate.release();
        await captured;
        expect((await shop.orders.get(no_order)).version).toBe(version);
      });

      it('that is lost on its way back is asked about, and the amount is its own', async () => {
        const no_order = await shop.held();
        lose('preauth.capture', 'after');
        expect(await shop.press(`orders/${no_order}/capture`, { amount: '30' })).toBe(303);
        expect(await shop.payment(no_order)).toMatchObject({ status: 'capturing', amount: '30.00' });
        expect(await shop.adminPage(no_order)).toContain('data-testid="check"');
        expect(await shop.press(`orders/${no_order}/check`)).toBe(303);
        expect(await shop.payment(no_order)).toMatchObject({ status: 'captured', amount: '30.00' });
      });

      it('that LianLian does not have is held again; should it arrive late, the amount is its own', async () => {
        const no_order = await shop.held();
        lose('preauth.capture', 'before');
        await deposits.capture(no_order, '30');
        await ask(no_order);
        expect(await shop.payment(no_order)).toMatchObject({ status: 'authorized', amount: '300.00' });
        const page = await shop.adminPage(no_order);
        expect(page).toContain('data-testid="check"');
        expect(page).toContain('CN¥30.00');

        const { createdAt: dt_order, customer: user_id } = await shop.orders.get(no_order);
        const which = { pay_type: 'F', no_order, dt_order, user_id } as const;
        await lianlian.preauth.capture({ ...which, money_order: '30.00' });
        // The operator charges another amount. LianLian has charged already, says its error: which amount, a query tells.
        await deposits.capture(no_order, '50');
        await ask(no_order);
        expect(await shop.payment(no_order)).toMatchObject({ status: 'captured', amount: '30.00' });
      });

      it('is over some time after its process died', async () => {
        const no_order = await shop.held();
        const gate = Gate.before(lianlian.preauth, 'capture');
        void deposits.capture(no_order, '30').catch(() => undefined);
        await gate.reached;
        const { payment } = await shop.orders.get(no_order);
        const at = new Date(Date.now() - 3_600_000).toISOString();
        await shop
          .get(ShopDatabase)
          .queries.updateTable('shop_orders')
          .set({ payment: JSON.stringify({ ...payment, at }) })
          .where('no_order', '=', no_order)
          .execute();
        await ask(no_order);
        expect(await shop.payment(no_order)).toMatchObject({ status: 'authorized', amount: '300.00' });
        gate.release();
        await vi.waitFor(async () => {
          expect(await shop.payment(no_order)).toMatchObject({ status: 'captured', amount: '30.00' });
        });
      });

      it.each([
        [undefined, 'captured'],
        ['30.0', 'captured'],
        ['300.00', 'captured'],
        ['20.00', 'capturing'],
      ])('of 30 whose query names the amount %s is %s', async (money_order, status) => {
        const no_order = await shop.held();
        lose('preauth.capture', 'before');
        await deposits.capture(no_order, '30.00');
        const said = { state: 'captured', money_order } as PreauthQueryResponse;
        vi.spyOn(lianlian.preauth, 'query').mockResolvedValue(said);
        await ask(no_order);
        expect(await shop.payment(no_order)).toMatchObject({ status, amount: '30.00' });
        const errors = status === 'captured' ? [] : [expect.stringContaining('Compare both by hand')];
        expect(shop.logger.texts('error')).toEqual(errors);
      });

      it.each(['before', 'after'] as const)(
        'that releases it is asked about, lost %s it arrived',
        async (when) => {
          const no_order = await shop.held();
          lose('preauth.cancel', when);
          const gate = Gate.before(lianlian.preauth, 'cancel');
          const cancelled = deposits.cancel(no_order);
          await gate.reached;
          await ask(no_order);
          expect(await shop.payment(no_order)).toMatchObject({ status: 'cancelling' });
          gate.release();
          await cancelled;
          expect(await shop.payment(no_order)).toMatchObject({ status: 'cancelling' });
          expect(await shop.adminPage(no_order)).toContain('data-testid="check"');
          await ask(no_order);
          const status = when === 'after' ? 'cancelled' : 'authorized';
          expect(await shop.payment(no_order)).toMatchObject({ status, amount: '300.00' });
        },
      );

      it('is one, however often and wherever somebody clicks', async () => {
        const no_order = await shop.held();
        const gate = Gate.before(lianlian.preauth, 'capture');
        const release = Gate.before(lianlian.preauth, 'cancel');
        const clicks = [
          shop.press(`orders/${no_order}/capture`, { amount: '30' }),
          shop.press(`orders/${no_order}/capture`, { amount: '30' }),
          shop.press(`orders/${no_order}/cancel`),
        ];
        await Promise.race([gate.reached, release.reached]);
        gate.release();
        release.release();
        expect((await Promise.all(clicks)).sort()).toEqual([303, 409, 409]);
        expect(gate.calls + release.calls).toBe(1);
      });
    });

    describe('of a refund', () => {
      it('is not sent beside itself, whatever a query says', async () => {
        const no_order = await shop.paid();
        const gate = Gate.before(lianlian.refunds, 'apply');
        const refunded = shop.refunds.refund(no_order, '20.00');
        await gate.reached;
        const [refund] = await shop.refunds.of(no_order);
        await shop.refunds.check(refund?.no_refund ?? '');
        expect(await statusesOf(no_order)).toEqual(['new']);
        expect(gate.calls).toBe(1);
        gate.release();
        await refunded;
        expect(await statusesOf(no_order)).toEqual(['initialized']);
        expect(shop.sandbox.refunds(no_order)).toHaveLength(1);
      });

      it('is sent again once, by however many who ask', async () => {
        const no_order = await shop.paid();
        lose('refund.apply', 'before');
        await shop.refunds.refund(no_order, '20.00');
        expect(await statusesOf(no_order)).toEqual(['unknown']);
        const [{ no_refund } = { no_refund: '' }] = await shop.refunds.of(no_order);
        const gate = Gate.before(lianlian.refunds, 'apply');
        const checks = [
          shop.refunds.check(no_refund),
          shop.refunds.check(no_refund),
          shop.refunds.check(no_refund),
        ];
        await gate.reached;
        await Promise.race(checks);
        gate.release();
        await Promise.all(checks);
        expect(gate.calls).toBe(1);
        expect(await statusesOf(no_order)).toEqual(['initialized']);
      });

      it('has not failed by a query that knew nothing yet, where LianLian has spoken since', async () => {
        const no_order = await shop.paid();
        shop.sandbox.scenario({
          fault: 'ret-code',
          ret_code: '5007',
          api: 'refund.apply',
          when: 'before',
          times: 1,
        });
        await shop.refunds.refund(no_order, '20.00');
        expect(await statusesOf(no_order)).toEqual(['refused']);
        const [{ no_refund } = { no_refund: '' }] = await shop.refunds.of(no_order);
        const gate = Gate.after(lianlian.refunds, 'query');
        const checked = shop.refunds.check(no_refund);
        await gate.reached;
        await shop.refunds.notified({ no_refund, sta_refund: '2' } as RefundNotification);
        gate.release();
        await checked;
        expect(await statusesOf(no_order)).toEqual(['succeeded']);
      });

      it('is one for a form that is sent twice', async () => {
        const no_order = await shop.paid();
        const [, no_refund = ''] =
          /name="no_refund" value="([^"]*)"/.exec(await shop.adminPage(no_order)) ?? [];
        const path = `orders/${no_order}/refunds`;
        const clicks = [
          shop.press(path, { amount: '20', no_refund }),
          shop.press(path, { amount: '20.00', no_refund }),
        ];
        expect(await Promise.all(clicks)).toEqual([303, 303]);
        expect(await shop.press(path, { amount: '10', no_refund })).toBe(409);
        expect(shop.sandbox.refunds(no_order)).toMatchObject([{ no_refund, money_refund: '20.00' }]);
        const other = await shop.paid();
        expect(await shop.press(`orders/${other}/refunds`, { amount: '20', no_refund })).toBe(409);
        expect(await shop.refunds.of(other)).toEqual([]);
      });

      it('is not that of the same number and another time', async () => {
        const no_order = await shop.paid();
        await shop.refunds.refund(no_order, '20.00');
        const [{ no_refund, dt_refund } = { no_refund: '', dt_refund: '' }] = shop.sandbox.refunds(no_order);
        const expected = (time: string) => shop.get(PaymentsController).expectedRefund(no_refund, time);
        expect(await expected(dt_refund)).toMatchObject({ money_refund: '20.00' });
        expect(await expected('20170801225714')).toBe(null);
      });
    });

    describe('of a payment', () => {
      it('is not undone by a query, and nobody pays beside it', async () => {
        const no_order = await shop.order();
        const gate = Gate.before(lianlian.aggregateDirect, 'pay');
        const paid = shop.askForQrCode(no_order);
        await gate.reached;
        await payments.check(await shop.orders.get(no_order));
        expect((await shop.payment(no_order)).status).toBe('calling');
        await shop.askForQrCode(no_order);
        expect(gate.calls).toBe(1);
        expect(await shop.adminPage(no_order)).toContain('data-testid="check"');
        gate.release();
        await paid;
        expect((await shop.payment(no_order)).status).toBe('awaiting-scan');
      });

      it('is one for two clicks', async () => {
        const no_order = await shop.order();
        const gate = Gate.before(lianlian.aggregateDirect, 'pay');
        const clicks = [shop.askForQrCode(no_order), shop.askForQrCode(no_order)];
        await gate.reached;
        await Promise.race(clicks);
        gate.release();
        await Promise.all(clicks);
        expect(gate.calls).toBe(1);
      });

      it('is not undone by a query that was asked before LianLian was heard of, and is late', async () => {
        const no_order = await shop.order();
        shop.sandbox.scenario({ fault: 'dropped-connection', api: 'aggregate.direct', times: 1 });
        await shop.askForQrCode(no_order);
        expect((await shop.payment(no_order)).status).toBe('unknown');
        const gate = Gate.after(lianlian.aggregateQuery, 'query');
        const checked = payments.check(await shop.orders.get(no_order));
        await gate.reached;
        await shop.orders.setPayment(no_order, { status: 'confirmed' });
        gate.release();
        await checked;
        expect((await shop.payment(no_order)).status).toBe('confirmed');
      });

      it('that ends in an error of the shop’s own is not known', async () => {
        const no_order = await shop.order();
        vi.spyOn(lianlian.aggregateDirect, 'pay').mockRejectedValue(new TypeError('a mistake'));
        await expect(shop.askForQrCode(no_order)).rejects.toThrow('a mistake');
        expect((await shop.payment(no_order)).status).toBe('unknown');
      });
    });
  });
}
