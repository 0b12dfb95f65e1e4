import { randomUUID } from 'node:crypto';

import { expect, it } from 'vitest';

import type { SqlExecutor } from '../../../../../../lib/notifications/inbox/sql/index.js';
import type { Fixture } from './database.js';

const OLD_ROWS = 1_203;

/** What is deleted after the retention. */
export function purgeCases<Transaction>({ table, open, close, reader }: Fixture<Transaction>): void {
  it('purge deletes what was done long ago, in several processes at once, and nothing else', async () => {
    const [inbox, other] = [await open(), await open()];
    const { executor } = reader();
    await inbox.purge();
    const fresh = randomUUID();
    await inbox.once(fresh, 'fresh', () => Promise.resolve());
    await executor.query(
      `INSERT INTO ${table} (inbox_key, outcome, run, done, done_at) ${oldRows(executor)}`,
      [],
    );
    const [first, second] = await Promise.all([inbox.purge(), other.purge()]);
    expect(first + second + (await inbox.purge())).toBe(OLD_ROWS);
    expect(await inbox.recall('old-1')).toBeUndefined();
    expect(await inbox.recall(fresh)).toBe('fresh');
    expect(await inbox.purge()).toBe(0);
    await Promise.all([inbox, other].map(close));
  });
}

/** Rows of 91 days ago. */
function oldRows({ dialect }: SqlExecutor): string {
  if (dialect === 'postgres') {
    return `SELECT 'old-' || n, 'x', 'none', true, now() - interval '91 days' FROM generate_series(1, ${String(OLD_ROWS)}) n`;
  }
  if (dialect === 'sqlite') {
    return `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${String(OLD_ROWS)})
SELECT 'old-' || n, 'x', 'none', 1, strftime('%Y-%m-%d %H:%M:%f', 'now', '-91 days') FROM numbers`;
  }
  const digit = '(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4)';
  const digits = [0, 1, 2, 3, 4].map((place) => `${digit} d${String(place)}`).join(', ');
  const number = [0, 1, 2, 3, 4].map((place) => `d${String(place)}.d * ${String(5 ** place)}`).join(' + ');
  return `SELECT CONCAT('old-', n), 'x', 'none', TRUE, UTC_TIMESTAMP(6) - INTERVAL 91 DAY
FROM (SELECT ${number} + 1 AS n FROM ${digits}) numbers WHERE n <= ${String(OLD_ROWS)}`;
}
