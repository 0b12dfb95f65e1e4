import { isRealStore } from '../real-store.js';
import { Random } from '../random.js';
import type { WorldSettings } from '../world-plan.js';

/** Money that the shop has, or that is held on a payer's card, before its operators begin. */
export interface PlannedSale {
  readonly isDeposit: boolean;
  readonly fen: number;
  /** Which amount the query for an authorization names, once it was captured: no document says. */
  readonly queryNames: 'held' | 'captured' | 'nothing';
  /** When LianLian has decided on a capture or a refund: at once, later, or later that it failed. */
  readonly end: 'at-once' | 'later' | 'fails';
  /** Whether the response to a refund names its state. */
  readonly namesState: boolean;
}

/** What an operator does in the shop's back office. `ask` is the button that asks LianLian. */
export interface PlannedCall {
  readonly kind: 'capture' | 'refund' | 'ask';
  readonly sale: number;
  readonly fen: number;
  /** Which form a refund comes from: of two with the same number, one is a second click. */
  readonly form: number;
  readonly atMs: number;
  readonly process: number;
}

/**
 * What becomes of a call: it never arrives; no response comes back; it arrives after its time-out; LianLian refuses it, or
 * does it and says that it refused; the process dies after LianLian did it; what comes back is the response to another
 * call, or one that names nothing and says that it ended well; the number of a refund is one that another system of the merchant's has used.
 */
export interface CallFault {
  readonly kind: 'call';
  readonly call: number;
  readonly how: (typeof CALL_FAULTS)[number];
}

export const CALL_FAULTS = [
  ...(['lost', 'unanswered', 'late', 'refused'] as const),
  ...(['refused falsely', 'dies', 'foreign', 'nameless', 'taken'] as const),
];

/** The part of a world in which operators move money. */
export interface CallPlan {
  readonly sales: readonly PlannedSale[];
  readonly calls: readonly PlannedCall[];
  readonly callFaults: readonly CallFault[];
}

const SHARE_OF_WORLDS = 0.2;
const MINUTE = 60_000;

/** Of numbers of its own, so that the rest of a world is what it is without. */
export function planCalls(seed: number, { processes, store }: WorldSettings): CallPlan {
  const random = new Random(seed ^ 0x2c1b3c6d);
  // In real time nobody waits for a call's time-out.
  if (isRealStore(store) || !random.chance(SHARE_OF_WORLDS)) return { sales: [], calls: [], callFaults: [] };
  const isDeposit = random.chance(0.5);
  const sales = Array.from({ length: isDeposit ? 1 : 2 }, () => planSale(random, isDeposit));
  const startsAt = random.below(5 * MINUTE);
  return {
    sales,
    calls: sales.flatMap((_sale, index) => planCallsOf(random, { isDeposit, index, startsAt, processes })),
    callFaults: random.some(2, () => ({
      kind: 'call',
      call: random.below(4),
      how: random.pick(CALL_FAULTS),
    })),
  };
}

function planSale(random: Random, isDeposit: boolean): PlannedSale {
  return {
    isDeposit,
    fen: isDeposit ? 30_000 : 9_000,
    queryNames: random.pick(['held', 'captured', 'nothing'] as const),
    end: random.pick(['at-once', 'later', 'fails'] as const),
    namesState: random.chance(0.7),
  };
}

interface SaleToPlan {
  readonly isDeposit: boolean;
  readonly index: number;
  readonly startsAt: number;
  readonly processes: number;
}

function planCallsOf(random: Random, { isDeposit, index, startsAt, processes }: SaleToPlan): PlannedCall[] {
  const soon = (): number => startsAt + random.below(random.pick([50, 2_000, MINUTE / 3, 6 * MINUTE]));
  const moves = Array.from({ length: random.pick([1, 2, 2, 3]) }, (_each, move): PlannedCall => ({
    kind: isDeposit ? 'capture' : 'refund',
    sale: index,
    fen: random.pick([3_000, 4_500, 9_000]),
    form: random.chance(0.2) ? 0 : move,
    atMs: move === 0 && random.chance(0.5) ? startsAt : soon(),
    process: random.below(processes),
  }));
  const asks = random.some(3, (): PlannedCall => ({
    ...{ kind: 'ask', sale: index, fen: 0, form: 0 },
    atMs: soon(),
    process: random.below(processes),
  }));
  return [...moves, ...asks];
}
