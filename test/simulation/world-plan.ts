import { type CallFault, type CallPlan, planCalls } from './calls/call-plan.js';
import { planCurrencies } from './currencies/currency-plan.js';
import { NO_PAYOUTS, type PayoutPlan, planPayouts } from './payouts/payout-plan.js';
import { planSilence } from './planned-silence.js';
import { isRealStore, type RealStoreKind } from './real-store.js';
import { Random } from './random.js';

/** Where it is remembered what was handled. See `stores.ts` for what is real in each. */
export type StoreKind = 'memory' | 'shared' | 'transactional' | RealStoreKind;

/** What the app and LianLian are like. */
export interface WorldSettings {
  readonly store: StoreKind;
  /** Whether the inbox says that it looks under its claim for what forbids it, where it does. */
  readonly bars: boolean;
  readonly processes: number;
  readonly merchants: number;
  /** Whether notifications go through a queue and its workers. */
  readonly queue: boolean;
  /** Whether `expectedPayment` returns the transaction that paid. */
  readonly returnsPaidBy: boolean;
  /** Whether `expectedPayment` says whether an order is an authorization. */
  readonly saysAuthorization: boolean;
  readonly confirmByQuery: boolean;
  /** Whether `onPayment` looks first (`UPDATE … WHERE paid_by IS NULL`), or leaves that to the inbox. */
  readonly hook: 'naive' | 'careful';
  /** How many handlers run at once in a process; undefined is the default. */
  readonly maxConcurrent: number | undefined;
  /** How often LianLian sends what is not acknowledged. */
  readonly repeats: number;
}

export interface PlannedOrder {
  readonly merchant: number;
  readonly product: 'aggregate' | 'easypay';
  readonly fen: number;
  readonly isAuthorization: boolean;
  /** Whether it costs dollars instead of yuan, and is paid by the product for that. */
  readonly isForeign?: boolean;
  /** Whether the app never saved it: a payment of an unknown order. */
  readonly isUnknown: boolean;
}

/** What a payer does with an order: one attempt is one transaction of LianLian's. */
export interface PlannedAttempt {
  /** Which order of the plan. */
  readonly order: number;
  readonly atMs: number;
  readonly result: 'SUCCESS' | 'FAILURE';
  /** Only sets money aside, for an order that the app wants paid: it does not say so in every world. */
  readonly authorizes: boolean;
  /** Fen that are paid more than the order costs. */
  readonly excessFen: number;
  /** Whether LianLian's own messages name the `pay_type`. The return never does. */
  readonly namesPayType: boolean;
  /** The payer posts the signed return to the notification route, this long after the payment. */
  readonly replayAfterMs: number | undefined;
  /** Whether that return names the order's time: not every edition does. */
  readonly replayNamesTime: boolean;
  /** The money goes back, this long after the payment. */
  readonly undoneAfterMs: number | undefined;
  /** It was paid by the other product: the payer left one page for another. */
  readonly byOtherProduct: boolean;
  /** It was paid in another currency than the order is in, with the same number: dollars for yuan, or yuan for dollars. */
  readonly inOtherCurrency?: boolean;
}

/** A refund of a payment: its notification comes with this status. */
export interface PlannedRefund {
  readonly attempt: number;
  readonly afterMs: number;
  readonly status: '2' | '3';
}

/**
 * A message of somebody who has no key of LianLian's, and what must not be acknowledged although LianLian signed it:
 * `foreign-order` and `foreign-refund` are of another merchant's order of the same number, `other-amount` names another
 * amount for a transaction, `other-currency` another currency than the order's. `expected-currency` names the order's for a
 * transaction that LianLian took in another one, which its query alone tells. `into-queue` is written to the queue itself.
 */
export interface PlannedForgery {
  readonly atMs: number;
  readonly order: number;
  readonly kind: (typeof FORGERIES)[number] | 'other-currency' | 'expected-currency';
}

/** Something that goes wrong, and when: at the n-th of its kind in the world. */
export type PlannedFault =
  | { readonly kind: 'crash'; readonly step: number; readonly after: boolean }
  | { readonly kind: 'restart'; readonly atMs: number; readonly process: number }
  | { readonly kind: 'store'; readonly call: number; readonly how: 'before' | 'after' | 'forgets' | 'slow' }
  | { readonly kind: 'handler'; readonly run: number; readonly how: 'throws' | 'slow' | 'hangs' | 'swallows' }
  | {
      readonly kind: 'expectation';
      readonly run: number;
      readonly how: 'throws' | 'hangs' | 'unknown' | 'number' | 'misspelt';
    }
  | {
      readonly kind: 'network';
      readonly delivery: number;
      readonly how: 'lost' | 'unanswered' | 'twice' | 'late';
    }
  /** Nothing that LianLian sends of this attempt arrives: only a sweep can settle its order. */
  | { readonly kind: 'silence'; readonly attempt: number }
  | { readonly kind: 'query'; readonly call: number }
  | { readonly kind: 'queue'; readonly call: number; readonly how: 'before' | 'after' }
  | CallFault
  | { readonly kind: 'row' }
  | { readonly kind: 'clock'; readonly process: number; readonly byMs: number }
  /** A clock on the wall that jumps: an administrator sets it, or a virtual machine wakes. */
  | { readonly kind: 'jump'; readonly process: number; readonly atMs: number; readonly byMs: number }
  /**
   * The column that keeps the times of orders changes them: it rounds, or is read in another zone. `compares`: the app holds
   * it against what LianLian notifies.
   */
  | { readonly kind: 'column'; readonly byMs: number; readonly compares: boolean }
  | { readonly kind: 'observer' };

/** A world as data: it runs the same each time, and with parts left out. */
export interface WorldPlan extends Pick<CallPlan, 'sales' | 'calls'>, PayoutPlan {
  readonly seed: number;
  readonly settings: WorldSettings;
  readonly orders: readonly PlannedOrder[];
  readonly attempts: readonly PlannedAttempt[];
  readonly refunds: readonly PlannedRefund[];
  readonly forgeries: readonly PlannedForgery[];
  /** When a process sweeps. In the end each does, whatever stands here. */
  readonly sweeps: readonly { readonly atMs: number; readonly process: number }[];
  readonly faults: readonly PlannedFault[];
}

const MINUTE = 60_000;
/** What `expectedPayment` may do wrong: `number` says `authorization: 0`, `misspelt` has `oidPaybill` on its prototype. */
const EXPECTATIONS = ['throws', 'hangs', 'unknown', 'number', 'misspelt'] as const;
const FORGERIES = [
  ...(['unsigned', 'altered', 'own-key', 'other-merchant'] as const),
  ...(['no-message', 'foreign-order', 'foreign-refund', 'other-amount', 'into-queue'] as const),
];

/** The world that a seed stands for. */
export function planWorld(seed: number, only: Partial<WorldSettings> = {}): WorldPlan {
  const random = new Random(seed);
  const settings = { ...planSettings(random), ...only };
  const inYuan = Array.from({ length: random.pick([1, 1, 2]) }, () => planOrder(random, settings));
  const faults = random.chance(0.2) ? [] : planFaults(random, settings);
  const { sales, calls, callFaults } = planCalls(seed, settings);
  const paid = inYuan.flatMap((_order, index) => planAttempts(random, index, settings));
  const {
    orders,
    attempts: heard,
    restated,
  } = planCurrencies(seed, { settings, orders: inYuan, attempts: paid });
  const { attempts, silences, looks } = planSilence(seed, { settings, attempts: heard });
  return {
    seed,
    settings: faults.some(isMistake) ? { ...settings, repeats: MANY_REPEATS } : settings,
    orders,
    attempts,
    refunds: random.some(1, () => planRefund(random, attempts.length)).filter(() => attempts.length > 0),
    forgeries: [...random.some(2, () => planForgery(random, orders.length)), ...restated],
    sweeps: [
      ...random.some(3, () => ({
        atMs: random.below(15 * MINUTE),
        process: random.below(settings.processes),
      })),
      ...looks,
    ],
    sales,
    calls,
    // What changes the times of orders changes nothing of payouts: those worlds stay about what they are rare for.
    ...(faults.some(({ kind }) => kind === 'column')
      ? NO_PAYOUTS
      : planPayouts(seed, settings, orders, attempts.length)),
    faults: [...faults, ...silences, ...callFaults],
  };
}

function planFaults(random: Random, settings: WorldSettings): PlannedFault[] {
  const faults = onlyOneHandler(random.some(4, () => planFault(random, settings)));
  return faults.filter((fault) => isPossible(fault, settings));
}

/** A mistake in the app's code stays for a while: LianLian repeats for longer than that, and a handler that hangs. */
const MANY_REPEATS = 10;
function isMistake(fault: PlannedFault): boolean {
  return fault.kind === 'expectation' && (fault.how === 'number' || fault.how === 'misspelt');
}

/** In real time, the clock is the machine's, and nobody waits for a sweeper to have asked three times. */
const VIRTUAL_ONLY: readonly PlannedFault['kind'][] = ['clock', 'jump', 'column'];
function isPossible({ kind }: PlannedFault, { store }: WorldSettings): boolean {
  return !isRealStore(store) || !VIRTUAL_ONLY.includes(kind);
}

/** Whether a hook's writes and the outcome commit together. */
export function isTransactional(store: StoreKind): boolean {
  return store === 'transactional' || store === 'postgres' || store === 'mariadb';
}

/** With several handlers that are slow or hang, LianLian would have to repeat for longer than it does here. */
function onlyOneHandler(faults: readonly PlannedFault[]): PlannedFault[] {
  const first = faults.findIndex(({ kind }) => kind === 'handler');
  return faults.filter(({ kind }, index) => kind !== 'handler' || index === first);
}

function planSettings(random: Random): WorldSettings {
  const store = random.pick(['memory', 'shared', 'transactional'] as const);
  return {
    store,
    bars: random.chance(0.7),
    processes: store === 'memory' ? 1 : 1 + random.below(4),
    merchants: 1 + random.below(2),
    queue: random.chance(0.25),
    // The guide says that an inbox in memory needs it.
    returnsPaidBy: store === 'memory' || random.chance(0.6),
    saysAuthorization: random.chance(0.5),
    confirmByQuery: random.chance(0.15),
    hook: random.pick(['naive', 'naive', 'careful'] as const),
    maxConcurrent: random.chance(0.3) ? 1 + random.below(2) : undefined,
    // Fewer than 30, and still more than a handler that never ends outlives.
    repeats: random.chance(0.01) ? 30 : 5 + random.below(3),
  };
}

function planOrder(random: Random, { merchants }: WorldSettings): PlannedOrder {
  return {
    merchant: random.below(merchants),
    product: random.pick(['aggregate', 'easypay'] as const),
    // Few amounts, so that signatures can be used again.
    fen: random.pick([1, 995, 4_995]),
    isAuthorization: random.chance(0.15),
    isUnknown: random.chance(0.05),
  };
}

function planAttempts(random: Random, order: number, { saysAuthorization }: WorldSettings): PlannedAttempt[] {
  const count = random.pick([1, 1, 2, 2, 3]);
  const firstAt = random.below(5 * MINUTE);
  return Array.from({ length: count }, () => {
    const maybe = (probability: number): number | undefined =>
      random.chance(probability) ? random.below(random.pick([1_000, 10 * MINUTE])) : undefined;
    return {
      order,
      // Two tabs at the same moment, or one after the other.
      atMs: firstAt + (random.chance(0.6) ? 0 : random.below(10 * MINUTE)),
      result: random.chance(0.85) ? 'SUCCESS' : 'FAILURE',
      authorizes: !saysAuthorization && random.chance(0.1),
      excessFen: random.chance(0.05) ? 1 : 0,
      namesPayType: random.chance(0.8),
      replayAfterMs: maybe(0.25),
      replayNamesTime: random.chance(0.8),
      undoneAfterMs: maybe(0.2),
      byOtherProduct: random.chance(0.15),
    };
  });
}

function planRefund(random: Random, attempts: number): PlannedRefund {
  return {
    attempt: random.below(Math.max(1, attempts)),
    afterMs: random.below(10 * MINUTE),
    status: random.pick(['2', '3'] as const),
  };
}

function planForgery(random: Random, orders: number): PlannedForgery {
  return {
    atMs: random.below(10 * MINUTE),
    order: random.below(orders),
    kind: random.pick(FORGERIES),
  };
}

function planFault(random: Random, { processes }: WorldSettings): PlannedFault {
  const soon = (most: number): number => random.below(most);
  const faults: readonly (() => PlannedFault)[] = [
    () => ({ kind: 'crash', step: soon(60), after: random.chance(0.5) }),
    () => ({ kind: 'crash', step: soon(60), after: random.chance(0.5) }),
    () => ({ kind: 'restart', atMs: soon(15 * MINUTE), process: random.below(processes) }),
    () => ({
      kind: 'store',
      call: soon(8),
      how: random.pick(['before', 'after', 'forgets', 'slow'] as const),
    }),
    () => ({
      kind: 'store',
      call: soon(8),
      how: random.pick(['before', 'after', 'forgets', 'slow'] as const),
    }),
    () => ({
      kind: 'handler',
      run: soon(3),
      how: random.pick(['throws', 'slow', 'hangs', 'hangs', 'swallows'] as const),
    }),
    () => ({
      kind: 'handler',
      run: soon(3),
      how: random.pick(['throws', 'slow', 'hangs', 'hangs', 'swallows'] as const),
    }),
    () => ({ kind: 'expectation', run: soon(6), how: random.pick(EXPECTATIONS) }),
    () => ({ kind: 'expectation', run: soon(6), how: random.pick(EXPECTATIONS) }),
    () => ({
      kind: 'network',
      delivery: soon(10),
      how: random.pick(['lost', 'unanswered', 'twice', 'late'] as const),
    }),
    () => ({
      kind: 'network',
      delivery: soon(10),
      how: random.pick(['lost', 'unanswered', 'twice', 'late'] as const),
    }),
    () => ({ kind: 'silence', attempt: 0 }),
    () => ({ kind: 'silence', attempt: soon(3) }),
    () => ({ kind: 'silence', attempt: 1 + soon(2) }),
    () => ({ kind: 'query', call: soon(4) }),
    () => ({ kind: 'queue', call: soon(4), how: random.pick(['before', 'after'] as const) }),
    () => ({ kind: 'row' }),
    () => ({
      kind: 'clock',
      process: random.below(processes),
      byMs: random.pick([-1, 1]) * soon(24 * 60 * MINUTE),
    }),
    () => ({
      kind: 'jump',
      process: random.below(processes),
      atMs: soon(15 * MINUTE),
      byMs: random.pick([-1, 1]) * soon(24 * 60 * MINUTE),
    }),
    () => ({
      kind: 'jump',
      process: random.below(processes),
      atMs: soon(15 * MINUTE),
      byMs: random.pick([-1, 1]) * soon(24 * 60 * MINUTE),
    }),
    () => ({
      kind: 'column',
      byMs: random.pick([1_000, -8 * 60 * MINUTE]),
      compares: random.chance(0.3),
    }),
    () => ({ kind: 'observer' }),
  ];
  return random.pick(faults)();
}
