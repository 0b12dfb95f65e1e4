import { afterAll, beforeAll, describe, it } from 'vitest';

import { SqlInbox } from '../../../../../../lib/notifications/inbox/sql/index.js';
import { inboxConformance } from '../../../../../../lib/testing/inbox-conformance.js';
import { brokenTransactionCases } from './broken-transaction-cases.js';
import {
  countEffects,
  createEffects,
  type Database,
  dropTables,
  type Fixture,
  type Library,
  tableName,
} from './database.js';
import { earlyCommitCases } from './early-commit-cases.js';
import { leftBehindCases } from './left-behind-cases.js';
import { mysqlLockCases } from './mysql-lock-cases.js';
import { purgeCases } from './purge-cases.js';
import { sqlInboxCases } from './sql-inbox-cases.js';

/** What every library must show: the conformance suite, and what SQL adds to it. */
export function describeSqlInbox<Transaction>(library: Library<Transaction>): void {
  describe(`SqlInbox with ${library.name}`, () => {
    const table = tableName('inbox');
    const effects = tableName('effects');
    const clients = new Map<unknown, Database<Transaction>>();
    let reader: Database<Transaction>;

    const open = async (): Promise<SqlInbox<Transaction>> => {
      const database = await library.open(effects);
      const inbox = new SqlInbox(database.executor, { table });
      clients.set(inbox, database);
      return inbox;
    };
    const close = async (inbox: unknown): Promise<void> => {
      await clients.get(inbox)?.close();
      clients.delete(inbox);
    };

    beforeAll(async () => {
      reader = await library.open(effects);
      await new SqlInbox(reader.executor, { table }).ensureSchema();
      await createEffects(reader.executor, effects);
    });
    afterAll(async () => {
      await dropTables(reader.executor, [table, effects]);
      await reader.close();
    });

    const cases = inboxConformance<Transaction>({
      open,
      close,
      durable: true,
      tellsBusy: library.embedded !== true,
      givesUp: library.embedded !== true,
      transactions: {
        write: (transaction, text) => reader.write(transaction, text),
        statement: (transaction, sql) => reader.executor.query(sql, [], transaction),
        count: (text) => countEffects(reader.executor, effects, text),
      },
    });
    for (const { name, run } of cases) it(name, run);

    const fixture: Fixture<Transaction> = { library, table, effects, open, close, reader: () => reader };
    sqlInboxCases(fixture);
    brokenTransactionCases(fixture);
    earlyCommitCases(fixture);
    leftBehindCases(fixture);
    purgeCases(fixture);
    if (library.mysql) mysqlLockCases(fixture);
  });
}
