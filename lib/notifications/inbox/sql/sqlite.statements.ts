import type { InboxStatements } from './statements.js';

/** Few, because the process stands still while they are deleted. */
const PURGE_BATCH = 1_000;
/** Of the transaction of the claim. Whatever ends that transaction takes it away. */
const SAVEPOINT = 'lianlian_inbox';

/** UTC with milliseconds, as text that sorts by time. */
function time(...modifiers: readonly string[]): string {
  return `strftime('%Y-%m-%d %H:%M:%f', ${["'now'", ...modifiers].join(', ')})`;
}

/**
 * The claim is the database's one write lock, which the transaction has from its beginning, and the row that is written
 * under it. Every write returns its rows: the libraries have no other way to count them in common.
 */
export function sqliteStatements(table: string): InboxStatements {
  const mine = 'inbox_key = ? AND run = ? AND NOT done';
  const isDone = `EXISTS (SELECT 1 FROM ${table} WHERE inbox_key = ? AND done)`;
  return {
    oneWriter: true,
    claim: ({ key, outcome, run, unless }) => [
      `INSERT INTO ${table} (inbox_key, outcome, run, done, done_at) SELECT ?, ?, ?, 0, ${time()} WHERE NOT ${isDone}
ON CONFLICT (inbox_key) DO NOTHING RETURNING 1 AS written`,
      [key, outcome, run, unless],
    ],
    // A handler that committed by itself has given the lock away, and may be at work still: it gets the time that it may
    // take.
    refused: ({ key, unless }, maxHandlingMs) => [
      `SELECT CASE WHEN done THEN outcome END AS outcome,
CASE WHEN NOT done AND NOT barred AND done_at < ${time("'-' || (? / 1000.0) || ' seconds'")} THEN run END AS abandoned,
CASE WHEN barred THEN 1 END AS barred
FROM (SELECT ${isDone} AS barred) LEFT JOIN ${table} ON inbox_key = ?`,
      [maxHandlingMs, unless, key],
    ],
    takeOver: ({ key, outcome, run }, abandoned) => [
      `UPDATE ${table} SET outcome = ?, run = ?, done_at = ${time()} WHERE ${mine} RETURNING 1 AS written`,
      [outcome, run, key, abandoned],
    ],
    savepoint: { set: `SAVEPOINT ${SAVEPOINT}`, release: `RELEASE SAVEPOINT ${SAVEPOINT}` },
    complete: ({ key, run }) => [
      `UPDATE ${table} SET done = 1 WHERE ${mine} RETURNING 1 AS written`,
      [key, run],
    ],
    recall: (key) => [`SELECT outcome FROM ${table} WHERE inbox_key = ? AND done`, [key]],
    left: ({ key, run }) => [`SELECT 1 AS left_behind FROM ${table} WHERE ${mine}`, [key, run]],
    forget: ({ key, run }) => [`DELETE FROM ${table} WHERE ${mine} RETURNING 1 AS written`, [key, run]],
    // A row without a number for each: SQLite counts none of what a DELETE returns.
    purge: (retentionDays) => [
      `DELETE FROM ${table} WHERE inbox_key IN (SELECT inbox_key FROM ${table}
WHERE done_at < ${time("'-' || ? || ' days'")} ORDER BY done_at LIMIT ?) RETURNING NULL AS purged`,
      [retentionDays, PURGE_BATCH],
    ],
    purgeBatch: PURGE_BATCH,
    probe: () => [`SELECT inbox_key, outcome, run, done, done_at FROM ${table} LIMIT 0`, []],
    probeAnyVersion: () => [`SELECT inbox_key FROM ${table} LIMIT 0`, []],
  };
}
