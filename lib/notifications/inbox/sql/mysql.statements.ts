import { createHash } from 'node:crypto';

import type { SqlParameter } from './sql-executor.js';
import type { InboxStatements } from './statements.js';

/** Each batch passes over what the ones before it deleted: few large ones are the faster. */
const PURGE_BATCH = 50_000;

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
  const mine = 'inbox_key = ? AND run = ?';
  const row = `SELECT 1 FROM ${table} WHERE ${mine}`;
  const hashOf = (key: string): string => createHash('sha256').update(`${table}/${key}`).digest('hex');
  return {
    // Not ON DUPLICATE KEY UPDATE: whether it wrote depends on flags of the connection (FOUND_ROWS).
    claim: ({ key, outcome, run }) => [
      `INSERT IGNORE INTO ${table} (inbox_key, outcome, run, done_at)
SELECT ?, ?, ?, UTC_TIMESTAMP(6) FROM DUAL WHERE IF(GET_LOCK(${keyLock}, 0) = 1, GET_LOCK(?, 0), 0) = 1`,
      [key, bytesOf(outcome), run, hashOf(key), runLock(run)],
    ],
    // The lock of a key that is done was got. Where it was not, there is nothing to release, and it does no harm.
    refused: ({ key, run }) => [
      `SELECT (SELECT outcome FROM ${table} WHERE inbox_key = ?) AS outcome, ${release} AS released`,
      [key, hashOf(key), runLock(run)],
    ],
    // Released before the COMMIT, after which a library gives the session away: whoever comes in between waits for the
    // row. MariaDB alone reads what follows `M!`, and tells there that the handler committed by itself.
    intact: ({ key, run }) => [
      `SELECT (${row} /*M! AND @@in_transaction = 1 */) AS intact, ${release} AS released`,
      [key, run, hashOf(key), runLock(run)],
    ],
    recall: (key) => [`SELECT outcome FROM ${table} WHERE inbox_key = ?`, [key]],
    committed: ({ key, run }) => [row, [key, run]],
    forget: ({ key, run }) => [`DELETE FROM ${table} WHERE ${mine}`, [key, run]],
    // UTC_TIMESTAMP is the same in every session's time zone. In the order of the index, so that processes that clean
    // up at once wait for each other, and not in a circle.
    purge: (retentionDays) => [
      `DELETE FROM ${table} WHERE done_at < UTC_TIMESTAMP(6) - INTERVAL ? SECOND ORDER BY done_at LIMIT ?`,
      // A whole number: INTERVAL rounds, and some drivers write fractions as text.
      [Math.round(retentionDays * 86_400), PURGE_BATCH],
    ],
    purgeBatch: PURGE_BATCH,
    probe: () => [`SELECT inbox_key, outcome, run, done_at FROM ${table} LIMIT 0`, []],
    probeAnyVersion: () => [`SELECT inbox_key FROM ${table} LIMIT 0`, []],
    locks: {
      release: ({ key, run }) => [`SELECT ${release} AS released`, [hashOf(key), runLock(run)]],
      holder: ({ run }) => [`SELECT IS_USED_LOCK(?) AS session`, [runLock(run)]],
      end: (session) => [`KILL ${String(session)}`, []],
    },
  };
}

/** At most 64 characters, which is MySQL's limit. */
function runLock(run: string): string {
  return `lianlian/${run}`;
}

/** The bytes themselves: what the character set of a connection has no letter for would become a question mark. */
function bytesOf(text: string): SqlParameter {
  return Buffer.from(text, 'utf8');
}
