/** The databases that the inbox speaks to. MariaDB is `'mysql'`, PGlite and compatible servers are `'postgres'`. */
export type SqlDialect = 'postgres' | 'mysql' | 'sqlite';

/** Those that an app reaches by a pool of connections: what a library for several databases may be set up for. */
export type ServerDialect = Exclude<SqlDialect, 'sqlite'>;

/** What a statement gave: its rows, in whatever form the library has them, and how many rows it wrote. */
export interface SqlResult {
  readonly rows: readonly unknown[];
  readonly affected: number;
}

/**
 * All that the inbox asks of a database library. There is a ready one for each common library (`pgExecutor`,
 * `typeormExecutor`, …); write your own for any other.
 *
 * It uses the connections of the app, and opens and closes none of its own; those of SQLite alone do, by the app's
 * function.
 */
export interface SqlExecutor<Transaction = unknown> {
  readonly dialect: SqlDialect;
  /**
   * Runs one statement, in `transaction` where one is given, else on its own with immediate commit, on the
   * primary where there are replicas. Some of the inbox's statements, such as MySQL's `SAVEPOINT`, have no parameters and
   * cannot be prepared: send those as text.
   *
   * @param sql with placeholders of the dialect: `$1`, `$2` (which may repeat) for `postgres`, `?` for `mysql` and `sqlite`
   */
  query(sql: string, params: readonly SqlParameter[], transaction?: Transaction): Promise<SqlResult>;
  /**
   * Runs `work` in a transaction at READ COMMITTED: commits when it resolves, rolls back and rejects with the
   * same error when it rejects. `Transaction` is what the library's users write their own statements with. On SQLite it
   * is `BEGIN IMMEDIATE`; an error with the code `SQLITE_BUSY` before `work` says that another connection writes.
   *
   */
  transaction<T>(work: (transaction: Transaction) => Promise<T>, options?: SqlTransactionOptions): Promise<T>;
  /**
   * How many connections the app's pool may have, where the library tells: handlers hold one each, and never all of them.
   */
  connections?(): number | undefined;
  /**
   * Where the library collects writes, and makes them later: makes those that the handler left with `transaction`. It is
   * called when the handler is through, and before its notification is marked as done; a rejection fails the handler.
   */
  flush?(transaction: Transaction): Promise<void>;
}

export interface SqlTransactionOptions {
  /**
   * After how many milliseconds the transaction is to be rolled back although `work` still runs. Servers end the session by
   * themselves, or are told to: there it is not needed.
   */
  readonly maxMs?: number | undefined;
  /**
   * What may travel with the transaction's own statements, each a text without parameters: a round trip to the server less.
   * Run both or neither: an executor whose library writes BEGIN and COMMIT by itself leaves them out, and so does one that
   * has statements of its own to run before `work`, such as `SET LOCAL search_path`.
   */
  readonly together?: SqlTogether | undefined;
}

export interface SqlTogether {
  /** Goes with BEGIN. */
  readonly first: string;
  /** Is told what `first` gave, before `work`. Where it is not told, nothing came together, and `last` gives nothing. */
  readonly begun: (result: SqlResult) => void;
  /** Goes with COMMIT when `work` has resolved; undefined if there is nothing. Where it fails, COMMIT must not run. */
  readonly last: () => string | undefined;
  /** Is told that the COMMIT did commit. Without that, nothing counts as done. */
  readonly committed: () => void;
}

export type SqlParameter = string | number | Uint8Array;
