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

type Death = (typeof DEATHS)[number];

/** Where a process lives on to hear that a person has to confirm the payout: there LianLian always holds it back. */
const HELD_BACK: readonly Death[] = ['completed', 'afterwards'];
/** There, too, but its response is lost: the query alone tells it, and has no code. */
const HELD_BACK_UNHEARD: Death = 'querying';
/** There LianLian refuses the payout, and no process hears of it but by the query. */
const REFUSED_UNHEARD: Death = 'queried';
/** There the query knows it too late, and a process that sends it once more hears that its number is known: 1002. */
const KNOWN_LATE: Death = 'taken';

/** Refusals that failed: the same number may be sent again, unchanged, and is paid then. */
const REFUSALS = ['9104', '4103', '4104'] as const;

const MINUTE_MS = 60_000;
/** When the query knows it: at once, soon, and later than the documents say. */
const RECORDED_AFTER_MS = [0, 10 * MINUTE_MS, 45 * MINUTE_MS];

/** One round: how the process dies, what LianLian does, and who else comes. */
export interface PayoutPlan {
  readonly no_order: string;
  readonly death: Death;
  /** For `random`. */
  readonly diesAfterMs: number;
  readonly ends: (typeof ENDS)[number];
  readonly recordedAfterMs: number;
  /** Whether a process that sends it once more hears 1002: LianLian knows the number, and its query does not, yet. */
  readonly isKnownLate: boolean;
  /** How LianLian refuses the first application, where it does. */
  readonly refusal: (typeof REFUSALS)[number] | undefined;
  /** Whether the network loses the response to the first application. */
  readonly losesResponse: boolean;
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
  const isUnheard = death === HELD_BACK_UNHEARD || death === REFUSED_UNHEARD;
  const refusal = death === REFUSED_UNHEARD ? random.pick(REFUSALS) : undefined;
  const ends = random.pick(endsOf(death));
  const isReviewed = ends === 'needs-confirmation' || ends === 'closed';
  return {
    no_order: `dies-${death}-${String(round)}`,
    death,
    diesAfterMs: random.below(600),
    ends,
    // The sandbox does one of the three to a payout.
    recordedAfterMs: isReviewed || refusal !== undefined ? 0 : random.pick(recordsOf(death)),
    isKnownLate: death === KNOWN_LATE,
    refusal,
    losesResponse: isUnheard,
    hasCompany: random.chance(0.3),
    other: random.pick(OTHERS),
    diesTwice: random.chance(0.3),
  };
}

function recordsOf(death: Death): readonly number[] {
  return death === KNOWN_LATE ? RECORDED_AFTER_MS.slice(-1) : RECORDED_AFTER_MS;
}

function endsOf(death: Death): readonly (typeof ENDS)[number][] {
  if (death === REFUSED_UNHEARD || death === KNOWN_LATE) return ['paid', 'failed', 'returned'];
  const isHeldBack = HELD_BACK.includes(death) || death === HELD_BACK_UNHEARD;
  return isHeldBack ? ['needs-confirmation', 'closed'] : ENDS;
}
