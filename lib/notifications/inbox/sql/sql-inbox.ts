import { randomUUID } from 'node:crypto';

import type { InboxClaim, TransactionalInbox } from '../../../common/notification-inbox.js';
import { LianlianConfigError } from '../../../errors/lianlian-config.error.js';
import { despiteConflicts } from './conflicts.js';
import { inboxTableSql, type InboxTableOptions, MAX_KEY_LENGTH } from './inbox-table.js';
import { createTable } from './create-table.js';
import { purgeOutdated } from './purge-outdated.js';
import type { SqlExecutor, SqlResult } from './sql-executor.js';
import { sqlMessages } from './sql.messages.js';
import type { InboxStatements, Statement } from './statements.js';
import { statementsFor } from './statements-for.js';
import { DEFAULT_TABLE, quotedTable } from './table-name.js';
import { commitTogether } from './commit-together.js';

const DEFAULT_RETENTION_DAYS = 90;

/** Where a `SqlInbox` keeps its keys, and how long. */
export interface SqlInboxOptions extends InboxTableOptions {
  /** For how many days `purge()` keeps the keys that are done. Default 90. */
  readonly retentionDays?: number | undefined;
}

/**
 * An inbox in the app's own PostgreSQL, MySQL or MariaDB, shared by all of its processes. A handler's writes
 * through its transaction and the completion of the notification commit together: its effects happen exactly
 * once, also when the process is killed at any moment.
 *
 * `Transaction` is the library's own: pg's `PoolClient`, TypeORM's `EntityManager`, Knex's `Transaction`, ….
 *
 * @example
 * LianlianModule.forRootAsync({
 *   inject: [DataSource],
 *   useFactory: (dataSource: DataSource) => ({
 *     ...,
 *     notifications: { inbox: new SqlInbox(typeormExecutor(dataSource)) },
 *   }),
 * });
 */
export class SqlInbox<Transaction = unknown> implements TransactionalInbox<Transaction> {
  private readonly statements: InboxStatements;
  private readonly table: string;
  private readonly retentionDays: number;

  /**
   * @param options the table, and how long it keeps what was handled
   * @throws LianlianConfigError if the table's name is not an identifier, or the retention not a number of days
   */
  constructor(
    private readonly executor: SqlExecutor<Transaction>,
    { table = DEFAULT_TABLE, retentionDays = DEFAULT_RETENTION_DAYS }: SqlInboxOptions = {},
  ) {
    this.statements = statementsFor(executor.dialect, quotedTable(executor.dialect, table));
    this.table = table;
    if (!(retentionDays >= 1 && Number.isFinite(retentionDays))) {
      throw new LianlianConfigError([{ option: 'retentionDays', message: sqlMessages.retentionDays }]);
    }
    this.retentionDays = retentionDays;
  }

  /** Creates the table where it is missing. Any number of processes may call it at once. */
  async ensureSchema(): Promise<void> {
    const ddl = inboxTableSql(this.executor.dialect, { table: this.table });
    await createTable(this.executor, this.statements.probe(), ddl);
  }

  async claim(key: string, leaseMs: number): Promise<InboxClaim> {
    assertKey(key);
    const token = randomUUID();
    for (const statement of this.statements.claim(key, token, leaseMs)) {
      if (await this.wrote(statement)) return { status: 'claimed', token };
    }
    const { rows } = await this.run(this.statements.isDone(key));
    return { status: rows.length > 0 ? 'done' : 'busy' };
  }

  renew(key: string, token: string, leaseMs: number): Promise<boolean> {
    return this.wrote(this.statements.renew(key, token, leaseMs));
  }

  complete(key: string, token: string): Promise<boolean> {
    return this.wrote(this.statements.complete(key, token));
  }

  release(key: string, token: string): Promise<boolean> {
    return this.wrote(this.statements.release(key, token));
  }

  transact(key: string, token: string, work: (transaction: Transaction) => Promise<void>): Promise<boolean> {
    const isHeld = this.statements.isHeld(key, token);
    const complete = this.statements.completeUnlessTaken(key, token);
    return commitTogether(this.executor, isHeld, complete, work);
  }

  /**
   * Deletes keys that were done, or given up, longer ago than the retention: small batches, so that no lock is
   * held for long. Call it from a schedule of the app, once a day; any number of processes may.
   *
   * @returns how many keys were deleted
   */
  purge(): Promise<number> {
    return purgeOutdated((statement) => this.run(statement), this.statements, this.retentionDays);
  }

  private async wrote(statement: Statement): Promise<boolean> {
    return (await this.run(statement)).affected > 0;
  }

  private run([sql, params]: Statement): Promise<SqlResult> {
    return despiteConflicts(() => this.executor.query(sql, params));
  }
}

/** Cut off silently by a MySQL that is not strict, a longer key would be taken for another one. */
function assertKey(key: string): void {
  if (key.length > MAX_KEY_LENGTH) throw new RangeError(sqlMessages.keyTooLong(key.length, MAX_KEY_LENGTH));
}
