import type { HttpException } from '@nestjs/common';

import { isBlank } from '../../common/blank.js';
import { PAYOUT_RESULT } from '../../common/enums.js';
import { type PayoutEnd, payoutEnd } from '../../common/payout-state.js';
import { notificationSubject } from '../model/any-notification.js';
import type { PayoutNotification } from '../model/payout-notification.js';
import { NotificationConflict, NotificationUnavailable } from '../model/refusal.js';
import { joined, type NotificationClaim, outcomeIn, claimOutcome } from './claim-of.js';
import { handleMessages } from './handle.messages.js';

/**
 * A payout ends once: its first end claims its number, so that no two ends of one payout run at once or after each other.
 * The outcome is the transaction, its result and its amount in fen.
 *
 * A failure is an end of one send, and not of the payout: what failed for want of balance, say, may be sent again with the
 * same number, and be paid. See `failureClaim`.
 */
export function endClaim(notification: PayoutNotification): NotificationClaim {
  const { oid_partner, no_order, result_pay } = notification;
  return {
    key: joined(oid_partner, 'payout-number', no_order),
    outcome: claimOutcome(notification, result_pay),
  };
}

/** What claims a failure: the transaction that failed, or, where the send never got one, that send by its time. */
export function failureClaim(notification: PayoutNotification): NotificationClaim {
  const { oid_partner, no_order, oid_paybill = '', appliedAt } = notification;
  const send = isBlank(oid_paybill) ? appliedAt : undefined;
  return {
    key: joined(oid_partner, 'payout-failed', no_order, oid_paybill, send),
    outcome: claimOutcome(notification, PAYOUT_RESULT.failed),
  };
}

export function isFailure({ result_pay }: PayoutNotification): boolean {
  return payoutEnd(result_pay) === 'failed';
}

/** LianLian said of this very transaction that it failed, and now says something else. */
export function failedBefore(notification: PayoutNotification): NotificationConflict {
  const subject = notificationSubject(notification);
  const sentence = handleMessages.contradicted(subject, PAYOUT_RESULT.failed, notification.result_pay);
  return new NotificationConflict('contradicted', subject, sentence);
}

/**
 * Whether this is what alone may follow an end: the bank returned the money of the very payout that was paid. It claims
 * itself, as messages do that pay nothing.
 */
export function isReturnOf(before: string, notification: PayoutNotification): boolean {
  return (
    payoutEnd(notification.result_pay) === 'returned' &&
    before === claimOutcome(notification, PAYOUT_RESULT.paid)
  );
}

/** The end that comes first wins; of another one a person hears, because money may have left twice, or not at all. */
export function otherPayoutOutcome(notification: PayoutNotification, before: string): HttpException {
  const subject = notificationSubject(notification);
  // It was paid while this waited for the claim: the next copy finds that.
  if (isReturnOf(before, notification)) {
    return new NotificationUnavailable('busy', handleMessages.inProgress(subject));
  }
  const { transaction, result } = outcomeIn(before);
  const [ended, ends] = [payoutEnd(result), payoutEnd(notification.result_pay)];
  const isSame = transaction === (notification.oid_paybill ?? '');
  const refused = (reason: NotificationConflict['reason'], sentence: string): NotificationConflict =>
    new NotificationConflict(reason, subject, sentence);
  if (!isSame && ended === 'paid' && ends === 'paid')
    return refused('paid-twice', handleMessages.paidOutTwice(subject, transaction));
  if (!isSame) return refused('other-transaction', handleMessages.otherTransaction(subject, transaction));
  if (ended === ends) return refused('other-amount', handleMessages.otherOutcome(subject, before));
  return ended === 'returned' && ends === 'paid'
    ? refused('reversed', handleMessages.returnedBefore(subject))
    : refused('contradicted', handleMessages.contradicted(subject, result, notification.result_pay));
}

/** @throws NotificationConflict for a result that is no end: nothing is to be settled by it */
export function endOf(notification: PayoutNotification): PayoutEnd {
  const end = payoutEnd(notification.result_pay);
  if (end !== undefined) return end;
  const subject = notificationSubject(notification);
  throw new NotificationConflict(
    'not-final',
    subject,
    handleMessages.notFinal(subject, notification.result_pay),
  );
}
