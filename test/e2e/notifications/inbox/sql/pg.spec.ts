import { Pool, type PoolClient } from 'pg';
import { describe, expect, it, vi } from 'vitest';

import { pgExecutor, SqlInbox } from '../../../../../lib/notifications/inbox/sql/index.js';
import { type Database, dropTables, tableName } from './support/database.js';
import { describeSqlInbox } from './support/describe-sql-inbox.js';
import { postgresUrl } from './support/servers.js';

const connectionString = await postgresUrl();

function open(effects: string, options?: string): Promise<Database<PoolClient>> {
  const pool = new Pool({ connectionString, max: 2, options });
  pool.on('error', () => undefined);
  return Promise.resolve({
    executor: pgExecutor(pool),
    write: (client, text) => client.query(`INSERT INTO ${effects} (text) VALUES ($1)`, [text]),
    end: (client) => client.query('COMMIT'),
    close: () => pool.end(),
  });
}

describe.skipIf(connectionString === undefined)('PostgreSQL', () => {
  describeSqlInbox({ name: 'pg', open: (effects) => open(effects) });

  let clients = 0;
  describeSqlInbox({
    name: 'pg, sessions serializable and each in a time zone of its own',
    open: (effects) =>
      open(
        effects,
        `-c default_transaction_isolation=serializable -c TimeZone=Etc/GMT+${String(++clients % 12)}`,
      ),
  });

  describe('the time-out of idle sessions', () => {
    const table = tableName('inbox');
    const setting = 'SHOW idle_in_transaction_session_timeout';
    async function timeouts(options: string, maxHandlingMs: number): Promise<unknown[]> {
      const pool = new Pool({ connectionString, max: 1, options });
      const inbox = new SqlInbox(pgExecutor(pool), { table });
      await inbox.ensureSchema();
      const seen: unknown[] = [];
      const note = async (client: Pick<Pool, 'query'>): Promise<void> => {
        const { rows } = await client.query<{ idle_in_transaction_session_timeout: string }>(setting);
        seen.push(rows[0]?.idle_in_transaction_session_timeout);
      };
      await inbox.once('a key', 'an outcome', async (client) => client && note(client), { maxHandlingMs });
      await note(pool);
      await dropTables(pgExecutor(pool), [table]);
      await pool.end();
      return seen;
    }

    it.each([
      { app: '0', maxHandlingMs: 1_500, during: '1500ms', after: '0' },
      { app: '2min', maxHandlingMs: 1_500, during: '1500ms', after: '2min' },
      { app: '1s', maxHandlingMs: 1_500, during: '1s', after: '1s' },
      { app: '0', maxHandlingMs: Infinity, during: '2147483647ms', after: '0' },
    ])(
      "of the app's $app and $maxHandlingMs ms: $during in the transaction, $after behind it",
      async (case_) => {
        const options = `-c idle_in_transaction_session_timeout=${case_.app}`;
        expect(await timeouts(options, case_.maxHandlingMs)).toEqual([case_.during, case_.after]);
      },
    );
  });

  it('a COMMIT that fails rejects, and nothing is remembered', async () => {
    const [table, parents, children] = [tableName('inbox'), tableName('parents'), tableName('children')];
    const pool = new Pool({ connectionString, max: 2 });
    const inbox = new SqlInbox(pgExecutor(pool), { table });
    await inbox.ensureSchema();
    await pool.query(`CREATE TABLE ${parents} (id int PRIMARY KEY)`);
    await pool.query(`CREATE TABLE ${children} (id int REFERENCES ${parents} DEFERRABLE INITIALLY DEFERRED)`);
    const handled = inbox.once('a key', 'an outcome', async (client) => {
      await client?.query(`INSERT INTO ${children} VALUES (1)`);
    });
    await expect(handled).rejects.toThrow('foreign key');
    expect(await inbox.recall('a key')).toBeUndefined();
    await dropTables(pgExecutor(pool), [table, children, parents]);
    await pool.end();
  });

  it('takes 4 round trips beside those of the handler: BEGIN, the claim, its completion, COMMIT', async () => {
    const table = tableName('inbox');
    const pool = new Pool({ connectionString, max: 1 });
    const inbox = new SqlInbox(pgExecutor(pool), { table });
    await inbox.ensureSchema();
    const client = await pool.connect();
    const query = vi.spyOn(client, 'query');
    client.release();
    await inbox.once('a key', 'an outcome', () => Promise.resolve());
    expect(query.mock.calls.map(([sql]) => sql.split(' ')[0])).toEqual([
      'BEGIN',
      'INSERT',
      'UPDATE',
      'COMMIT',
    ]);
    await dropTables(pgExecutor(pool), [table]);
    await pool.end();
  });
});
