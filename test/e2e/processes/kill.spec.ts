import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll } from 'vitest';

import { KILLS, killRounds, type KillRounds, memoryOf, SQL_STEPS, STEPS } from './support/kill-rounds.js';
import type { StoreKind } from './support/shop.js';
import { describeOn } from './support/stores.js';

const transactional = { steps: SQL_STEPS, forgetful: true };
const CASES: readonly Omit<KillRounds, 'url'>[] = [
  { kind: 'postgres', processes: 4, ...transactional },
  { kind: 'mariadb', processes: 4, ...transactional },
  // PGlite is PostgreSQL in the process: one at a time opens its folder. Two shops share the time that it takes.
  { kind: 'pglite', processes: 1, ...transactional },
  { kind: 'pglite', processes: 1, ...transactional },
  { kind: 'redis', steps: STEPS, processes: 4, forgetful: false },
  { kind: 'redis', steps: STEPS, processes: 4, forgetful: true },
  { kind: 'queue', steps: STEPS, processes: 4, forgetful: false, queued: true },
];

for (const each of CASES) {
  const { kind, forgetful } = each;
  await describeOn(
    kind,
    `kill -9, ${memoryOf(forgetful)}`,
    (store) => {
      const folder = mkdtempSync(join(tmpdir(), 'lianlian-pglite-'));
      afterAll(() => {
        rmSync(folder, { recursive: true, force: true });
      });
      killRounds({ ...each, url: kind === 'pglite' ? folder : store.url, kills: killsOf(kind, forgetful) });
    },
    { concurrent: true },
  );
}

function killsOf(kind: StoreKind, forgetful: boolean): number {
  // Shown for what it costs, which needs fewer.
  if (kind === 'redis' && forgetful) return Math.min(KILLS, 24);
  // A PostgreSQL is started with each process: half of them for each of two shops.
  return kind === 'pglite' ? Math.ceil(KILLS / 2) : KILLS;
}
