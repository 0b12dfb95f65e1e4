import type { HttpException } from '@nestjs/common';

import { PAYOUT_RESULT } from '../../common/enums.js';
import { type PayoutEnd, payoutEnd } from '../../common/payments/payout-state.js';
import { notificationSubject } from '../model/any-notification.js';
import type { PayoutNotification } from '../model/payout-notification.js';
import { NotificationConflict, NotificationUnavailable } from '../model/refusal.js';
import { joined, type NotificationClaim, outcomeIn, claimOutcome } from './claim-of.js';
import { handleMessages } from './handle.messages.js';

/**
 * A payout ends once: its end claims its number, so that no two ends of one payout run at once or after each other. The
 * outcome is the transaction, its result and its amount in fen; of a failure that never got a transaction the time at which
 * it was sent, too, where the app says it.
 *
 * Only a failure may be followed by another end: see `isOfNextSending`. That one claims the next link.
 *
 * @param link how many failures stand before it
 */
export function endClaim(notification: PayoutNotification, link = 0): NotificationClaim {
  const { oid_partner, no_order, result_pay, appliedAt } = notification;
  const key = joined(oid_partner, 'payout-number', no_order);
  const outcome = claimOutcome(notification, result_pay);
  const isTimed = neverBegan(outcomeIn(outcome)) && appliedAt !== undefined;
  return {
    key: link === 0 ? key : `${key}/${String(link)}`,
    outcome: isTimed ? `${outcome}/${appliedAt}` : outcome,
  };
}

/**
 * Whether this is an end of a later sending than the one that failed: the same payout may be sent again under its number
 * (after 9104, for one), and LianLian knows the next sending by another transaction. A failure without a transaction never
 * got that far: one that follows a failure is only told apart by the time at which the app says that it was sent.
 */
export function isOfNextSending(before: string, notification: PayoutNotification): boolean {
  const [failed, now] = [outcomeIn(before), outcomeIn(endClaim(notification).outcome)];
  if (payoutEnd(failed.result) !== 'failed' || isSameFailure(before, notification)) return false;
  return failed.transaction === '' || failed.transaction !== now.transaction;
}

/**
 * Whether a failure without a transaction is a copy of the one that is remembered. Of two sends that never got a transaction only their times tell
 * one from the other; LianLian names the transaction of every send that got one.
 */
export function isSameFailure(before: string, notification: PayoutNotification): boolean {
  const [failed, now] = [outcomeIn(before), outcomeIn(endClaim(notification).outcome)];
  if (!neverBegan(failed) || !neverBegan(now)) return false;
  return failed.sentAt === now.sentAt || failed.sentAt === '' || now.sentAt === '';
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
  // It was paid, or failed without a transaction, while this waited for the claim: the next copy finds that.
  if (isReturnOf(before, notification) || isOfNextSending(before, notification)) {
    return new NotificationUnavailable('busy', handleMessages.inProgress(subject));
  }
  const { transaction, result } = outcomeIn(before);
  const [ended, ends] = [payoutEnd(result), payoutEnd(notification.result_pay)];
  // An end that names no transaction contradicts the one that does: it is about no other one.
  const isSame = transaction === (notification.oid_paybill ?? transaction) || transaction === '';
  const refused = (reason: NotificationConflict['reason'], sentence: string): NotificationConflict =>
    new NotificationConflict(reason, subject, sentence);
  if (!isSame && ended === 'paid' && ends === 'paid')
    return refused('paid-twice', handleMessages.paidOutTwice(subject, transaction));
  if (!isSame) return refused('other-transaction', handleMessages.otherTransaction(subject, transaction));
  if (ended === ends)
    return refused(
      'other-amount',
      handleMessages.otherOutcome(subject, before, endClaim(notification).outcome),
    );
  return ended === 'returned' && ends === 'paid'
    ? refused('reversed', handleMessages.returnedBefore(subject))
    : refused('contradicted', handleMessages.contradicted(subject, result, notification.result_pay));
}

function neverBegan({ transaction, result }: ReturnType<typeof outcomeIn>): boolean {
  return transaction === '' && payoutEnd(result) === 'failed';
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
