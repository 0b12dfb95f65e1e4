import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe } from 'vitest';

import { killRounds, SQL_STEPS } from '../../e2e/processes/support/kill-rounds.js';

/**
 * Processes on one file of SQLite that are killed, by one of its libraries.
 *
 * @param specifier what the processes import it by: their bundle stands where it is not installed
 */
export function describeSqliteKills(library: string, specifier: string): void {
  describe.each(['WAL', 'DELETE'])(`kill -9 on a file of SQLite, ${library}, journal_mode %s`, (mode) => {
    const folder = mkdtempSync(join(tmpdir(), 'lianlian-sqlite-'));
    afterAll(() => {
      rmSync(folder, { recursive: true, force: true });
    });
    killRounds({
      kind: 'sqlite',
      url: join(folder, 'shop.db'),
      steps: SQL_STEPS,
      processes: 4,
      forgetful: true,
      env: { SQLITE_LIBRARY: specifier, SQLITE_JOURNAL_MODE: mode },
    });
  });
}
