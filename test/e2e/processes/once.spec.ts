import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { Deliverer, inParallel } from './support/deliver.js';
import { countsOf, paymentOf, Shop } from './support/shop.js';
import { describeOn } from './support/stores.js';

const NOTIFICATIONS = Number(process.env['LIANLIAN_TEST_NOTIFICATIONS'] ?? 500);
const TWICE_PAID = 200;
const COPIES = 5;
/** Each with all its copies. */
const AT_ONCE = 40;

for (const kind of ['memory', 'redis', 'postgres', 'mariadb', 'queue'] as const) {
  await describeOn(kind, 'many copies at once', (store) => {
    let deliverer: Deliverer;
    let shop: Shop | undefined;
    beforeEach(() => {
      deliverer = new Deliverer();
    });
    afterEach(async () => {
      await shop?.stop();
      await deliverer.close();
    });

    const processes = kind === 'memory' ? 1 : 4;
    it(`handles ${String(NOTIFICATIONS)} notifications once each, ${String(COPIES)} copies of each at once, in ${String(processes)} processes`, async () => {
      shop = await Shop.start({ store: store.kind, url: store.url, processes, forgetful: true });
      const orders = Array.from({ length: NOTIFICATIONS }, (_each, index) => `once-${String(index)}`);
      for (let from = 0; from < orders.length; from += 500)
        await shop.addOrders(orders.slice(from, from + 500));
      const { nextUrl } = shop;

      const startedAt = performance.now();
      await inParallel(orders, AT_ONCE, async (no_order) => {
        const body = paymentOf(no_order);
        await Promise.all(Array.from({ length: COPIES }, () => deliverer.deliver(body, nextUrl)));
      });
      const seconds = (performance.now() - startedAt) / 1_000;

      // A queue acknowledges before it handles.
      await shop.stateWhen((state) => state.paid >= NOTIFICATIONS);
      // What should not run has had its time.
      if (kind === 'queue') await sleep(1_000);
      const { effects, paid } = await shop.state();
      expect(paid).toBe(NOTIFICATIONS);
      expect(effects).toHaveLength(NOTIFICATIONS);
      expect(countsOf(effects).size).toBe(NOTIFICATIONS);
      const acknowledged = deliverer.attempts.filter((attempt) => attempt.acknowledged).length;
      expect(acknowledged).toBe(NOTIFICATIONS * COPIES);
      const asked = deliverer.attempts.length - acknowledged;
      console.log(
        `${kind}: ${String(NOTIFICATIONS)} notifications and ${String(acknowledged)} acks in ${seconds.toFixed(1)} s ` +
          `(${(acknowledged / seconds).toFixed(0)} acks/s), ${String(asked)} copies were told to come again.`,
      );
    }, 300_000);

    it(`settles each of ${String(TWICE_PAID)} orders by one of two transactions that come at once, and refuses the other`, async () => {
      shop = await Shop.start({ store: store.kind, url: store.url, processes, forgetful: true });
      const orders = Array.from({ length: TWICE_PAID }, (_each, index) => `tabs-${String(index)}`);
      await shop.addOrders(orders);
      const { nextUrl } = shop;

      const last = new Map<string, number | undefined>();
      await inParallel(orders, AT_ONCE, async (no_order) => {
        const transactions = [`1-${no_order}`, `2-${no_order}`];
        await Promise.all(
          transactions.map(async (transaction) => {
            last.set(transaction, await deliverer.statusOf(paymentOf(no_order, transaction), nextUrl));
          }),
        );
      });
      await shop.stateWhen((state) => state.paid >= TWICE_PAID);
      // What should not run has had its time.
      if (kind === 'queue') await sleep(3_000);
      const { effects } = await shop.state();
      expect(effects.toSorted()).toEqual(orders.toSorted());
      // A queue takes both, and makes a dead letter of one.
      const statuses = kind === 'queue' ? [200, 200] : [200, 409];
      for (const no_order of orders) {
        const both = [last.get(`1-${no_order}`), last.get(`2-${no_order}`)];
        expect(both.toSorted(), no_order).toEqual(statuses);
      }
    }, 300_000);
  });
}
