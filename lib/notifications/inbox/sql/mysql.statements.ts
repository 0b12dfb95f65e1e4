import type { InboxStatements } from './statements.js';

/**
 * `UTC_TIMESTAMP` is the same in every session's time zone; it is the statement's start, which only ever makes a
 * lease shorter. Each statement touches one row by its primary key: there is nothing to deadlock with, and a
 * release keeps the row, because a deleted one leaves gap locks to those that wait for it.
 */
export function mysqlStatements(table: string): InboxStatements {
  const now = 'UTC_TIMESTAMP(6)';
  const leaseEnd = `${now} + INTERVAL ? MICROSECOND`;
  const mine = 'inbox_key = ? AND token = ? AND done_at IS NULL';
  const held = `${mine} AND leased_until > ${now}`;
  const cutoff = `${now} - INTERVAL ? SECOND`;
  return {
    // Not ON DUPLICATE KEY UPDATE: whether it wrote depends on flags of the connection (FOUND_ROWS).
    claim: (key, token, leaseMs) => [
      [
        `INSERT IGNORE INTO ${table} (inbox_key, token, leased_until) VALUES (?, ?, ${leaseEnd})`,
        [key, token, microseconds(leaseMs)],
      ],
      [
        `UPDATE ${table} SET token = ?, leased_until = ${leaseEnd}
WHERE inbox_key = ? AND done_at IS NULL AND leased_until <= ${now}`,
        [token, microseconds(leaseMs), key],
      ],
    ],
    isDone: (key) => [`SELECT 1 AS done FROM ${table} WHERE inbox_key = ? AND done_at IS NOT NULL`, [key]],
    isHeld: (key, token) => [`SELECT 1 AS held FROM ${table} WHERE ${held}`, [key, token]],
    renew: (key, token, leaseMs) => [
      `UPDATE ${table} SET leased_until = ${leaseEnd} WHERE ${held}`,
      [microseconds(leaseMs), key, token],
    ],
    complete: (key, token) => [
      `UPDATE ${table} SET done_at = ${now}, leased_until = ${now} WHERE ${held}`,
      [key, token],
    ],
    completeUnlessTaken: (key, token) => [
      `UPDATE ${table} SET done_at = ${now}, leased_until = ${now} WHERE ${mine}`,
      [key, token],
    ],
    release: (key, token) => [`UPDATE ${table} SET leased_until = ${now} WHERE ${held}`, [key, token]],
    outdated: (retentionDays, limit) => [
      `SELECT inbox_key FROM ${table} WHERE leased_until < ${cutoff} ORDER BY leased_until LIMIT ?`,
      [seconds(retentionDays), limit],
    ],
    // By primary key: a range of the index would lock its rows in another order than all other statements do.
    deleteOutdated: (keys, retentionDays) => [
      `DELETE FROM ${table} WHERE inbox_key IN (${keys.map(() => '?').join(', ')}) AND leased_until < ${cutoff}`,
      [...keys, seconds(retentionDays)],
    ],
    probe: () => [`SELECT inbox_key FROM ${table} LIMIT 0`, []],
  };
}

/** Whole numbers: INTERVAL rounds, and some drivers write fractions as text. */
function microseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000);
}

function seconds(days: number): number {
  return Math.round(days * 86_400);
}
