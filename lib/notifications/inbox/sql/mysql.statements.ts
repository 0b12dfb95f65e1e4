import { createHash } from 'node:crypto';

import type { SqlParameter } from './sql-executor.js';
import type { InboxStatements } from './statements.js';

/** Each batch passes over what the ones before it deleted: few large ones are the faster. */
const PURGE_BATCH = 50_000;

/** What the lock of an attempt begins with. With its number at most 64 characters, which is MySQL's limit. */
const RUN_LOCK = 'lianlian/';

/** Of the transaction of the claim. Whatever ends that transaction takes it away: a COMMIT, DDL, a deadlock. */
const SAVEPOINT = 'lianlian_inbox';

/**
 * The claim is a lock of the session (`GET_LOCK`), and the row that is written under it. An insert alone would let
 * copies wait for the handler's end, and lock waits of many copies end in deadlocks.
 *
 * A second lock bears the attempt's name, so that another session can tell which session to end. IF, for its order:
 * neither is left without the other. Locks belong to the server, hence DATABASE() in their names; `table` is quoted.
 */
export function mysqlStatements(table: string): InboxStatements {
  const keyLock = `CONCAT('lianlian', SHA2(CONCAT_WS('/', ${table.includes('.') ? '' : 'DATABASE(), '}?), 224))`;
  const release = `IF(RELEASE_LOCK(${keyLock}) = 1, RELEASE_LOCK(?), 0)`;
  const mine = 'inbox_key = ? AND run = ? AND NOT done';
  const isDone = `EXISTS (SELECT 1 FROM ${table} WHERE inbox_key = ? AND done)`;
  const hashOf = (key: string): string => createHash('sha256').update(`${table}/${key}`).digest('hex');
  return {
    // Not ON DUPLICATE KEY UPDATE: whether it wrote depends on flags of the connection (FOUND_ROWS).
    // At READ COMMITTED, what is read of the table beside locks nothing.
    claim: ({ key, outcome, run, unless }) => [
      `INSERT IGNORE INTO ${table} (inbox_key, outcome, run, done, done_at)
SELECT ?, ?, ?, FALSE, UTC_TIMESTAMP(6) FROM DUAL WHERE NOT ${isDone} AND IF(GET_LOCK(${keyLock}, 0) = 1, GET_LOCK(?, 0), 0) = 1`,
      [key, bytesOf(outcome), run, unless, hashOf(key), runLock(run)],
    ],
    // Abandoned is a row that its handler committed and did not live to complete: nobody holds the lock of its attempt.
    // The key's lock alone does not tell: a handler that gave its session back to the pool shares it with this one.
    // Released unless it is taken over. Where it was not got, there is nothing to release, and it does no harm.
    refused: ({ key, run, unless }) => [
      `SELECT outcome, abandoned, barred, IF(abandoned IS NULL, ${release}, 0) AS released FROM (
SELECT (SELECT outcome FROM ${table} WHERE inbox_key = ? AND done) AS outcome,
(SELECT run FROM ${table} WHERE inbox_key = ? AND NOT done AND IS_USED_LOCK(${keyLock}) = CONNECTION_ID()
AND IS_USED_LOCK(CONCAT('${RUN_LOCK}', run)) IS NULL AND NOT ${isDone}) AS abandoned,
IF(${isDone}, 1, NULL) AS barred) AS found`,
      [hashOf(key), runLock(run), key, key, hashOf(key), unless, unless],
    ],
    takeOver: ({ key, outcome, run }, abandoned) => [
      `UPDATE ${table} SET outcome = ?, run = ?, done_at = UTC_TIMESTAMP(6) WHERE ${mine}`,
      [bytesOf(outcome), run, key, abandoned],
    ],
    savepoint: { set: `SAVEPOINT ${SAVEPOINT}`, release: `RELEASE SAVEPOINT ${SAVEPOINT}` },
    // The locks are released before the COMMIT, after which a library gives the session away: a copy in between
    // waits for the row. A handler may have released them; so whatever RELEASE_LOCK says is right.
    complete: ({ key, run }) => [
      `UPDATE ${table} SET done = TRUE WHERE ${mine} AND COALESCE(${release}, 0) IN (0, 1)`,
      [key, run, hashOf(key), runLock(run)],
    ],
    recall: (key) => [`SELECT outcome FROM ${table} WHERE inbox_key = ? AND done`, [key]],
    left: ({ key, run }) => [`SELECT 1 AS left_behind FROM ${table} WHERE ${mine}`, [key, run]],
    forget: ({ key, run }) => [`DELETE FROM ${table} WHERE ${mine}`, [key, run]],
    // UTC_TIMESTAMP is the same in every session's time zone. In the order of the index, so that processes that clean
    // up at once wait for each other, and not in a circle.
    purge: (retentionDays) => [
      `DELETE FROM ${table} WHERE done_at < UTC_TIMESTAMP(6) - INTERVAL ? SECOND ORDER BY done_at LIMIT ?`,
      // A whole number: INTERVAL rounds, and some drivers write fractions as text.
      [Math.round(retentionDays * 86_400), PURGE_BATCH],
    ],
    purgeBatch: PURGE_BATCH,
    probe: () => [`SELECT inbox_key, outcome, run, done, done_at FROM ${table} LIMIT 0`, []],
    probeAnyVersion: () => [`SELECT inbox_key FROM ${table} LIMIT 0`, []],
    locks: {
      release: ({ key, run }) => [`SELECT ${release} AS released`, [hashOf(key), runLock(run)]],
      holder: ({ run }) => [`SELECT IS_USED_LOCK(?) AS session`, [runLock(run)]],
      end: (session) => [`KILL ${String(session)}`, []],
    },
  };
}

function runLock(run: string): string {
  return `${RUN_LOCK}${run}`;
}

/** The bytes themselves: what the character set of a connection has no letter for would become a question mark. */
function bytesOf(text: string): SqlParameter {
  return Buffer.from(text, 'utf8');
}
