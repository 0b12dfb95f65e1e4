import { randomBytes } from 'node:crypto';

import { createPool } from 'mysql2/promise';
import { Pool } from 'pg';
import { afterEach, describe, expect, it } from 'vitest';

import {
  mysql2Executor,
  pgExecutor,
  SqlInbox,
  type SqlExecutor,
} from '../../../../../lib/notifications/inbox/sql/index.js';
import { post, sleep } from '../../../../support/http.js';
import { openShop, payment, uniqueNumber } from '../../../../support/shop.js';
import { dropTables } from './support/database.js';
import { mysqlUrl, postgresUrl } from './support/servers.js';

const [postgres, mysql] = [await postgresUrl(), await mysqlUrl()];
/** As small as some libraries have it by default, and as many as the handlers that run at once by default. */
const CONNECTIONS = 5;

interface OpenPool {
  readonly executor: SqlExecutor;
  readonly end: () => Promise<unknown>;
}

const POOLS: [name: string, url: string | undefined, open: (url: string) => OpenPool][] = [
  [
    'pg',
    postgres,
    (connectionString) => {
      const pool = new Pool({ connectionString, max: CONNECTIONS });
      pool.on('error', () => undefined);
      return { executor: pgExecutor(pool), end: () => pool.end() };
    },
  ],
  [
    'mysql2',
    mysql,
    (uri) => {
      const pool = createPool({ uri, connectionLimit: CONNECTIONS });
      return { executor: mysql2Executor(pool), end: () => pool.end() };
    },
  ],
];

describe.each(POOLS)('a pool of five connections, of %s', (_name, url, openPool) => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  const open = async (maxConcurrent?: number) => {
    const { executor, end } = openPool(url ?? '');
    const table = `ll_small_${randomBytes(6).toString('hex')}`;
    const inbox = new SqlInbox(executor, { table });
    await inbox.ensureSchema();
    closing.push(async () => {
      await dropTables(executor, [table]);
      await end();
    });
    const onPayment = async (): Promise<void> => {
      // All of them have begun by then, and each wants one more connection than it has.
      await sleep(100);
      await executor.query('SELECT 1', []);
    };
    const notifications = maxConcurrent === undefined ? { inbox } : { inbox, maxConcurrent };
    const hooks = { expectedPayment: () => ({ money_order: '49.95' }), onPayment };
    const shop = await openShop({ adapter: 'fastify', hooks, notifications });
    closing.push(() => shop.close());
    return shop;
  };

  it.skipIf(url === undefined)('is enough for handlers that use it beside their transaction', async () => {
    const shop = await open();
    const bodies = Array.from({ length: 3 * CONNECTIONS }, () =>
      payment({ no_order: uniqueNumber('small-'), oid_paybill: uniqueNumber('2026') }),
    );
    const responses = await Promise.all(bodies.map((body) => post(shop.notifyUrl, body)));
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]));
    expect(shop.logger.texts('warn').filter((line) => line.includes('pool has'))).toEqual([]);
  });

  it.skipIf(url === undefined)('is warned about where the handlers may take all of it', async () => {
    const shop = await open(CONNECTIONS);
    const lines = shop.logger.texts('warn').filter((line) => line.includes('pool has'));
    expect(lines).toEqual([
      expect.stringContaining('5 notification handlers may run at once (notifications.maxConcurrent)'),
    ]);
    expect(lines[0]).toContain("the inbox's pool has 5");
  });
});
