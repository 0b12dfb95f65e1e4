import { InternalServerErrorException } from '@nestjs/common';

import { fenOf } from '../../common/money.js';
import { pays } from '../../common/payment-state.js';
import { fieldMessages } from '../../common/field.messages.js';
import { handleMessages } from './handle.messages.js';
import type { ExpectedPayment, ExpectedRefund } from '../model/hooks.js';
import { NotificationConflict } from '../model/refusal.js';
import { notificationSubject } from '../model/any-notification.js';
import type { PaymentNotification } from '../model/payment-notification.js';
import type { RefundNotification } from '../model/refund-notification.js';

const PAYMENT_FIELDS = ['money_order', 'oid_partner', 'oid_paybill', 'authorization', 'product'];
const REFUND_FIELDS = ['money_refund', 'oid_partner'];

/** What the comparison came to: a payment to handle, or one that is settled already. */
export type Comparison = 'as-expected' | 'settled';

/**
 * Compares a payment with the order that it claims to be for.
 *
 * @throws NotificationConflict for an unknown order, another merchant or amount, or a second payment
 * @throws InternalServerErrorException if what the app returned cannot be compared
 */
export function comparePayment(
  notification: PaymentNotification,
  expected: ExpectedPayment | null | undefined,
  hasSeveralMerchants: boolean,
): Comparison {
  const subject = notificationSubject(notification);
  const { oid_partner, money_order } = notification;
  if (expected === null || expected === undefined)
    throw new NotificationConflict('unknown-order', subject, handleMessages.unknownOrder(subject));
  refuseMisspelt(subject, expected, 'expectedPayment', PAYMENT_FIELDS);
  compareMerchant(subject, oid_partner, expected.oid_partner, 'expectedPayment', hasSeveralMerchants);
  compareAmount(subject, money_order, expected.money_order, 'expectedPayment', 'money_order');
  const settledBy = expected.oid_paybill ?? '';
  if (settledBy === '') return 'as-expected';
  if (settledBy === notification.oid_paybill) return 'settled';
  const isPayment = pays(notification, expected.authorization === true);
  if (isPayment)
    throw new NotificationConflict('paid-twice', subject, handleMessages.paidTwice(subject, settledBy));
  return 'as-expected';
}

/**
 * Compares a refund with the one that the app asked for.
 *
 * @throws NotificationConflict for an unknown refund, or another merchant or amount
 * @throws InternalServerErrorException if what the app returned cannot be compared
 */
export function compareRefund(
  notification: RefundNotification,
  expected: ExpectedRefund | null | undefined,
  hasSeveralMerchants: boolean,
): void {
  const subject = notificationSubject(notification);
  const { oid_partner, money_refund } = notification;
  if (expected === null || expected === undefined)
    throw new NotificationConflict('unknown-order', subject, handleMessages.unknownRefund(subject));
  refuseMisspelt(subject, expected, 'expectedRefund', REFUND_FIELDS);
  compareMerchant(subject, oid_partner, expected.oid_partner, 'expectedRefund', hasSeveralMerchants);
  compareAmount(subject, money_refund, expected.money_refund, 'expectedRefund', 'money_refund');
}

function compareMerchant(
  subject: string,
  notified: string,
  expected: string | null | undefined,
  hook: string,
  hasSeveralMerchants: boolean,
): void {
  if (expected === null || expected === undefined || expected === '') {
    // LianLian signs for every merchant with one key: without this, one merchant's payer settles another's order.
    if (hasSeveralMerchants) throw unusable(subject, handleMessages.expectedMerchantMissing(hook));
    return;
  }
  if (expected !== notified)
    throw new NotificationConflict(
      'other-merchant',
      subject,
      handleMessages.otherMerchant(subject, notified, expected),
    );
}

function compareAmount(
  subject: string,
  notified: string | undefined,
  expected: unknown,
  hook: string,
  field: string,
): void {
  const expectedFen = fenOf(expected);
  if (expectedFen === undefined)
    throw unusable(subject, fieldMessages.decimalYuan(`${hook}'s ${field}`, expected));
  // A refund's amount is optional on the wire.
  if (notified !== undefined && fenOf(notified) !== expectedFen) {
    throw new NotificationConflict(
      'other-amount',
      subject,
      handleMessages.otherAmount(subject, notified, String(expected)),
    );
  }
}

/**
 * The app may return a whole row of its database, so other fields pass. One that is almost one of ours
 * (`oidPaybill`) is a mistake that would switch a protection off without a word.
 */
function refuseMisspelt(subject: string, expected: object, hook: string, fields: readonly string[]): void {
  const others = Object.keys(expected).filter((name) => !fields.includes(name));
  if (others.length === 0) return;
  const letters = (name: string): string => name.replaceAll('_', '').toLowerCase();
  for (const field of fields.filter((name) => !(name in expected))) {
    const misspelt = others.find((name) => letters(name) === letters(field));
    if (misspelt !== undefined)
      throw unusable(subject, handleMessages.misspeltExpectation(hook, misspelt, field));
  }
}

/** The app has to be mended: nothing can be compared. */
function unusable(subject: string, sentence: string): InternalServerErrorException {
  return new InternalServerErrorException(handleMessages.notComparable(subject, sentence));
}
