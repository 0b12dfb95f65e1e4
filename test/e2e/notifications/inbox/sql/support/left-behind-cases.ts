import { randomUUID } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import type { SqlExecutor } from '../../../../../../lib/notifications/inbox/sql/index.js';
import { countEffects, type Fixture } from './database.js';

const failure = new Error('The handler failed.');
const nothing = (): Promise<void> => Promise.resolve();

/** What a process leaves behind that dies after its handler committed by itself. */
export function leftBehindCases<Transaction>(fixture: Fixture<Transaction>): void {
  const { library, table, effects, open, close, reader } = fixture;
  describe('a row that was committed and never completed', () => {
    const leave = async (key: string, secondsAgo: number): Promise<void> => {
      const values = valuesOf(reader().executor, String(secondsAgo));
      await reader().executor.query(
        `INSERT INTO ${table} (inbox_key, outcome, run, done, done_at) VALUES (${values})`,
        [key, randomUUID()],
      );
    };

    it('is taken over when its handler cannot be at work any more, by one of many copies', async () => {
      const [first, second] = [await open(), await open()];
      const key = randomUUID();
      await leave(key, 20);
      expect(await first.recall(key)).toBeUndefined();
      const limits = { maxHandlingMs: 10_000 };
      let runs = 0;
      const results = await Promise.all(
        [first, second, first, second].map((inbox, copy) =>
          inbox.once(
            key,
            `copy ${String(copy)}`,
            async (transaction) => {
              runs++;
              await reader().write(transaction as Transaction, key);
            },
            limits,
          ),
        ),
      );
      expect(runs).toBe(1);
      expect(await second.recall(key)).toBe(
        `copy ${String(results.findIndex(({ status }) => status === 'ran'))}`,
      );
      expect(await countEffects(reader().executor, effects, key)).toBe(1);
      await Promise.all([first, second].map(close));
    });

    it('is not taken over where the work is forbidden', async () => {
      const inbox = await open();
      const [key, unless] = [randomUUID(), randomUUID()];
      await leave(key, 20);
      await inbox.once(unless, 'the money went back', nothing);
      const limits = { maxHandlingMs: 10_000 };
      const never = (): never => expect.fail('forbidden work ran');
      expect(await inbox.once(key, 'late', never, { ...limits, unless })).toEqual({ status: 'barred' });
      expect(await inbox.recall(key)).toBeUndefined();
      expect(await inbox.once(key, 'in time', nothing, limits)).toEqual({ status: 'ran' });
      await close(inbox);
    });

    // A database in the process has one connection: a copy waits for it, and is told nothing meanwhile.
    if (!library.embedded) {
      it('is told busy at once while another copy has taken it over', async () => {
        const [first, second] = [await open(), await open()];
        const key = randomUUID();
        await leave(key, 20);
        const limits = { maxHandlingMs: 10_000 };
        let told: unknown;
        const work = async (): Promise<void> => {
          told = await second.once(key, 'x', nothing, limits);
        };
        expect(await first.once(key, 'the first one', work, limits)).toEqual({ status: 'ran' });
        expect(told).toEqual({ status: 'busy' });
        await Promise.all([first, second].map(close));
      });
    }

    it('is left to the next copy by one that fails', async () => {
      const inbox = await open();
      const key = randomUUID();
      await leave(key, 20);
      const limits = { maxHandlingMs: 10_000 };
      await expect(inbox.once(key, 'x', () => Promise.reject(failure), limits)).rejects.toBe(failure);
      expect(await inbox.once(key, 'the next one', nothing, limits)).toEqual({ status: 'ran' });
      expect(await inbox.recall(key)).toBe('the next one');
      await close(inbox);
    });

    // PostgreSQL's lock and SQLite's end with the transaction, so the time of the handler has to be over. MySQL's tells.
    it('may be that of a handler at work, for as long as nothing else is known', async () => {
      const inbox = await open();
      const key = randomUUID();
      await leave(key, 5);
      const result = await inbox.once(key, 'x', nothing, { maxHandlingMs: 3_600_000 });
      expect(result).toEqual({ status: library.mysql ? 'ran' : 'busy' });
      await close(inbox);
    });
  });
}

function valuesOf({ dialect }: SqlExecutor, secondsAgo: string): string {
  switch (dialect) {
    case 'postgres':
      return `$1, 'left behind', $2, false, now() - interval '${secondsAgo} s'`;
    case 'mysql':
      return `?, 'left behind', ?, FALSE, UTC_TIMESTAMP(6) - INTERVAL ${secondsAgo} SECOND`;
    case 'sqlite':
      return `?, 'left behind', ?, 0, strftime('%Y-%m-%d %H:%M:%f', 'now', '-${secondsAgo} seconds')`;
  }
}
