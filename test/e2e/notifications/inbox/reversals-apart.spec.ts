import { randomUUID } from 'node:crypto';

import { Redis } from 'ioredis';
import mysql from 'mysql2/promise';
import { MemoryInbox, type NotificationInbox } from 'nestjs-lianlian';
import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { RedisInbox } from '../../../../lib/notifications/inbox/redis/index.js';
import {
  mysql2Executor,
  pgExecutor,
  type SqlExecutor,
  SqlInbox,
} from '../../../../lib/notifications/inbox/sql/index.js';
import { ACK, post } from '../../../support/http.js';
import { openShop, payment, type Shop, uniqueNumber } from '../../../support/shop.js';
import { describeWithSharedRedis, SHARED_REDIS } from './redis/needs-redis.js';
import { dropTables, tableName } from './sql/support/database.js';
import { mysqlUrl, postgresUrl } from './sql/support/servers.js';

const acknowledged = { status: 200, text: ACK };

/** A shop, whose hooks wait until they are let go. */
function slowShop() {
  const log: string[] = [];
  const paidBy = new Map<string, string>();
  let go = (): void => undefined;
  let held: Promise<void> = Promise.resolve();
  const hold = (): void => {
    held = new Promise((resolve) => (go = resolve));
  };
  const hooks = {
    expectedPayment: (no_order: string) => ({ money_order: '49.95', oid_paybill: paidBy.get(no_order) }),
    onPayment: async ({ no_order, oid_paybill }: { no_order: string; oid_paybill: string }) => {
      log.push('payment begins');
      await held;
      paidBy.set(no_order, oid_paybill);
      log.push('payment ends');
    },
    onOtherResult: async ({ no_order, result_pay }: { no_order: string; result_pay: string }) => {
      log.push(`${result_pay} begins, ${paidBy.has(no_order) ? 'paid' : 'unpaid'}`);
      await held;
      log.push(`${result_pay} ends`);
    },
  };
  const letGo = (): void => {
    go();
  };
  return { hooks, log, hold, go: letGo };
}

/** What LianLian says of one transaction, one word after the other. */
function transaction() {
  const no_order = uniqueNumber('apart-');
  const oid_paybill = `2026${uniqueNumber('').padStart(14, '0')}`;
  return (result_pay: string) => payment({ no_order, oid_paybill, result_pay });
}

function staysApart(openStore: () => NotificationInbox): void {
  const shops: Shop[] = [];
  afterEach(async () => {
    await Promise.all(shops.splice(0).map((shop) => shop.close()));
  });

  /** Two processes with one store. */
  async function open() {
    const shop = slowShop();
    for (let process = 0; process < 2; process++) {
      shops.push(
        await openShop({ adapter: 'fastify', hooks: shop.hooks, notifications: { inbox: openStore() } }),
      );
    }
    const [one, other] = shops.map(
      ({ notifyUrl }) =>
        (body: Record<string, string>) =>
          post(notifyUrl, body),
    );
    if (one === undefined || other === undefined) throw new Error('They did not start.');
    return { ...shop, one, other };
  }

  it.each(['REFUND', 'FAILURE'])(
    'a %s that comes while the payment is being handled waits for it, and finds the order paid',
    async (result) => {
      const { log, hold, go, one, other } = await open();
      const says = transaction();
      hold();
      const paying = one(says('SUCCESS'));
      await vi.waitFor(() => {
        expect(log).toEqual(['payment begins']);
      });
      expect((await other(says(result))).status).toBe(503);
      expect((await one(says(result))).status).toBe(503);
      go();
      expect(await paying).toMatchObject(acknowledged);
      expect(await other(says(result))).toMatchObject(acknowledged);
      expect(log).toEqual(['payment begins', 'payment ends', `${result} begins, paid`, `${result} ends`]);
    },
  );

  it('a payment that comes while its REFUND is being handled is settled neither then nor later', async () => {
    const { log, hold, go, one, other } = await open();
    const says = transaction();
    hold();
    const reversing = one(says('REFUND'));
    await vi.waitFor(() => {
      expect(log).toEqual(['REFUND begins, unpaid']);
    });
    expect((await other(says('SUCCESS'))).status).toBe(409);
    go();
    expect(await reversing).toMatchObject(acknowledged);
    expect((await other(says('SUCCESS'))).status).toBe(409);
    expect(log).toEqual(['REFUND begins, unpaid', 'REFUND ends']);
  });

  it('another order waits for neither', async () => {
    const { hold, go, one, other } = await open();
    hold();
    const paying = one(transaction()('SUCCESS'));
    const refunded = other(transaction()('REFUND'));
    const failed = other(transaction()('FAILURE'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    go();
    for (const response of [paying, refunded, failed]) expect(await response).toMatchObject(acknowledged);
  });

  it('whichever comes first, one of a hundred that come together has the last word, and it is the right one', async () => {
    const { log, one, other } = await open();
    const orders = Array.from({ length: 100 }, transaction);
    await Promise.all(orders.flatMap((says) => [one(says('SUCCESS')), other(says('REFUND'))]));
    for (const says of orders) {
      await vi.waitFor(async () => {
        expect((await one(says('REFUND'))).status).toBe(200);
      });
      expect([200, 409]).toContain((await other(says('SUCCESS'))).status);
    }
    const paid = log.filter((line) => line === 'payment ends').length;
    expect(log.filter((line) => line === 'REFUND begins, paid')).toHaveLength(paid);
    expect(log.filter((line) => line === 'REFUND begins, unpaid')).toHaveLength(100 - paid);
  });
}

describe('a payment and its reversal in one process', () => {
  const inbox = new MemoryInbox();
  staysApart(() => inbox);
});

await describeWithSharedRedis('a payment and its reversal with an inbox in Redis', () => {
  const prefix = `lianlian:test:${randomUUID()}:`;
  const clients: Redis[] = [];
  afterAll(() => {
    for (const client of clients) client.disconnect();
  });
  staysApart(() => {
    const client = new Redis(SHARED_REDIS);
    clients.push(client);
    return new RedisInbox(client, { prefix, retentionMs: 60_000 });
  });
});

/** With a database, where there is one. */
function describeWithDatabase(
  name: string,
  url: string | undefined,
  connect: (url: string) => { readonly executor: SqlExecutor; readonly end: () => Promise<void> },
): void {
  describe.skipIf(url === undefined)(`a payment and its reversal with an inbox in ${name}`, () => {
    const { executor, end } = connect(url ?? '');
    const table = tableName('inbox');
    beforeAll(() => new SqlInbox(executor, { table }).ensureSchema());
    afterAll(async () => {
      await dropTables(executor, [table]);
      await end();
    });
    staysApart(() => new SqlInbox(executor, { table }));
  });
}

describeWithDatabase('PostgreSQL', await postgresUrl(), (url) => {
  const pool = new Pool({ connectionString: url, max: 20 });
  return { executor: pgExecutor(pool), end: () => pool.end() };
});

describeWithDatabase('MariaDB', await mysqlUrl(), (url) => {
  const pool = mysql.createPool({ uri: url, connectionLimit: 20 });
  return { executor: mysql2Executor(pool), end: () => pool.end() };
});
