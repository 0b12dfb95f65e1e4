import { PAYOUT_RESULT } from '../../common/enums.js';
import { type IdentifyingNumbers, namesWhatWasAsked } from '../../common/messages/identifying-numbers.js';
import { payoutEnd, type PayoutState } from '../../common/payments/payout-state.js';

/** Where a payout stands after LianLian took it. */
export type PayoutApplyState = 'accepted' | 'needs-confirmation';

/** Why LianLian holds a payout back. */
export type PayoutReviewReason = 'repetition' | 'name-mismatch' | 'repetition-and-name-mismatch';

/** The codes by which LianLian holds a payout back. */
const REASONS: ReadonlyMap<string, PayoutReviewReason> = new Map([
  ['4002', 'repetition'],
  ['4003', 'name-mismatch'],
  ['4004', 'repetition-and-name-mismatch'],
]);

/** The codes of a payout that is held back. */
export const REVIEW_CODES: readonly string[] = [...REASONS.keys()];

/** The code of a payout that LianLian has no record of. */
export const NO_RECORD_CODE = '8901';

/** How late LianLian may record a payout. */
const RECORDED_WITHIN_MS = 30 * 60_000;

const FINAL: readonly PayoutState[] = ['paid', 'failed', 'returned', 'closed'];

/** Why a payout is held back, by the code of its application; undefined if it is not. */
export function reviewReason(ret_code: string): PayoutReviewReason | undefined {
  return REASONS.get(ret_code);
}

/**
 * The state that a query's response tells. What it does not say for certain is open; and a response that does not say which
 * payout it is about tells nothing of this one.
 */
export function payoutState(
  response: IdentifyingNumbers & {
    readonly ret_code: string;
    readonly result_pay?: string | undefined;
  },
  request: IdentifyingNumbers,
): PayoutState {
  if (response.ret_code === NO_RECORD_CODE) return 'not-found';
  if (!namesWhatWasAsked(request, response)) return 'open';
  const isHeldBack = response.result_pay === PAYOUT_RESULT.underReview;
  return payoutEnd(response.result_pay) ?? (isHeldBack ? 'needs-confirmation' : 'open');
}

/** Whether a state that LianLian told is an end. That it has no record is none by itself. */
export function isFinalPayoutState(state: PayoutState): boolean {
  return FINAL.includes(state);
}

/**
 * Whether LianLian would have recorded by now what was sent at that time, in milliseconds. A time that is still to come says
 * that a clock is wrong, and nothing else.
 */
export function isPastRecording(sentAtMs: number): boolean {
  return Date.now() - sentAtMs > RECORDED_WITHIN_MS;
}
