import { DAY_MS } from '../common/durations.js';
import type { ReviewCode } from '../contract.js';
import type { PayoutBook } from './payout-book.js';
import type { PayoutEntry } from './payout.js';

/** Results of a payout that paid, or still may. */
const LIVE = new Set<PayoutEntry['result_pay']>(['CHECK', 'PROCESSING', 'SUCCESS']);

/**
 * Why LianLian would hold a payout back: it goes to an account that another one went to within 24 hours (4002), its name
 * is not the one that the account's first payout had (4003), or both (4004).
 *
 * A payout that failed, was closed or was returned is no reason: nothing was paid.
 */
export function reviewOf(
  entry: Pick<PayoutEntry, 'oid_partner' | 'no_order' | 'cardFingerprint' | 'nameFingerprint' | 'appliedAt'>,
  book: PayoutBook,
): ReviewCode | undefined {
  const others = book
    .toCard(entry.cardFingerprint)
    .filter((each) => each.oid_partner === entry.oid_partner && each.no_order !== entry.no_order);
  const isRepetition = others.some(
    ({ result_pay, appliedAt }) =>
      LIVE.has(result_pay) && entry.appliedAt.getTime() - appliedAt.getTime() < DAY_MS,
  );
  const [first] = others;
  const isOtherName = first !== undefined && first.nameFingerprint !== entry.nameFingerprint;
  if (isRepetition) return isOtherName ? '4004' : '4002';
  return isOtherName ? '4003' : undefined;
}
