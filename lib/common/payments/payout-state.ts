import { PAYOUT_RESULT } from '../enums.js';

/**
 * What LianLian says became of a payout:
 * - `paid`: paid out; the bank may still return it. `returned`: the bank did. `failed`, and `closed`: never confirmed in
 *   time: not paid
 * - `open`: under way, or LianLian could not tell; `needs-confirmation`: a person has to decide
 * - `not-found`: LianLian has no such payout, yet
 */
export type PayoutState =
  'open' | 'needs-confirmation' | 'paid' | 'failed' | 'returned' | 'closed' | 'not-found';

/** What nothing follows after, but for a return after `paid`. */
export type PayoutEnd = Extract<PayoutState, 'paid' | 'failed' | 'returned' | 'closed'>;

const ENDS: ReadonlyMap<string, PayoutEnd> = new Map<string, PayoutEnd>([
  [PAYOUT_RESULT.paid, 'paid'],
  [PAYOUT_RESULT.failed, 'failed'],
  [PAYOUT_RESULT.returned, 'returned'],
  [PAYOUT_RESULT.closed, 'closed'],
]);

/** The end that a `result_pay` tells of a payout; undefined where it is none: nothing is to be settled by that. */
export function payoutEnd(result_pay: string | undefined): PayoutEnd | undefined {
  return ENDS.get(result_pay ?? '');
}

/** Whether a payout ended without leaving: after that it may have been sent again. What a bank returned had left. */
export function isUnpaidEnd(state: PayoutState | undefined): boolean {
  return state === 'failed' || state === 'closed';
}
