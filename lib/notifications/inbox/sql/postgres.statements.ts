import type { InboxStatements } from './statements.js';

/** Says in the transaction, and nowhere else, whose it is. */
const RUN = 'lianlian.run';
/** With more of them, the server sorts the table rather than read its index. */
const PURGE_BATCH = 10_000;
const IDLE = 'idle_in_transaction_session_timeout';

/**
 * The claim is an advisory lock of the transaction, and the row that is written under it: both end with it.
 * `$4` is the longest time in milliseconds that the handler may leave its session idle; one that the app set, and that is
 * shorter, stays. Casts are needed where a library leaves the types of its parameters to the server.
 */
export function postgresStatements(table: string): InboxStatements {
  const lock = `pg_try_advisory_xact_lock(hashtextextended('${table}/' || $1::varchar, 7011))`;
  const appsLimit = `nullif(extract(epoch FROM current_setting('${IDLE}')::interval) * 1000, 0)`;
  const limit = `least(${appsLimit}, $4::double precision)::bigint::text`;
  const mine = 'inbox_key = $1 AND run = $2';
  const here = `current_setting('${RUN}', true) = $2`;
  return {
    // CASE, for its order: nothing is set where the lock was not got.
    claim: ({ key, outcome, run }, maxHandlingMs) => [
      `INSERT INTO ${table} (inbox_key, outcome, run, done, done_at)
SELECT $1::varchar, $2::varchar, $3::varchar, false, clock_timestamp()
WHERE CASE WHEN ${lock} THEN set_config('${RUN}', $3::varchar, true) || set_config('${IDLE}', ${limit}, true) <> '' END
ON CONFLICT (inbox_key) DO NOTHING RETURNING 1 AS written`,
      [key, outcome, run, maxHandlingMs],
    ],
    // A statement of its own: the snapshot of the one above is older than its lock, which ends with a handler's COMMIT.
    // So whoever has the lock cannot tell whether that handler is at work still, and gives it the time that it may take.
    refused: ({ key, run }, maxHandlingMs) => [
      `SELECT CASE WHEN done THEN outcome END AS outcome, CASE WHEN NOT done AND ${here}
AND done_at < clock_timestamp() - $3::double precision * interval '1 millisecond' THEN run END AS abandoned
FROM ${table} WHERE inbox_key = $1`,
      [key, run, maxHandlingMs],
    ],
    takeOver: ({ key, outcome, run }, abandoned) => [
      `UPDATE ${table} SET outcome = $2, run = $3, done_at = clock_timestamp()
WHERE inbox_key = $1 AND run = $4 AND NOT done RETURNING 1 AS written`,
      [key, outcome, run, abandoned],
    ],
    complete: ({ key, run }) => [
      `UPDATE ${table} SET done = true WHERE ${mine} AND NOT done AND ${here} RETURNING 1 AS written`,
      [key, run],
    ],
    recall: (key) => [`SELECT outcome FROM ${table} WHERE inbox_key = $1 AND done`, [key]],
    left: ({ key, run }) => [`SELECT 1 AS left_behind FROM ${table} WHERE ${mine} AND NOT done`, [key, run]],
    forget: ({ key, run }) => [
      `DELETE FROM ${table} WHERE ${mine} AND NOT done RETURNING 1 AS written`,
      [key, run],
    ],
    // statement_timestamp() is the same for all rows, as an index needs it. SKIP LOCKED, so that processes that clean
    // up at once take other rows each.
    purge: (retentionDays) => [
      `WITH gone AS (DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
SELECT ctid FROM ${table} WHERE done_at < statement_timestamp() - $1::double precision * interval '1 day'
ORDER BY done_at LIMIT $2::int FOR UPDATE SKIP LOCKED)) RETURNING 1)
SELECT count(*)::int AS purged FROM gone`,
      [retentionDays, PURGE_BATCH],
    ],
    purgeBatch: PURGE_BATCH,
    probe: () => [`SELECT inbox_key, outcome, run, done, done_at FROM ${table} LIMIT 0`, []],
    probeAnyVersion: () => [`SELECT inbox_key FROM ${table} LIMIT 0`, []],
  };
}
