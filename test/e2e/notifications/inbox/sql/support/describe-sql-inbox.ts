import { afterAll, beforeAll, describe, it } from 'vitest';

import { SqlInbox } from '../../../../../../lib/notifications/inbox/sql/index.js';
import { inboxConformance } from '../../../../../../lib/testing/inbox-conformance.js';
import { createEffects, type Database, dropTables, type Library, tableName } from './database.js';
import { countEffects } from './database.js';
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
      transactions: {
        write: (transaction, text) => reader.write(transaction, text),
        count: (text) => countEffects(reader.executor, effects, text),
      },
    });
    for (const { name, run } of cases) it(name, run);

    sqlInboxCases({ library, table, effects, open, close, reader: () => reader });
  });
}
