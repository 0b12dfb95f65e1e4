import { Random } from '../random.js';
import type { PlannedOrder, WorldSettings } from '../world-plan.js';

/** One send of a payout, and what becomes of it. One that fails may be followed by another, with the same number. */
export interface PlannedSend {
  /** `open` stays under way. Of `CLOSED` LianLian notifies nobody. */
  readonly end: 'SUCCESS' | 'FAILURE' | 'CLOSED' | 'open';
  /** Whether LianLian gave it a transaction. What was paid has one, what was closed never got one. */
  readonly hasTransaction: boolean;
  readonly endsAfterMs: number;
  /** How long LianLian's message of the end is under way before its first try. */
  readonly notifiedAfterMs: number;
  /** The bank returns what was paid, so long after the end. */
  readonly returnedAfterMs: number | undefined;
}

/** A payout of the app's. */
export interface PlannedPayout {
  readonly merchant: number;
  readonly fen: number;
  readonly atMs: number;
  /** Whether it has the number, time, merchant and amount of the first order. */
  readonly sharesOrder: boolean;
  /** Whether the app never saved it. */
  readonly isUnknown: boolean;
  /** Whether the response to its application reached the app, so that `expectedPayout` returns `oid_paybill`. */
  readonly knowsTransaction: boolean;
  /** Whether the app lists it with the time of its last send. */
  readonly listsAppliedAt: boolean;
  /** So long the query answers 8901. */
  readonly recordedAfterMs: number;
  /** Nothing that LianLian sends of it arrives. */
  readonly isSilent: boolean;
  /** Each message comes to the route of payments, too, so long after it was sent. */
  readonly crossedAfterMs: number | undefined;
  /** One after the other: the next one after the app heard that the one before failed. */
  readonly sends: readonly PlannedSend[];
  /** So long after a failure the app sends it again, if it heard of that. */
  readonly resentAfterMs: number;
}

/** A message about a payment that comes to the route of payouts. */
export interface PlannedCrossing {
  readonly attempt: number;
  readonly afterMs: number;
  readonly namesPayType: boolean;
}

/** The part of a world in which the app pays out. */
export interface PayoutPlan {
  readonly payouts: readonly PlannedPayout[];
  readonly crossings: readonly PlannedCrossing[];
}

/** A world in which the app does not pay out. */
export const NO_PAYOUTS: PayoutPlan = { payouts: [], crossings: [] };

const SHARE_OF_WORLDS = 0.3;
const MINUTE = 60_000;

/** Of numbers of its own, so that a world without payouts is what it was. */
export function planPayouts(
  seed: number,
  { merchants }: WorldSettings,
  [first]: readonly PlannedOrder[],
  attempts: number,
): PayoutPlan {
  const random = new Random(seed ^ 0x71c3a95b);
  if (!random.chance(SHARE_OF_WORLDS)) return NO_PAYOUTS;
  const payouts = Array.from({ length: random.pick([1, 1, 2]) }, (_each, index) =>
    planPayout(random, merchants, index === 0 && random.chance(0.6) ? first : undefined),
  );
  const crossings = random.some(2, () => ({
    attempt: random.below(Math.max(1, attempts)),
    afterMs: random.below(10 * MINUTE),
    namesPayType: random.chance(0.4),
  }));
  return { payouts, crossings };
}

function planPayout(random: Random, merchants: number, shared: PlannedOrder | undefined): PlannedPayout {
  const maybe = (probability: number): number | undefined =>
    random.chance(probability) ? random.below(random.pick([1_000, 10 * MINUTE])) : undefined;
  return {
    merchant: shared?.merchant ?? random.below(merchants),
    fen: shared?.fen ?? random.pick([1, 995, 4_995]),
    atMs: random.below(5 * MINUTE),
    sharesOrder: shared !== undefined,
    isUnknown: random.chance(0.05),
    knowsTransaction: random.chance(0.5),
    listsAppliedAt: random.chance(0.7),
    recordedAfterMs: random.pick([0, 0, 5_000, 8 * MINUTE, 25 * MINUTE]),
    isSilent: random.chance(0.3),
    crossedAfterMs: maybe(0.3),
    sends: Array.from({ length: random.pick([1, 2, 2, 3]) }, () => planSend(random, maybe)),
    resentAfterMs: random.pick([1_000, 5 * MINUTE, 12 * MINUTE]),
  };
}

function planSend(random: Random, maybe: (probability: number) => number | undefined): PlannedSend {
  const end = random.pick(['SUCCESS', 'SUCCESS', 'FAILURE', 'FAILURE', 'FAILURE', 'CLOSED', 'open'] as const);
  const mayHaveTransaction = end === 'SUCCESS' || random.chance(0.6);
  return {
    end,
    hasTransaction: end !== 'CLOSED' && mayHaveTransaction,
    endsAfterMs: random.below(random.pick([50, 5_000, 5 * MINUTE])),
    notifiedAfterMs: random.pick([0, 0, 0, 7 * MINUTE]),
    returnedAfterMs: maybe(0.5),
  };
}
