import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect, it } from 'vitest';

import type { SqlExecutor, SqlInbox } from '../../../../../../lib/notifications/inbox/sql/index.js';
import { countEffects, type Fixture } from './database.js';

const ENDED = 'The transaction ended before';

/** Handlers that don't leave their transaction to the inbox, and connections that break. */
export function brokenTransactionCases<Transaction>(fixture: Fixture<Transaction>): void {
  const { library, effects, open, close, reader } = fixture;
  const statement = (sql: string, transaction: Transaction) => reader().executor.query(sql, [], transaction);
  const write = (transaction: Transaction, key: string) => reader().write(transaction, key);
  const commit = async (transaction: Transaction): Promise<void> => {
    await (reader().end?.(transaction) ?? statement('COMMIT', transaction));
  };
  const once = (
    inbox: SqlInbox<Transaction>,
    key: string,
    work: (transaction: Transaction) => Promise<unknown>,
  ) =>
    inbox.once(key, 'an outcome', async (transaction) => {
      await work(transaction as Transaction);
    });

  /** Nothing is remembered, and the next copy runs; how often the failed handler's write is there. */
  async function leaves(key: string): Promise<number> {
    // Another process: a session that had to be ended may still be in the pool of the one that failed.
    const inbox = await open();
    const left = await countEffects(reader().executor, effects, key);
    expect(await inbox.recall(key)).toBeUndefined();
    expect(await once(inbox, key, (transaction) => write(transaction, key))).toEqual({ status: 'ran' });
    expect(await countEffects(reader().executor, effects, key)).toBe(left + 1);
    await close(inbox);
    return left;
  }

  it('a handler that rolls back by itself is told so, and nothing is remembered', async () => {
    const inbox = await open();
    const key = randomUUID();
    const handled = once(inbox, key, async (transaction) => {
      await write(transaction, key);
      await statement('ROLLBACK', transaction);
    });
    await expect(handled).rejects.toThrow(ENDED);
    expect(await leaves(key)).toBe(0);
    await close(inbox);
  });

  it('a handler that rolls back by itself and then throws rejects with its own error', async () => {
    const inbox = await open();
    const [key, failure] = [randomUUID(), new Error('The handler failed.')];
    const handled = once(inbox, key, async (transaction) => {
      await write(transaction, key);
      await statement('ROLLBACK', transaction);
      throw failure;
    });
    await expect(handled).rejects.toBe(failure);
    expect(await leaves(key)).toBe(0);
    await close(inbox);
  });

  it('a handler that commits by itself and then throws rejects with its own error, when it is through, and is not remembered', async () => {
    const inbox = await open();
    const [key, failure] = [randomUUID(), new Error('The handler failed.')];
    let through = false;
    const handled = once(inbox, key, async (transaction) => {
      await write(transaction, key);
      await commit(transaction);
      await sleep(20);
      through = true;
      throw failure;
    });
    await expect(handled).rejects.toBe(failure);
    expect(through).toBe(true);
    expect(await leaves(key)).toBe(1);
    await close(inbox);
  });

  it('a handler that commits by itself is told so, and is not remembered', async () => {
    const inbox = await open();
    const key = randomUUID();
    const handled = once(inbox, key, async (transaction) => {
      await write(transaction, key);
      await statement('COMMIT', transaction);
    });
    await expect(handled).rejects.toThrow(ENDED);
    expect(await leaves(key)).toBe(1);
    await close(inbox);
  });

  it('a handler that swallows an error of a statement loses no write silently', async () => {
    const inbox = await open();
    const key = randomUUID();
    const handled = once(inbox, key, async (transaction) => {
      await write(transaction, key);
      await statement('SELECT no_such_column', transaction).catch(() => undefined);
    });
    if (library.mysql || library.sqlite) {
      // That one statement failed, and the handler chose to go on.
      expect(await handled).toEqual({ status: 'ran' });
      expect(await countEffects(reader().executor, effects, key)).toBe(1);
    } else {
      await expect(handled).rejects.toThrow(ENDED);
      await expect(handled).rejects.toThrow(/swallowed an error.*PostgreSQL.*SAVEPOINT/);
      expect(await leaves(key)).toBe(0);
    }
    await close(inbox);
  });

  if (library.embedded) return;

  it('a connection that breaks in a transaction leaves nothing behind, and the key is free', async () => {
    const inbox = await open();
    const key = randomUUID();
    const handled = once(inbox, key, async (transaction) => {
      await write(transaction, key);
      await (reader().cut?.(transaction) ?? cutConnection(reader().executor, transaction));
      await sleep(50);
    });
    await expect(handled).rejects.toThrow();
    expect(await leaves(key)).toBe(0);
    await close(inbox);
  });
}

/** The server ends the connection of a transaction, as a restart or a fail-over does. */
async function cutConnection<Transaction>(
  executor: SqlExecutor<Transaction>,
  transaction: Transaction,
): Promise<void> {
  const mysql = executor.dialect === 'mysql';
  const id = mysql ? 'SELECT connection_id() AS id' : 'SELECT pg_backend_pid() AS id';
  const { rows } = await executor.query(id, [], transaction);
  const [number] = Object.values(rows[0] as Record<string, number>);
  await executor.query(
    mysql ? `KILL ${String(number)}` : `SELECT pg_terminate_backend(${String(number)})`,
    [],
  );
}
