import { LianlianService } from 'nestjs-lianlian';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type { DatabaseLocation } from '../../../sample-app/src/database/database-location.js';
import { mysqlServer, postgresServer, type TestDatabase } from '../../browser/support/database-servers.js';
import { Gate } from './support/gate.js';
import { PayerOfSuppliers } from './support/payer-of-suppliers.js';
import { SampleShop } from './support/sample-shop.js';

/** Several operators, tabs and processes at once, in every database that the shop takes. */

const STORES: readonly (readonly [name: string, make: (() => Promise<TestDatabase>) | undefined])[] = [
  ['PostgreSQL in the process', () => Promise.resolve({ url: '', drop: () => Promise.resolve() })],
  ['PostgreSQL', await postgresServer()],
  ['MySQL or MariaDB', await mysqlServer()],
];
const HALF_AN_HOUR_MS = 31 * 60_000;

for (const [name, make] of STORES) {
  describe.skipIf(make === undefined)(`payouts at once, with ${name}`, () => {
    let database: TestDatabase | undefined;
    let location: DatabaseLocation;
    let shop: SampleShop;
    let operator: PayerOfSuppliers;
    let lianlian: LianlianService;

    beforeAll(async () => {
      database = await make?.();
      const url = database?.url ?? '';
      location = url === '' ? { kind: 'memory' } : { kind: 'server', url };
      shop = await SampleShop.open(location);
      operator = new PayerOfSuppliers(shop);
      lianlian = shop.get(LianlianService);
    });
    afterAll(async () => {
      await shop.close();
      await database?.drop();
    });
    beforeEach(() => shop.clearPayouts());
    afterEach(() => {
      vi.restoreAllMocks();
    });

    const lose = (api: 'payout.apply' | 'payout.confirm', when: 'before' | 'after') =>
      shop.sandbox.scenario({ fault: 'dropped-connection', api, when, times: 1 });
    const sent = (): readonly string[] => shop.sandbox.payouts.all().map(({ no_order }) => no_order);

    it('a form that is sent twice is one payout', async () => {
      const form = operator.form();
      const gate = Gate.before(lianlian.payouts, 'apply');
      const clicks = [
        operator.send(form),
        operator.send({ ...form, amount: '120.5' }),
        operator.send({ ...form, purpose: 'Invoice 7 ' }),
      ];
      await gate.reached;
      gate.release();
      const location = `/admin/payouts/${form.no_order}`;
      expect(await Promise.all(clicks)).toEqual([{ location }, { location }, { location }]);
      expect(gate.calls).toBe(1);
      expect(sent()).toEqual([form.no_order]);
      // Back, something else typed, and sent once more: browsers keep the number.
      for (const changes of [{ amount: '120.51' }, { purpose: 'Other' }, { supplier: 'postcard-printer' }]) {
        expect((await operator.send({ ...form, ...changes })).problem).toContain('already sent');
      }
      await shop.sandbox.payouts.complete(form.no_order);
      expect(await operator.send(form)).toEqual({ location });
      expect(shop.sandbox.balance()).toBe('999879.50');
    });

    it('two operators pay a supplier once', async () => {
      const forms = [operator.form(), operator.form(), operator.form({ amount: '5' }), operator.form()];
      const gate = Gate.before(lianlian.payouts, 'apply');
      const clicks = Promise.all(forms.map((form) => operator.send(form)));
      await gate.reached;
      gate.release();
      const told = await clicks;
      expect(told.filter(({ location }) => location !== undefined)).toHaveLength(1);
      for (const { problem, location } of told) {
        if (location === undefined) expect(problem).toContain('has a payout that is not decided');
      }
      expect(gate.calls).toBe(1);
      expect(sent()).toHaveLength(1);
    });

    it('two operators pay two suppliers', async () => {
      await Promise.all([operator.pay(), operator.pay({ supplier: 'postcard-printer' })]);
      expect(sent()).toHaveLength(2);
    });

    it('a review that two operators confirm is confirmed once', async () => {
      shop.sandbox.scenario({ fault: 'payout-review', times: 1 });
      const no_order = await operator.pay();
      const gate = Gate.before(lianlian.payouts, 'confirm');
      const clicks = [
        operator.press(no_order, 'confirm'),
        operator.press(no_order, 'confirm'),
        operator.press(no_order, 'confirm'),
      ];
      await gate.reached;
      await Promise.race(clicks);
      // LianLian says that it is still held back: not while its confirmation is under way.
      await operator.press(no_order, 'check');
      expect(await operator.status(no_order)).toBe('confirming');
      gate.release();
      const told = await Promise.all(clicks);
      expect(told.filter(({ location }) => location !== undefined)).toHaveLength(1);
      expect(gate.calls).toBe(1);
      expect(await operator.status(no_order)).toBe('accepted');
    });

    it('a query that was asked before a confirmation was lost, and is late, offers no second one', async () => {
      shop.sandbox.scenario({ fault: 'payout-review', times: 1 });
      const no_order = await operator.pay();
      const gate = Gate.after(lianlian.payouts, 'query');
      const asked = operator.press(no_order, 'check');
      await gate.reached;
      lose('payout.confirm', 'after');
      await operator.press(no_order, 'confirm');
      gate.release();
      await asked;
      expect(await operator.status(no_order)).toBe('confirming');
      await operator.press(no_order, 'check');
      expect(await operator.status(no_order)).toBe('accepted');
    });

    it('one that is sent is not sent beside itself, whatever a query says', async () => {
      const gate = Gate.before(lianlian.payouts, 'apply');
      const form = operator.form();
      const paid = operator.send(form);
      await gate.reached;
      await operator.press(form.no_order, 'check');
      expect(await operator.status(form.no_order)).toBe('new');
      expect((await operator.press(form.no_order, 'send')).problem).toContain('cannot be sent again now');
      expect((await operator.press(form.no_order, 'give-up')).problem).toContain('was not given up');
      expect((await operator.send(operator.form())).problem).toContain('being sent');
      gate.release();
      await paid;
      expect(gate.calls).toBe(1);
      expect(await operator.status(form.no_order)).toBe('accepted');
    });

    it('one that is missing is sent again once, by however many who press', async () => {
      lose('payout.apply', 'before');
      const no_order = await operator.pay();
      await operator.later(no_order, HALF_AN_HOUR_MS);
      await operator.press(no_order, 'check');
      const gate = Gate.before(lianlian.payouts, 'apply');
      const clicks = [
        operator.press(no_order, 'send'),
        operator.press(no_order, 'send'),
        operator.press(no_order, 'give-up'),
      ];
      await gate.reached;
      await Promise.race(clicks);
      gate.release();
      const told = await Promise.all(clicks);
      expect(told.filter(({ location }) => location !== undefined)).toHaveLength(1);
      expect(gate.calls).toBe(1);
      expect(await operator.status(no_order)).toBe('accepted');
    });

    it('a notification that overtakes the response stays', async () => {
      const gate = Gate.after(lianlian.payouts, 'apply');
      const form = operator.form();
      const paid = operator.send(form);
      await gate.reached;
      await shop.sandbox.payouts.complete(form.no_order);
      expect(await operator.status(form.no_order)).toBe('paid');
      gate.release();
      await paid;
      expect(await operator.get(form.no_order)).toMatchObject({
        status: 'paid',
        oid_paybill: shop.sandbox.payouts.get(form.no_order).oid_paybill,
      });
    });

    it.each(['before', 'after'] as const)(
      'one whose process died %s LianLian heard of it is paid once, under its number',
      async (when) => {
        const gate = Gate[when](lianlian.payouts, 'apply');
        const form = operator.form();
        const { no_order } = form;
        const lost = operator.send(form);
        await gate.reached;
        // Another process, or the same one after its start: with a server they are two.
        const isServer = location.kind === 'server';
        const next = isServer ? await SampleShop.open(location, shop.sandbox) : shop;
        const colleague = new PayerOfSuppliers(next);
        try {
          expect((await colleague.press(no_order, 'send')).problem).toContain('cannot be sent again now');
          expect((await colleague.send(colleague.form())).problem).toContain(no_order);
          expect(await colleague.send(form)).toEqual({ location: `/admin/payouts/${no_order}` });
          await colleague.later(no_order, 5 * 60_000);
          expect(await colleague.page(no_order)).toContain('cut short while it was sent');
          expect((await colleague.press(no_order, 'send')).problem).toContain('cannot be sent again now');
          await colleague.press(no_order, 'check');
          expect(await colleague.status(no_order)).toBe(when === 'after' ? 'accepted' : 'unknown');
          expect(sent()).toHaveLength(when === 'after' ? 1 : 0);
          if (when === 'before') {
            await colleague.later(no_order, HALF_AN_HOUR_MS);
            await colleague.press(no_order, 'check');
            expect(await colleague.status(no_order)).toBe('missing');
            gate.release();
            await lost;
            // The first send was not lost after all, and arrives: the number is LianLian's to know.
            expect(await colleague.status(no_order)).toBe('accepted');
          }
        } finally {
          gate.release();
          await lost;
          if (isServer) await next.leave();
        }
        expect(sent()).toEqual([no_order]);
        expect(shop.sandbox.balance()).toBe('999879.50');
      },
    );

    it('a fault of the shop’s own while it sends leaves it open', async () => {
      vi.spyOn(lianlian.payouts, 'apply').mockRejectedValue(new TypeError('a mistake'));
      const form = operator.form();
      expect((await operator.send(form)).problem).toContain('Something went wrong');
      expect(await operator.status(form.no_order)).toBe('unknown');
    });
  });
}
