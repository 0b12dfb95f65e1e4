import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { DatabaseLocation } from '../../../sample-app/src/database/database-location.js';
import { ORDERS_PER_PAGE } from '../../../sample-app/src/orders/orders.repository.js';
import { orderInWords } from '../../../sample-app/src/refunds/order-in-words.js';
import { mysqlServer, postgresServer, type TestDatabase } from '../../browser/support/database-servers.js';
import { SampleShop } from './support/sample-shop.js';

/** What the operator finds, in every database that the shop takes. */

const STORES: readonly (readonly [name: string, make: (() => Promise<TestDatabase>) | undefined])[] = [
  ['PostgreSQL in the process', () => Promise.resolve({ url: '', drop: () => Promise.resolve() })],
  ['PostgreSQL', await postgresServer()],
  ['MySQL or MariaDB', await mysqlServer()],
];

for (const [name, make] of STORES) {
  describe.skipIf(make === undefined)(`the operator’s list, with ${name}`, () => {
    let database: TestDatabase | undefined;
    let shop: SampleShop;

    beforeAll(async () => {
      database = await make?.();
      const url = database?.url ?? '';
      const location: DatabaseLocation = url === '' ? { kind: 'memory' } : { kind: 'server', url };
      shop = await SampleShop.open(location);
    });
    afterAll(async () => {
      await shop.close();
      await database?.drop();
    });

    async function found(
      text: string,
      ...statuses: readonly ('paid' | 'unpaid')[]
    ): Promise<readonly string[]> {
      const { orders } = await shop.orders.search({ text, statuses, page: 1 });
      return orders.map(({ no_order }) => no_order);
    }

    it('has a page of the newest orders, the rest on the next ones, and how many there are', async () => {
      const all: string[] = [];
      for (let made = 0; made < ORDERS_PER_PAGE + 2; made += 1) all.push(await shop.order('postcard'));
      const first = await shop.orders.search({ text: '0.1', statuses: [], page: 1 });
      const second = await shop.orders.search({ text: '0.1', statuses: [], page: 2 });
      expect([first.total, first.orders.length, second.orders.length]).toEqual([
        all.length,
        ORDERS_PER_PAGE,
        2,
      ]);
      const seen = [...first.orders, ...second.orders].map(({ no_order }) => no_order);
      expect(seen.sort()).toEqual(all.sort());
    });

    it('is searched by number, transaction, amount, product and state, and text stands for itself', async () => {
      const no_order = await shop.paid();
      const payment = await shop.payment(no_order);
      if (payment.status !== 'paid') throw new Error(payment.status);
      expect(await found(no_order.slice(4, 20))).toEqual([no_order]);
      expect(await found(payment.oid_paybill)).toEqual([no_order]);
      expect(await found('49.95', 'paid')).toEqual([no_order]);
      expect(await found('49.95', 'unpaid')).toEqual([]);
      expect(await found('铁观音')).toEqual([no_order]);
      for (const text of ['%', '_', '\\', "' or '1'='1", '49.95; drop table shop_orders']) {
        expect(await found(text)).toEqual([]);
      }
    });

    it('says that an order is partly refunded, and refunded', async () => {
      const no_order = await shop.paid();
      const words = async (): Promise<string> => {
        const order = await shop.orders.get(no_order);
        return orderInWords(order, (await shop.refunds.refundedOf([order])).get(no_order) ?? 0)[1].en;
      };
      expect(await words()).toBe('Paid');
      for (const [amount, state] of [
        ['19.95', 'Partly refunded'],
        ['30', 'Refunded'],
      ] as const) {
        await shop.refunds.refund(no_order, amount);
        await shop.sandbox.clock.advance(2 * 3_600_000);
        for (const { no_refund } of await shop.refunds.of(no_order)) await shop.refunds.check(no_refund);
        expect(await words()).toBe(state);
      }
    });
  });
}
