import { setTimeout as sleep } from 'node:timers/promises';

import type { Example } from './example.js';

/** Until a handler of the shop's waits for a row that the test has locked. */
export async function untilHandlerWaits({ sql }: Example): Promise<void> {
  const waiting =
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  while ((await sql.query(waiting)).rowCount !== 1) await sleep(20);
}
