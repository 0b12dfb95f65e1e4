import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, it } from 'vitest';

import { Deliverer, inParallel } from './deliver.js';
import { countsOf, paymentOf, Shop, type StoreKind } from './shop.js';
import { describeOn } from './stores.js';

/** After the claim; in the handler, its effect written; before the completion; after it, before the ack. */
export const STEPS = ['claimed', 'handling', 'completing', 'completed'];
/** The notification is marked as done, and its transaction not committed. */
export const SQL_STEPS = [...STEPS, 'committing'];
/** How many processes are killed on each store: 20, and 100 where all rounds are wanted. */
const KILLS = Number(process.env['LIANLIAN_TEST_KILLS'] ?? 20);
/** A killed process's orders wait for it; a process that is only starved of time must not lose its claims. */
const LEASE_MS = 1_000;
/** Some orders escape their own death because another one's caught them, late in a step. */
const ESCAPES = 20;

/** A store whose processes are killed. */
export interface KillCase {
  readonly kind: StoreKind;
  /** What reaches the store, where that is not the kind's usual library. */
  readonly library?: { readonly name: string; readonly env: Readonly<Record<string, string>> };
  readonly steps: readonly string[];
  readonly processes: number;
  /** Whether `expectedPayment` returns no `oid_paybill`: only the inbox keeps a second run away. */
  readonly forgetful: boolean;
}

/** Kills processes of a shop at every step, and sees whether every order is paid, and paid once. */
export async function describeKills({ kind, library, steps, processes, forgetful }: KillCase): Promise<void> {
  const memory = forgetful ? 'an app that forgets oid_paybill' : 'an app that returns oid_paybill';
  const store = library === undefined ? kind : `${kind} by ${library.name}`;
  await describeOn(
    kind,
    `kill -9, ${library === undefined ? '' : `${library.name}, `}${memory}`,
    ({ url }) => {
      const folder = mkdtempSync(join(tmpdir(), 'lianlian-pglite-'));
      const deliverer = new Deliverer();
      let shop: Shop | undefined;
      afterAll(async () => {
        await shop?.stop();
        await deliverer.close();
        rmSync(folder, { recursive: true, force: true });
      });

      it(`pays every order when processes are killed at every step (${steps.join(', ')})`, async () => {
        const kills = killsOf(kind, forgetful);
        const orders = Array.from(
          { length: kills + (processes > 1 ? ESCAPES : 0) },
          (_each, index) => `dies-${steps[index % steps.length] ?? ''}-${String(index)}`,
        );
        shop = await Shop.start({
          store: kind,
          url: kind === 'pglite' ? folder : url,
          processes,
          replaced: true,
          forgetful,
          env: library?.env ?? {},
          lianlian: { notifications: { leaseMs: LEASE_MS } },
        });
        await shop.addOrders(orders);
        const { nextUrl } = shop;

        const startedAt = performance.now();
        // Fewer at once than processes: one that died takes few others with it, and each has its own death.
        await inParallel(orders, Math.max(1, processes - 1), async (no_order) => {
          await deliverer.deliver(paymentOf(no_order), nextUrl);
          // A queue acknowledges first; all of them in it at once would die together.
          if (kind === 'queue') await shop?.stateWhen((state) => state.effects.includes(no_order));
        });
        const { effects, paid } = await shop.stateWhen((state) => state.paid >= orders.length, 240_000);
        const seconds = (performance.now() - startedAt) / 1_000;

        const second = effects.length - countsOf(effects).size;
        console.log(
          `${store}, ${memory}: ${String(shop.deaths)} processes killed in ${seconds.toFixed(0)} s, ` +
            `${String(paid)} of ${String(orders.length)} orders paid, ${String(second)} second handler runs.`,
        );
        expect(shop.deaths).toBeGreaterThanOrEqual(kills);
        expect(paid).toBe(orders.length);
        expect(countsOf(effects).size).toBe(orders.length);
        // Without a transaction, and with an app that forgets, a crash between the two means a second run.
        if (!(kind === 'redis' && forgetful)) expect(second).toBe(0);
      }, 900_000);
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
