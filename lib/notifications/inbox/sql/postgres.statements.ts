import type { InboxStatements } from './statements.js';

/**
 * `clock_timestamp()` is the time at which a row is looked at; `now()` would be the start of the transaction, or
 * of the statement that then waited for a lock. Writes return a row each, for libraries that count no others.
 */
export function postgresStatements(table: string): InboxStatements {
  const now = 'clock_timestamp()';
  const leaseEnd = `${now} + $3::double precision * interval '1 millisecond'`;
  const mine = 'inbox_key = $1 AND token = $2 AND done_at IS NULL';
  const held = `${mine} AND leased_until > ${now}`;
  const cutoff = `${now} - $1::double precision * interval '1 day'`;
  return {
    claim: (key, token, leaseMs) => [
      [
        `INSERT INTO ${table} AS inbox (inbox_key, token, leased_until) VALUES ($1, $2, ${leaseEnd})
ON CONFLICT (inbox_key) DO UPDATE SET token = $2, leased_until = ${leaseEnd}
WHERE inbox.done_at IS NULL AND inbox.leased_until <= ${now} RETURNING 1 AS written`,
        [key, token, leaseMs],
      ],
    ],
    isDone: (key) => [`SELECT 1 AS done FROM ${table} WHERE inbox_key = $1 AND done_at IS NOT NULL`, [key]],
    isHeld: (key, token) => [`SELECT 1 AS held FROM ${table} WHERE ${held}`, [key, token]],
    renew: (key, token, leaseMs) => [
      `UPDATE ${table} SET leased_until = ${leaseEnd} WHERE ${held} RETURNING 1 AS written`,
      [key, token, leaseMs],
    ],
    complete: (key, token) => [
      `UPDATE ${table} SET done_at = ${now}, leased_until = ${now} WHERE ${held} RETURNING 1 AS written`,
      [key, token],
    ],
    completeUnlessTaken: (key, token) => [
      `UPDATE ${table} SET done_at = ${now}, leased_until = ${now} WHERE ${mine} RETURNING 1 AS written`,
      [key, token],
    ],
    release: (key, token) => [
      `UPDATE ${table} SET leased_until = ${now} WHERE ${held} RETURNING 1 AS written`,
      [key, token],
    ],
    outdated: (retentionDays, limit) => [
      `SELECT inbox_key FROM ${table} WHERE leased_until < ${cutoff} ORDER BY leased_until LIMIT $2::int`,
      [retentionDays, limit],
    ],
    // SKIP LOCKED, so that processes that clean up at the same time don't wait for each other in a circle.
    deleteOutdated: (keys, retentionDays) => [
      `DELETE FROM ${table} WHERE inbox_key IN (SELECT inbox_key FROM ${table} WHERE inbox_key IN (${keys
        .map((_key, index) => `$${String(index + 2)}`)
        .join(', ')}) AND leased_until < ${cutoff} FOR UPDATE SKIP LOCKED) RETURNING 1 AS written`,
      [retentionDays, ...keys],
    ],
    probe: () => [`SELECT inbox_key FROM ${table} LIMIT 0`, []],
  };
}
