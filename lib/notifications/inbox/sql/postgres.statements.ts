import type { SqlParameter } from './sql-executor.js';
import type { InboxStatements, Statement } from './statements.js';

/** Says in the transaction, and nowhere else, whose it is. */
const RUN = 'lianlian.run';
/** With more of them, the server sorts the table rather than read its index. */
const PURGE_BATCH = 10_000;
/** Of what completes a row: a text that is no number, and where a handler took another role or schema. */
const COMPLETION_FAILURES = new Set(['22P02', '42501', '42P01']);
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
  const isDone = (key: string): string => `EXISTS (SELECT 1 FROM ${table} WHERE inbox_key = ${key} AND done)`;
  const here = `current_setting('${RUN}', true) = $2`;
  const statements: InboxStatements = {
    // CASE, for its order: nothing is set where the lock was not got.
    claim: ({ key, outcome, run, unless }, maxHandlingMs) => [
      `INSERT INTO ${table} (inbox_key, outcome, run, done, done_at)
SELECT $1::varchar, $2::varchar, $3::varchar, false, clock_timestamp()
WHERE NOT ${isDone('$5::varchar')}
AND CASE WHEN ${lock} THEN set_config('${RUN}', $3::varchar, true) || set_config('${IDLE}', ${limit}, true) <> '' END
ON CONFLICT (inbox_key) DO NOTHING RETURNING 1 AS written`,
      [key, outcome, run, maxHandlingMs, unless],
    ],
    // A statement of its own: the snapshot of the one above is older than its lock, which ends with a handler's COMMIT.
    // So the lock's owner cannot tell whether that handler is still at work, and gives it the time that it may take.
    refused: ({ key, run, unless }, maxHandlingMs) => [
      `SELECT CASE WHEN done THEN outcome END AS outcome, CASE WHEN NOT done AND NOT barred AND ${here}
AND done_at < clock_timestamp() - $3::double precision * interval '1 millisecond' THEN run END AS abandoned,
CASE WHEN barred THEN 1 END AS barred
FROM (SELECT ${isDone('$4::varchar')} AS barred) AS bar LEFT JOIN ${table} ON inbox_key = $1`,
      [key, run, maxHandlingMs, unless],
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
    together: {
      first: (claim, maxHandlingMs) => withLiterals(statements.claim(claim, maxHandlingMs)),
      last: (claim) =>
        `WITH completed AS (${withLiterals(statements.complete(claim))})
SELECT CASE count(*) WHEN 1 THEN 1 ELSE ('rows of this claim in this transaction: ' || count(*))::int END FROM completed`,
      failures: COMPLETION_FAILURES,
    },
  };
  return statements;
}

/** A text for a message of several statements, which has no parameters. */
function withLiterals([sql, params]: Statement): string {
  return sql.replace(/\$(\d+)/g, (_placeholder, number: string) => literal(params[Number(number) - 1] ?? ''));
}

/** Nothing of a text itself comes to stand in a statement: no setting of the server makes anything else of hex digits. */
function literal(value: SqlParameter): string {
  if (typeof value === 'number') return String(value);
  return `convert_from(decode('${Buffer.from(value).toString('hex')}', 'hex'), 'UTF8')`;
}
