import { createHash } from 'node:crypto';

import { Pool, type PoolClient } from 'pg';
import { describe, expect, it, vi } from 'vitest';

import { pgExecutor, SqlInbox } from '../../../../../lib/notifications/inbox/sql/index.js';
import { type Database, dropTables, tableName } from './support/database.js';
import { describeSqlInbox } from './support/describe-sql-inbox.js';
import { postgresUrl } from './support/servers.js';

const connectionString = await postgresUrl();

type PgExecutor = ReturnType<typeof pgExecutor<Pool>>;

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

  it('runs once on an executor that an app has put around it', async () => {
    const table = tableName('inbox');
    const pool = new Pool({ connectionString });
    const own = pgExecutor(pool);
    const around: typeof own = {
      ...own,
      transaction: (work, options) => own.transaction((client) => work(client), options),
    };
    const inbox = new SqlInbox(around, { table });
    await inbox.ensureSchema();
    const work = vi.fn(() => Promise.resolve());
    expect(await inbox.once('a key', 'an outcome', work)).toEqual({ status: 'ran' });
    expect(await inbox.once('a key', 'an outcome', work)).toEqual({ status: 'done', outcome: 'an outcome' });
    expect(work).toHaveBeenCalledTimes(1);
    await dropTables(own, [table]);
    await pool.end();
  });

  /** An inbox on a pool, and what removes it. */
  async function inboxOn(pool: Pool, around: (own: PgExecutor) => PgExecutor = (own) => own) {
    const table = tableName('inbox');
    const inbox = new SqlInbox(around(pgExecutor(pool)), { table });
    await inbox.ensureSchema();
    const remove = async (): Promise<void> => {
      await dropTables(pgExecutor(pool), [table]);
      await pool.end();
    };
    return { inbox, remove };
  }

  it('runs on clients that prepare every statement, and so take one at a time', async () => {
    const pool = new Pool({ connectionString });
    pool.on('connect', (client) => {
      const own = client.query.bind(client) as (...given: unknown[]) => unknown;
      const query = (text: string, values: unknown[] = [], ...callback: unknown[]): unknown =>
        own({ name: createHash('md5').update(text).digest('hex'), text, values }, ...callback);
      Object.assign(client, { query });
    });
    const { inbox, remove } = await inboxOn(pool);
    for (const key of ['a', 'another']) {
      expect(await inbox.once(key, 'an outcome', () => Promise.resolve())).toEqual({ status: 'ran' });
      expect(await inbox.recall(key)).toBe('an outcome');
    }
    await remove();
  });

  it('is not done on an executor that swallows that the COMMIT failed', async () => {
    const swallowing = (own: PgExecutor): PgExecutor => ({
      ...own,
      transaction: (work, options) => own.transaction(work, options).catch(() => undefined as never),
    });
    const { inbox, remove } = await inboxOn(new Pool({ connectionString }), swallowing);
    const handled = inbox.once('a key', 'an outcome', async (client) => {
      await client?.query('SELECT 1 / 0').catch(() => undefined);
    });
    await expect(handled).rejects.toThrow('The transaction ended before');
    expect(await inbox.recall('a key')).toBeUndefined();
    await remove();
  });

  it.each(['23514', 'ST001', '22012'])('passes on what a deferred trigger says (%s)', async (code) => {
    const { inbox, remove } = await inboxOn(new Pool({ connectionString }));
    const name = tableName('stock');
    const handled = inbox.once('a key', 'an outcome', async (client) => {
      await client?.query(`CREATE TABLE ${name} (id int)`);
      await client?.query(`CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE 'stock is short' USING ERRCODE = '${code}'; END $$`);
      await client?.query(`CREATE CONSTRAINT TRIGGER short AFTER INSERT ON ${name}
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ${name}()`);
      await client?.query(`INSERT INTO ${name} VALUES (1)`);
    });
    await expect(handled).rejects.toThrow('stock is short');
    expect(await inbox.recall('a key')).toBeUndefined();
    await remove();
  });

  it('takes 2 round trips beside those of the handler: BEGIN with the claim, its completion with COMMIT', async () => {
    const table = tableName('inbox');
    const pool = new Pool({ connectionString, max: 1 });
    const inbox = new SqlInbox(pgExecutor(pool), { table });
    await inbox.ensureSchema();
    const client = await pool.connect();
    const query = vi.spyOn(client, 'query');
    client.release();
    await inbox.once('a key', 'an outcome', () => Promise.resolve());
    const statements = query.mock.calls.map(([sql]) => sql.split(';\n').map((each) => each.split(' ')[0]));
    expect(statements).toEqual([
      ['BEGIN', 'INSERT'],
      ['WITH', 'COMMIT'],
    ]);
    await dropTables(pgExecutor(pool), [table]);
    await pool.end();
  });
});
