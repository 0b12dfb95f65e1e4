/** Every sentence of the SQL inbox that a user may read. */
export const sqlMessages = {
  tableName:
    'is not a table name: letters, digits and underscores, at most 48, optionally after a schema and a dot',
  retentionDays: (most: number): string => `is a number of days, from 1 to ${String(most)}`,
  noSchema:
    'names a schema, which is another file on SQLite: a table of the same file commits with what handlers write',
  dialect: "is 'postgres' (PGlite, too), 'mysql' (MariaDB, too) or 'sqlite'",
  otherColumns: (table: string): string =>
    `'${table}' has other columns than this version of the inbox needs, and what it remembers cannot be taken over. ` +
    'Stop the processes that use it, drop it, and create it anew (ensureSchema(), or a migration with ' +
    'inboxTableSql()); or name another table.',
  keyTooLong: (length: number, limit: number): string =>
    `An inbox key has at most ${String(limit)} characters; this one has ${String(length)}.`,
  outcomeTooLong: (length: number, limit: number): string =>
    `The outcome of an inbox key has at most ${String(limit)} characters; this one has ${String(length)}.`,
  transactionEnded:
    'The transaction ended before the notification was marked as done, and nothing was acknowledged.',
  aborted:
    'The handler swallowed an error of the database: PostgreSQL takes nothing more in a transaction after one, and rolls all ' +
    'of it back. Let the error pass, or run the statement that may fail behind a SAVEPOINT.',
  rolledBack:
    'The database had rolled it back, for a deadlock or a lock wait that the handler swallowed, or the handler had ended it ' +
    'with a COMMIT, a ROLLBACK, or a statement that commits, such as DDL. Let such errors pass, and leave the end of the ' +
    'transaction to the inbox.',
  sessionEnded:
    'Its session had ended: the handler took longer than notifications.maxHandlingMs, or the connection broke. The next copy ' +
    'runs it anew.',
  endedOnSqlite:
    'The handler had ended it with a COMMIT or a ROLLBACK, or SQLite had rolled it back, as for a full disk. Leave the end of ' +
    'the transaction to the inbox, and let errors pass.',
  closedOnSqlite:
    'Its connection was closed: the handler took longer than notifications.maxHandlingMs, or closed it. The next copy runs it ' +
    'anew.',
  iterating:
    'The handler left an iterate() of better-sqlite3 unfinished, which keeps the connection and the write lock. Read with ' +
    'all() or get(), or go through to the end.',
  someReason:
    'The handler swallowed an error of the database (such as a deadlock), committed, rolled back or began a transaction ' +
    'by itself, ran a statement that commits (such as DDL on MySQL), left the session in another role or database, or took longer than ' +
    'notifications.maxHandlingMs.',
  otherThing: (what: string): string => `must be ${what}.`,
  promise: (what: string): string => `must be ${what}, and is a promise: await it.`,
  lacks: (what: string, missing: readonly string[]): string =>
    `must be ${what}. What was given has no ${missing.join(' and no ')}.`,
  callbacks: 'is a pool of mysql2 with callbacks: give it pool.promise(), or import mysql2/promise.',
  writerBusy:
    'Another connection has been writing to the SQLite database for longer than the inbox waits (2 seconds): a handler that ' +
    'takes its time, or a transaction of the app that is open still.',
  givenUp: (maxMs: number): string =>
    `The transaction was rolled back: its work took longer than ${String(maxMs)} ms.`,
  opened: (what: string, example: string): string => `a function that returns ${what}, such as ${example}`,
  noOpener: (example: string): string =>
    `must be a function that opens the database, such as ${example}: the inbox needs connections of its own. On the app's, ` +
    'whatever other requests write while a handler runs would be in its transaction, and be rolled back with it.',
  asyncOpener: (example: string): string =>
    `returned a promise: give it a function that opens the database at once, such as ${example}.`,
  sharedConnection: (example: string): string =>
    `returned the same connection twice: it must open another one each time, such as ${example}.`,
  inMemory:
    'opens a database in memory, or a temporary one, which is another one for each connection: give it a file.',
  sqliteBehind: (library: string, found: string): string =>
    `${library} is set up for '${found}': the inbox needs PostgreSQL, MySQL or MariaDB there. In a file of SQLite it has ` +
    'connections of its own: give SqlInbox a betterSqlite3Executor or a nodeSqliteExecutor with a function that opens the file.',
  unknownDialect: (library: string, found: string): string =>
    `${library} is set up for '${found}': the inbox needs PostgreSQL, MySQL or MariaDB.`,
} as const;
