import { setTimeout as sleep } from 'node:timers/promises';

import { driverCodes } from './driver-codes.js';

/** Serialization failure and deadlock of PostgreSQL, deadlock and changed snapshot of MySQL and MariaDB. */
const CONFLICTS = new Set(['40001', '40P01', '1213', '1020']);
const ATTEMPTS = 8;
const DELAY_MS = 10;

/**
 * Runs anew what the database itself gave up in favour of another session: a statement or a transaction of which
 * nothing is left. `repeatable` says that of a failed attempt.
 */
export async function despiteConflicts<T>(
  run: () => Promise<T>,
  repeatable: () => boolean = () => true,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt === ATTEMPTS || !isConflict(error) || !repeatable()) throw error;
      await sleep(Math.random() * DELAY_MS * attempt);
    }
  }
}

function isConflict(error: unknown): boolean {
  return driverCodes(error).some((code) => CONFLICTS.has(code));
}
