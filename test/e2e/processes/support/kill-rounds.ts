import { afterAll, expect, it } from 'vitest';

import { Deliverer, inParallel } from './deliver.js';
import { countsOf, paymentOf, Shop, type StoreKind } from './shop.js';

/** After the claim; in the handler, its effect written; before the completion; after it, before the ack. */
export const STEPS = ['claimed', 'handling', 'completing', 'completed'];
/** The notification is marked as done, and its transaction not committed. */
export const SQL_STEPS = [...STEPS, 'committing'];
/** How many processes are killed on each store: 20, and 100 where all rounds are wanted. */
export const KILLS = Number(process.env['LIANLIAN_TEST_KILLS'] ?? 20);
/** A killed process's orders wait for it; a process that is only starved of time must not lose its claims. */
const LEASE_MS = 1_000;
/** Some orders escape their own death because another one's caught them, late in a step. */
const ESCAPES = 20;

/** Processes of a shop on one store, each killed at one of the steps. */
export interface KillRounds {
  readonly kind: StoreKind;
  /** The store's address. */
  readonly url: string | undefined;
  readonly steps: readonly string[];
  readonly processes: number;
  readonly kills?: number;
  /** Whether `expectedPayment` returns no `oid_paybill`: only the inbox keeps a second run away. */
  readonly forgetful: boolean;
  /** Whether a queue acknowledges before the handler runs: all orders in it at once would die together. */
  readonly queued?: boolean;
  /** For the shop's processes. */
  readonly env?: Readonly<Record<string, string>>;
  /** Builds another shop than the stores', and gives its main file. */
  readonly built?: () => Promise<string>;
}

/** What the app of a case remembers. */
export function memoryOf(forgetful: boolean): string {
  return forgetful ? 'an app that forgets oid_paybill' : 'an app that returns oid_paybill';
}

/** The test that every order is paid, once where the store promises it. */
export function killRounds({
  kind,
  url,
  steps,
  processes,
  kills = KILLS,
  forgetful,
  queued = false,
  env = {},
  built,
}: KillRounds): void {
  const deliverer = new Deliverer();
  let shop: Shop | undefined;
  afterAll(async () => {
    await shop?.stop();
    await deliverer.close();
  });

  it(`pays every order when processes are killed at every step (${steps.join(', ')})`, async () => {
    const orders = Array.from(
      { length: kills + (processes > 1 ? ESCAPES : 0) },
      (_each, index) => `dies-${steps[index % steps.length] ?? ''}-${String(index)}`,
    );
    shop = await Shop.start({
      store: kind,
      url,
      processes,
      replaced: true,
      forgetful,
      env,
      ...(built === undefined ? {} : { built }),
      lianlian: { notifications: { leaseMs: LEASE_MS } },
    });
    await shop.addOrders(orders);
    const { nextUrl } = shop;

    const startedAt = performance.now();
    // Fewer at once than processes: one that died takes few others with it, and each has its own death.
    await inParallel(orders, Math.max(1, processes - 1), async (no_order) => {
      await deliverer.deliver(paymentOf(no_order), nextUrl);
      // A queue acknowledges first; all of them in it at once would die together.
      if (queued) await shop?.stateWhen((state) => state.effects.includes(no_order));
    });
    const { effects, paid } = await shop.stateWhen((state) => state.paid >= orders.length, 240_000);
    const seconds = (performance.now() - startedAt) / 1_000;

    const second = effects.length - countsOf(effects).size;
    console.log(
      `${kind}, ${memoryOf(forgetful)}: ${String(shop.deaths)} processes killed in ${seconds.toFixed(0)} s, ` +
        `${String(paid)} of ${String(orders.length)} orders paid, ${String(second)} second handler runs.`,
    );
    expect(shop.deaths).toBeGreaterThanOrEqual(kills);
    expect(paid).toBe(orders.length);
    expect(countsOf(effects).size).toBe(orders.length);
    // Without a transaction, and with an app that forgets, a crash between the two means a second run.
    if (!(kind === 'redis' && forgetful)) expect(second).toBe(0);
  }, 900_000);
}
