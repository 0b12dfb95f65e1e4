import type { HttpException } from '@nestjs/common';

import { PAYOUT_RESULT } from '../../common/enums.js';
import { type PayoutEnd, payoutEnd } from '../../common/payout-state.js';
import { notificationSubject } from '../model/any-notification.js';
import type { PayoutNotification } from '../model/payout-notification.js';
import { NotificationConflict, NotificationUnavailable } from '../model/refusal.js';
import { joined, type NotificationClaim, outcomeIn, outcomeOf } from './claim-of.js';
import { handleMessages } from './handle.messages.js';

/**
 * A payout ends once: its first end claims its number, whichever it is, so that no two ends of one payout run at once or
 * after each other. The outcome is the transaction, its result and its amount in fen.
 *
 * Only what LianLian could not begin ends twice: see `isOfNextSending`.
 */
export function endClaim(notification: PayoutNotification): NotificationClaim {
  const { oid_partner, no_order, result_pay } = notification;
  return {
    key: joined(oid_partner, 'payout-number', no_order),
    outcome: outcomeOf(notification, result_pay),
  };
}

/** What the end of a payout claims that was sent again under its number, after an end that `isOfNextSending` knows. */
export function nextEndClaim({ key, outcome }: NotificationClaim): NotificationClaim {
  return { key: `${key}/next`, outcome };
}

/**
 * Whether this is an end of a later sending than the one that ended: a failure without a transaction (9104, for one) never
 * began, and the very same payout may be sent again, under its number, and be paid then.
 */
export function isOfNextSending(before: string, notification: PayoutNotification): boolean {
  return neverBegan(outcomeIn(before)) && !neverBegan(outcomeIn(endClaim(notification).outcome));
}

/**
 * Whether this is what alone may follow an end: the bank returned the money of the very payout that was paid. It claims
 * itself, as messages do that pay nothing.
 */
export function isReturnOf(before: string, notification: PayoutNotification): boolean {
  return (
    payoutEnd(notification.result_pay) === 'returned' &&
    before === outcomeOf(notification, PAYOUT_RESULT.paid)
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
  if (ended === ends) return refused('other-amount', handleMessages.otherOutcome(subject, before));
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
