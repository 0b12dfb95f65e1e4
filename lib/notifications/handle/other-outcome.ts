import type { HttpException } from '@nestjs/common';

import { currencyOf } from '../../common/currency.js';
import { type AnyNotification, notificationSubject } from '../model/any-notification.js';
import type { PaymentNotification } from '../model/payment-notification.js';
import { NotificationConflict } from '../model/refusal.js';
import { claimOf, currencyIn, transactionIn } from './claim-of.js';
import { handleMessages } from './handle.messages.js';
import { otherPayoutOutcome } from './payout-claims.js';

/** An order that another transaction paid already: both numbers are told, because one of the two has to be refunded. */
export function paidTwice(notification: PaymentNotification, paidBy: string): NotificationConflict {
  const subject = notificationSubject(notification);
  return new NotificationConflict('paid-twice', subject, handleMessages.paidTwice(subject, paidBy));
}

/** The money of this payment went back before its success was handled: what comes late must ship nothing. */
export function reversed(notification: AnyNotification): NotificationConflict {
  const subject = notificationSubject(notification);
  return new NotificationConflict('reversed', subject, handleMessages.reversed(subject));
}

/** The order, or the payout, was settled by something else than this notification says. */
export function otherOutcome(notification: AnyNotification, before: string): HttpException {
  if (notification.kind === 'payout') return otherPayoutOutcome(notification, before);
  const transaction = transactionIn(before);
  if (notification.kind === 'payment' && transaction !== notification.oid_paybill) {
    return paidTwice(notification, transaction);
  }
  const subject = notificationSubject(notification);
  const isOtherCurrency = notification.kind === 'payment' && currencyIn(before) !== currencyOf(notification);
  const reason = isOtherCurrency ? 'other-currency' : 'other-amount';
  const now = claimOf(notification, true).outcome;
  return new NotificationConflict(reason, subject, handleMessages.otherOutcome(subject, before, now));
}
