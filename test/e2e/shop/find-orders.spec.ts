import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { DatabaseLocation } from '../../../sample-app/src/database/database-location.js';
import { ShopDatabase } from '../../../sample-app/src/database/shop-database.js';
import { ORDER_GROUPS } from '../../../sample-app/src/admin/order-groups.js';
import {
  ORDERS_PER_PAGE,
  OrdersRepository,
  type Refunded,
} from '../../../sample-app/src/orders/orders.repository.js';
import { RefundsRepository } from '../../../sample-app/src/refunds/refunds.repository.js';
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

    it('is searched by an amount as its pages write it, and by a refund', async () => {
      const no_order = await shop.paid();
      const inDollars = await shop.order('silk-scarf');
      await shop.refunds.refund(no_order, '19.95');
      const [{ no_refund } = { no_refund: '' }] = await shop.refunds.of(no_order);
      for (const text of ['¥49.95', '￥49.95', 'CN¥49.95', 'CN¥ 49.95']) {
        expect(await found(text), text).toContain(no_order);
      }
      for (const text of ['$29.90', 'US$29.90', '29.90'])
        expect(await found(text), text).toEqual([inDollars]);
      for (const text of ['$49.95', '¥29.90', '¥', '¥49.95x']) expect(await found(text), text).toEqual([]);
      for (const text of [no_refund, no_refund.slice(0, 20)]) {
        expect(await found(text), text).toEqual([no_order]);
      }
    });

    it('is searched by what went back of the money, and each order is in one group', async () => {
      const groupsOf = async (no_order: string): Promise<readonly string[]> => {
        const names: string[] = [];
        for (const [name, group] of Object.entries(ORDER_GROUPS)) {
          const { orders } = await shop.orders.search({ text: no_order, page: 1, ...group });
          if (orders.length > 0) names.push(name);
        }
        return names;
      };
      const giveBack = async (no_order: string, amount: string): Promise<void> => {
        await shop.refunds.refund(no_order, amount);
        await shop.sandbox.clock.advance(2 * 3_600_000);
        for (const { no_refund } of await shop.refunds.of(no_order)) await shop.refunds.check(no_refund);
      };
      const paid = await shop.paid();
      expect(await groupsOf(await shop.order('postcard'))).toEqual(['unpaid']);
      expect(await groupsOf(paid)).toEqual(['paid']);
      // A refund that LianLian has not said anything of is none.
      await shop.refunds.refund(paid, '9.95');
      expect(await groupsOf(paid)).toEqual(['paid']);
      await giveBack(paid, '10');
      expect(await groupsOf(paid)).toEqual(['partly-refunded']);
      await giveBack(paid, '30');
      expect(await groupsOf(paid)).toEqual(['refunded']);
    });

    it('takes what was charged from a deposit for all of it, not what was held', async () => {
      const no_order = await shop.order('racket-rental');
      const find = async (refunded: Refunded): Promise<boolean> => {
        const search = { text: no_order, statuses: ['captured'], page: 1, refunded } as const;
        return (await shop.orders.search(search)).total === 1;
      };
      const at = new Date().toISOString();
      const payment = { status: 'captured', oid_paybill: '2026010200000001', amount: '12.00', at } as const;
      await shop.get(OrdersRepository).change(no_order, (order) => ({ ...order, payment }));
      expect([await find('nothing'), await find('a part'), await find('all')]).toEqual([true, false, false]);
      const giveBack = (no_refund: string, money_refund: string): Promise<void> => {
        const refund = {
          no_refund,
          money_refund,
          createdAt: new Date(),
          no_order,
          status: 'succeeded',
        } as const;
        return shop
          .get(ShopDatabase)
          .transaction((open) => shop.get(RefundsRepository).insert(refund, open), undefined);
      };
      await giveBack('one', '11.99');
      expect([await find('nothing'), await find('a part'), await find('all')]).toEqual([false, true, false]);
      await giveBack('two', '0.01');
      expect([await find('nothing'), await find('a part'), await find('all')]).toEqual([false, false, true]);
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
