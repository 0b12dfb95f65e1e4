import { Random } from '../../../simulation/random.js';

/** Where the first process dies. The first three are steps of its inbox, and `random` is after some milliseconds. */
export const DEATHS = [
  ...(['claimed', 'completing', 'completed'] as const),
  ...(['sent', 'taken', 'querying', 'queried', 'random', 'afterwards'] as const),
];

/** What becomes of the payout, once LianLian has it. */
const ENDS = ['paid', 'paid', 'failed', 'returned', 'needs-confirmation', 'closed'] as const;

/** The other payouts that a process tries to send under the number. */
const OTHERS = [{ money_order: '50.00' }, { card_no: '6222021001116245728' }, { acct_name: '李四' }] as const;

/** Where a process lives on to hear that a person has to confirm the payout: there LianLian always holds it back. */
const HELD_BACK: readonly (typeof DEATHS)[number][] = ['completed', 'afterwards'];

const MINUTE_MS = 60_000;
/** When the query knows it: at once, soon, and later than the documents say. */
const RECORDED_AFTER_MS = [0, 10 * MINUTE_MS, 45 * MINUTE_MS];

/** One round: how the process dies, what LianLian does, and who else comes. */
export interface PayoutPlan {
  readonly no_order: string;
  readonly death: (typeof DEATHS)[number];
  /** For `random`. */
  readonly diesAfterMs: number;
  readonly ends: (typeof ENDS)[number];
  readonly recordedAfterMs: number;
  /** Whether another process settles the same payout at the same time. */
  readonly hasCompany: boolean;
  readonly other: Readonly<Record<string, string>>;
  /** Whether the process that picks it up is killed in its turn. */
  readonly diesTwice: boolean;
}

/** The plan of a round. Every death comes in turn, and the rest by the seed. */
export function planOf(seed: number, round: number): PayoutPlan {
  const random = new Random(seed + round);
  // The steps of an inbox are named by the order's number.
  const death = DEATHS[round % DEATHS.length] ?? 'afterwards';
  const drawn = random.pick(ENDS);
  const ends = HELD_BACK.includes(death) ? random.pick(['needs-confirmation', 'closed'] as const) : drawn;
  const isReviewed = ends === 'needs-confirmation' || ends === 'closed';
  return {
    no_order: `dies-${death}-${String(round)}`,
    death,
    diesAfterMs: random.below(600),
    ends,
    // The sandbox does one of the two to a payout.
    recordedAfterMs: isReviewed ? 0 : random.pick(RECORDED_AFTER_MS),
    hasCompany: random.chance(0.3),
    other: random.pick(OTHERS),
    diesTwice: random.chance(0.3),
  };
}
