import type { NotificationInbox, OnceLimits, OnceResult } from '../../../common/inbox/notification-inbox.js';
import { onceLimitsOf } from '../../../common/inbox/once-limits.js';
import type { OptionReader } from '../../../common/options/option-reader.js';
import { readOptions } from '../../../common/options/read-options.js';
import { assertMethods } from './assert-methods.js';
import { Attempt, type Work } from './attempt.js';
import { despiteConflicts } from './conflicts.js';
import { createTable } from './create-table.js';
import { inboxTableSql, type InboxTableOptions, MAX_KEY_LENGTH, MAX_OUTCOME_LENGTH } from './inbox-table.js';
import { OneWriter } from './one-writer.js';
import { purgeOutdated } from './purge-outdated.js';
import { firstRow, textIn } from './read-row.js';
import type { SqlExecutor } from './sql-executor.js';
import { sqlMessages } from './sql.messages.js';
import type { InboxStatements } from './statements.js';
import { statementsFor } from './statements-for.js';
import { DEFAULT_TABLE, quotedTable } from './table-name.js';

const OPTIONS = ['table', 'retentionDays'] as const satisfies (keyof SqlInboxOptions)[];
const DEFAULT_RETENTION_DAYS = 90;
/** A hundred years: the databases know no date that is far longer ago. */
const MOST_RETENTION_DAYS = 36_500;

/** Where a `SqlInbox` keeps its keys, and how long. */
export interface SqlInboxOptions extends InboxTableOptions {
  /** For how many days `purge()` keeps what is done. Default 90. */
  readonly retentionDays?: number | undefined;
}

/**
 * An inbox in the app's own PostgreSQL, MySQL or MariaDB, shared by all of its processes, or in its file of SQLite. The handler's transaction is
 * the claim: what it writes and the note that the key is done commit together, and whatever ends it (an error, `kill
 * -9`, a connection that breaks) frees the key at once. There is no lease, and no clock that matters.
 *
 * `Transaction` is the library's own: pg's `PoolClient`, TypeORM's `EntityManager`, Knex's `Transaction`, ….
 *
 * `maxHandlingMs` ends the session of a handler that hangs, and so rolls it back. PostgreSQL does that by itself, where
 * the session was idle for that time. MySQL and MariaDB are asked for it on another connection of the app. PGlite, with
 * its one connection, can do neither; there a copy is not told that the key is busy: it waits.
 *
 * SQLite has one writer: handlers of different orders wait for each other there, and a copy is told that the key is busy
 * when it has waited for two seconds. `maxHandlingMs` closes the connection of a handler that hangs.
 *
 * A handler leaves the end of its transaction to the inbox. One that commits or rolls back by itself fails, also where it
 * begins anew, and is not remembered; what it committed stays.
 *
 * A handler that swallows an error of the database is noticed on PostgreSQL, whatever the error. On MySQL and MariaDB
 * a swallowed deadlock is. A swallowed lock wait time-out (1205) is not: the database takes back that one statement,
 * and the rest of the transaction commits. So it is on SQLite with nearly every error, such as a constraint's.
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
export class SqlInbox<Transaction = unknown> implements NotificationInbox<Transaction> {
  readonly transactional = true;
  readonly bars = true;
  private readonly statements: InboxStatements;
  private readonly oneWriter = new OneWriter();
  private readonly table: string;
  private readonly retentionDays: number;

  /**
   * @param executor how the inbox reaches the app's database
   * @param options the table, and how long it keeps what was handled
   * @throws LianlianConfigError if it is given no executor, the table's name is not an identifier, the retention not a number of days, or an option
   * is misspelt
   */
  constructor(
    private readonly executor: SqlExecutor<Transaction>,
    options: SqlInboxOptions = {},
  ) {
    assertMethods(executor, {
      option: 'SqlInbox executor',
      what: 'an executor, such as pgExecutor(pool) or typeormExecutor(dataSource)',
      methods: ['query', 'transaction'],
    });
    const { table, retentionDays } = readOptions(options, { of: 'SqlInbox', known: OPTIONS }, (reader) => ({
      table: reader.anyText('table', DEFAULT_TABLE),
      retentionDays: retentionDaysOf(reader),
    }));
    this.statements = statementsFor(executor.dialect, quotedTable(executor.dialect, table));
    this.table = table;
    this.retentionDays = retentionDays;
  }

  /** How many connections the app's pool may have, where its library tells. */
  get connections(): number | undefined {
    return this.executor.connections?.();
  }

  /**
   * Creates the table where it is missing. Any number of processes may call it at once.
   *
   * @throws LianlianConfigError if there is a table of its name with other columns, as an earlier version made it
   */
  async ensureSchema(): Promise<void> {
    const ddl = inboxTableSql(this.executor.dialect, { table: this.table });
    await createTable(this.executor, { name: this.table, statements: this.statements, ddl });
  }

  /**
   * @throws what `work` throws, the very same; RangeError if key or outcome are too long; else an error of the
   *   database, or one that says that the transaction ended before its time. Nothing is remembered then.
   */
  async once(
    key: string,
    outcome: string,
    work: (transaction?: Transaction) => Promise<void>,
    limits?: OnceLimits,
  ): Promise<OnceResult> {
    assertLengths(key, outcome);
    const { maxHandlingMs, unless } = onceLimitsOf(limits);
    const limited = { key, outcome, unless, run: work, maxHandlingMs: Math.ceil(maxHandlingMs) };
    if (this.statements.oneWriter !== true) return this.attempt(limited);
    return this.oneWriter.once({
      key,
      recall: () => this.recall(key),
      attempt: (over) => this.attempt({ ...limited, over }),
    });
  }

  private async attempt(work: Work<Transaction>): Promise<OnceResult> {
    let attempt: Attempt<Transaction> | undefined;
    return despiteConflicts(
      () => {
        const next = new Attempt<Transaction>(this.executor, this.statements, work);
        attempt = next;
        return next.result();
      },
      // Once begun, it is not ours to run again: it may have done more than write to the database.
      () => attempt?.began !== true,
    );
  }

  async recall(key: string): Promise<string | undefined> {
    const [sql, params] = this.statements.recall(key);
    return textIn(firstRow(await despiteConflicts(() => this.executor.query(sql, params)))[0]);
  }

  /**
   * Deletes what was done longer ago than the retention, in batches, so that no lock is held for long. Call it from a
   * schedule of the app, once a day; any number of processes may at once.
   *
   * @returns how many keys were deleted
   */
  purge(): Promise<number> {
    return purgeOutdated(this.executor, this.statements, this.retentionDays);
  }
}

/** Parts of a day count. */
function retentionDaysOf(reader: OptionReader): number {
  const days = reader.value('retentionDays');
  if (days === undefined) return DEFAULT_RETENTION_DAYS;
  if (typeof days === 'number' && days >= 1 && days <= MOST_RETENTION_DAYS) return days;
  reader.problem('retentionDays', sqlMessages.retentionDays(MOST_RETENTION_DAYS));
  return DEFAULT_RETENTION_DAYS;
}

/** Cut off silently by an `INSERT IGNORE`, a longer key would be taken for another one. */
function assertLengths(key: string, outcome: string): void {
  if (key.length > MAX_KEY_LENGTH) throw new RangeError(sqlMessages.keyTooLong(key.length, MAX_KEY_LENGTH));
  if (outcome.length > MAX_OUTCOME_LENGTH) {
    throw new RangeError(sqlMessages.outcomeTooLong(outcome.length, MAX_OUTCOME_LENGTH));
  }
}
