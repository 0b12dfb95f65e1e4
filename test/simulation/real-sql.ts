import { SqlInbox, type SqlExecutor } from '../../lib/notifications/inbox/sql/index.js';
import { keysOf, type RealStore, type RealWorldStore } from './real-store.js';
import type { Actor } from './scheduler.js';
import type { SqlConnections } from './sql-connections.js';
import { slowly, StoreOutage, type AppTransaction, type StoreWorld } from './stores.js';
import type { NotificationInbox } from '../../lib/common/inbox/notification-inbox.js';

/** Tables of this process, which it drops at its end. */
const INBOX = `simulated_inbox_${String(process.pid)}`;
const WRITES = `simulated_writes_${String(process.pid)}`;

const STATEMENTS = {
  postgres: {
    create: `CREATE TABLE ${WRITES} (id bigserial PRIMARY KEY, world varchar(64) NOT NULL, written text NOT NULL)`,
    insert: `INSERT INTO ${WRITES} (world, written) VALUES ($1, $2)`,
    select: `SELECT written FROM ${WRITES} WHERE world = $1 ORDER BY id`,
  },
  mysql: {
    create: `CREATE TABLE ${WRITES} (id bigint AUTO_INCREMENT PRIMARY KEY, world varchar(64) NOT NULL, written text NOT NULL)`,
    insert: `INSERT INTO ${WRITES} (world, written) VALUES (?, ?)`,
    select: `SELECT written FROM ${WRITES} WHERE world = ? ORDER BY id`,
  },
};

/** The real SqlInbox, and the app's own table beside it: what a hook writes goes through its transaction. */
export async function realSql<T>(connect: () => SqlConnections<T>): Promise<RealStore> {
  const own = connect();
  const { executor } = own;
  const sql = statementsFor(executor);
  await new SqlInbox(executor, { table: INBOX }).ensureSchema();
  await executor.query(sql.create, []);

  const open = (world: string): RealWorldStore => {
    const connections = new Map<Actor, SqlConnections<T>>();
    return {
      inboxOf: (actor, its) => {
        const its_own = connect();
        connections.set(actor, its_own);
        const inbox = keysOf(world, new SqlInbox(its_own.executor, { table: INBOX }));
        return faultyInbox(inbox, { actor, world, connections: its_own, ...its });
      },
      kill: (actor) => {
        connections.get(actor)?.cutAll();
      },
      committed: async () => (await executor.query(sql.select, [world])).rows.map(writtenIn),
      close: async () => {
        for (const each of connections.values()) {
          each.cutAll();
          // A handler that hangs never gives its connection back.
          void each.close().catch(() => undefined);
        }
        await Promise.resolve();
      },
    };
  };
  return {
    open,
    close: async () => {
      for (const table of [INBOX, WRITES]) await executor.query(`DROP TABLE ${table}`, []);
      await own.close();
    },
  };
}

/** Of the servers that worlds run on. */
function statementsFor({ dialect }: SqlExecutor): { create: string; insert: string; select: string } {
  return dialect === 'mysql' ? STATEMENTS.mysql : STATEMENTS.postgres;
}

interface Surroundings<T> extends StoreWorld {
  readonly actor: Actor;
  readonly world: string;
  readonly connections: SqlConnections<T>;
}

/** The inbox of one process, whose connections break where the plan says so. */
function faultyInbox<T>(
  inbox: NotificationInbox<T>,
  { actor, world, connections, scheduler, faults }: Surroundings<T>,
): NotificationInbox<AppTransaction> {
  const { executor } = connections;
  const sql = statementsFor(executor);
  return {
    transactional: true,
    bars: true,
    recall: (key) => scheduler.step(actor, () => inbox.recall(key)),
    once: async (key, outcome, work, limits) => {
      const how = faults.next('store', ({ call }) => call)?.how;
      if (how === 'slow') await slowly(scheduler);
      await scheduler.step(actor, () => {
        if (how === 'before') throw new StoreOutage('before');
      });
      const result = await inbox.once(
        key,
        outcome,
        async (transaction) => {
          await work({
            write: async (written) => {
              await executor.query(sql.insert, [world, JSON.stringify(written)], transaction);
            },
            fail: async () => {
              await executor.query('SELECT nothing FROM nowhere', [], transaction).catch(() => undefined);
              return executor.dialect === 'postgres';
            },
          });
          await scheduler.step(actor, () => undefined);
          if (how === 'forgets' && transaction !== undefined) connections.cut(transaction);
        },
        limits,
      );
      return scheduler.step(actor, () => {
        if (how === 'after') throw new StoreOutage('after');
        return result;
      });
    },
  };
}

/** pg gives objects, mysql2's executor lists. */
function writtenIn(row: unknown): string {
  const written: unknown = Array.isArray(row) ? row[0] : (row as { readonly written?: unknown }).written;
  return String(written);
}
