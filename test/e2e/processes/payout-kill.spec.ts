import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, it } from 'vitest';

import { inParallel } from './support/deliver.js';
import { DEATHS, planOf } from './support/payout-plan.js';
import { PayoutRound, type RoundFigures } from './support/payout-round.js';
import { merchantOptions } from './support/shop.js';
import { ShopProcess } from './support/shop-process.js';
import { describeOn } from './support/stores.js';

/**
 * How many payouts lose a process, on all stores: 27, so that each store sees every step. They take less than two minutes on
 * two cores. `.ci/full` wants 100.
 */
const KILLS = Number(process.env['LIANLIAN_TEST_KILLS'] ?? 27);
const STORES = ['redis', 'postgres', 'mariadb'] as const;
/** Each is a few processes, most of which wait. */
const AT_ONCE = 3;
/** Given, it makes the same rounds again. */
const SEED = Number(process.env['LIANLIAN_TEST_SEED'] ?? randomInt(1_000_000_000));

for (const [index, kind] of STORES.entries()) {
  await describeOn(kind, 'kill -9 while a payout is settled', ({ url }) => {
    const folder = mkdtempSync(join(tmpdir(), 'lianlian-deaths-'));
    const env = {
      STORE: kind,
      STORE_URL: url ?? '',
      NAME: `lltest_${randomBytes(5).toString('hex')}`,
      DEATHS: folder,
    };
    afterAll(async () => {
      const last = await ShopProcess.start({ ...env, LIANLIAN: JSON.stringify(merchantOptions()) });
      // What they left in the store.
      await fetch(`${last.url}/ledger`, { method: 'DELETE' });
      await last.kill();
      rmSync(folder, { recursive: true, force: true });
    });

    it(`sends one payout, and tells nobody that it failed, at every step (${DEATHS.join(', ')})`, async () => {
      // Each store goes on where the one before it ended: the steps come in turn.
      const [from, to] = [index, index + 1].map((part) => Math.ceil((KILLS * part) / STORES.length));
      const rounds = Array.from({ length: KILLS }, (_each, round) => planOf(SEED, round)).slice(from, to);
      const figures: RoundFigures[] = [];
      const startedAt = performance.now();
      await inParallel(rounds, AT_ONCE, async (plan) => {
        try {
          figures.push(await PayoutRound.run(plan, env));
        } catch (error) {
          const again = `LIANLIAN_TEST_SEED=${String(SEED)}, ${kind}: ${JSON.stringify(plan)}`;
          throw new Error(`${again}\n${String(error)}`, { cause: error });
        }
      });
      const seconds = (performance.now() - startedAt) / 1_000;
      const sumOf = (name: keyof RoundFigures): number =>
        figures.reduce((sum, figure) => sum + figure[name], 0);
      console.log(
        `${kind}: ${String(figures.length)} payouts, ${String(sumOf('killed'))} processes killed in ` +
          `${seconds.toFixed(0)} s, ${String(sumOf('sends'))} sends, ${String(sumOf('queries'))} queries.`,
      );
      expect(sumOf('killed')).toBeGreaterThanOrEqual(rounds.length);
      expect(figures).toHaveLength(rounds.length);
    }, 1_200_000);
  });
}
