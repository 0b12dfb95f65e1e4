import { Random } from '../random.js';
import type { PlannedAttempt, PlannedForgery, PlannedOrder, WorldSettings } from '../world-plan.js';

/** The part of a world that currencies are planned for. */
interface InYuan {
  readonly settings: WorldSettings;
  readonly orders: readonly PlannedOrder[];
  readonly attempts: readonly PlannedAttempt[];
}

/** The same, with orders and payments in a foreign currency, and messages that name another one than LianLian took. */
interface InCurrencies {
  readonly orders: readonly PlannedOrder[];
  readonly attempts: readonly PlannedAttempt[];
  readonly restated: readonly PlannedForgery[];
}

const SHARE_OF_WORLDS = 0.25;
const MINUTE = 60_000;

/** Of numbers of its own, so that a world in yuan is what it was. */
export function planCurrencies(seed: number, { settings, orders, attempts }: InYuan): InCurrencies {
  const random = new Random(seed ^ 0x2f6e2b1);
  if (!random.chance(SHARE_OF_WORLDS)) return { orders, attempts, restated: [] };
  const inCurrencies = orders.map((order) =>
    random.chance(0.6) ? { ...order, isForeign: true, isAuthorization: false } : order,
  );
  return {
    orders: inCurrencies,
    attempts: attempts.map((attempt) => ({ ...attempt, inOtherCurrency: random.chance(0.25) })),
    restated: random.some(2, () => ({
      atMs: random.below(10 * MINUTE),
      order: random.below(orders.length),
      kind: settings.confirmByQuery && random.chance(0.5) ? 'expected-currency' : 'other-currency',
    })),
  };
}
