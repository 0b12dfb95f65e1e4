import { InternalServerErrorException } from '@nestjs/common';

import { isBlank } from '../../common/blank.js';
import { amountInWords, currencyOf } from '../../common/currency.js';
import { CURRENCIES } from '../../common/enums.js';
import { fenOf } from '../../common/money.js';
import { brokenRules } from '../../common/broken-rules.js';
import { distanceBetween } from '../../common/options/nearest-name.js';
import { PAYMENT_PRODUCTS } from '../../common/payments/payment-reference.js';
import { handleMessages } from './handle.messages.js';
import type { ExpectedPayment, ExpectedPayout, ExpectedRefund } from '../model/hooks.js';
import { NotificationConflict } from '../model/refusal.js';
import { notificationSubject } from '../model/any-notification.js';
import type { PaymentNotification } from '../model/payment-notification.js';
import type { PayoutNotification } from '../model/payout-notification.js';
import type { RefundNotification } from '../model/refund-notification.js';

const PAYMENT_FIELDS: ExpectedFields = [
  ['money_order', 'amount'],
  ['currency_order', 'currency'],
  ['oid_partner', 'text'],
  ['oid_paybill', 'text'],
  ['authorization', 'flag'],
  ['product', 'product'],
];
const PAYOUT_FIELDS: ExpectedFields = [
  ['money_order', 'amount'],
  ['oid_partner', 'text'],
  ['oid_paybill', 'text'],
];
const REFUND_FIELDS: ExpectedFields = [
  ['money_refund', 'amount'],
  ['oid_partner', 'text'],
];

const READ_OF = {
  expectedPayment: PAYMENT_FIELDS,
  expectedRefund: REFUND_FIELDS,
  expectedPayout: PAYOUT_FIELDS,
};

/**
 * What the app expects, each field that will be compared read once: a getter may say something else the next time.
 *
 * @throws what a getter throws: of an entity that is not loaded, for one
 */
export function readExpected(hook: keyof typeof READ_OF, expected: unknown): unknown {
  if (typeof expected !== 'object' || expected === null) return expected;
  const fields = READ_OF[hook].flatMap(([field]) =>
    field in expected ? [[field, { value: Reflect.get(expected, field) as unknown }] as const] : [],
  );
  return Object.create(expected, Object.fromEntries(fields));
}

/**
 * Compares a payment with the order that it claims to be for.
 *
 * @throws NotificationConflict for an unknown order, or another merchant, currency or amount
 * @throws InternalServerErrorException if what the app returned cannot be compared
 */
export function comparePayment(
  notification: PaymentNotification,
  expected: ExpectedPayment | null | undefined,
  hasSeveralMerchants: boolean,
): asserts expected is ExpectedPayment {
  const subject = notificationSubject(notification);
  const { oid_partner, dt_order } = notification;
  if (expected === null || expected === undefined)
    throw new NotificationConflict('unknown-order', subject, handleMessages.unknownOrder(subject, dt_order));
  checkExpected(subject, expected, 'expectedPayment', PAYMENT_FIELDS);
  compareMerchant(subject, oid_partner, expected.oid_partner, 'expectedPayment', hasSeveralMerchants);
  compareCurrency(subject, notification, expected);
  const { money_order, currency_order } = notification;
  compareAmount(subject, money_order, expected.money_order, {
    ...{ hook: 'expectedPayment', field: 'money_order', currency_order },
  });
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
  const { oid_partner, money_refund, dt_refund = '' } = notification;
  if (expected === null || expected === undefined)
    throw new NotificationConflict(
      'unknown-order',
      subject,
      handleMessages.unknownRefund(subject, dt_refund),
    );
  checkExpected(subject, expected, 'expectedRefund', REFUND_FIELDS);
  compareMerchant(subject, oid_partner, expected.oid_partner, 'expectedRefund', hasSeveralMerchants);
  const field = { hook: 'expectedRefund', field: 'money_refund' };
  compareAmount(subject, money_refund, expected.money_refund, field);
}

/**
 * Compares a message about a payout with the payout that it claims to be about.
 *
 * @throws NotificationConflict for an unknown payout, or another merchant, amount or transaction
 * @throws InternalServerErrorException if what the app returned cannot be compared
 */
export function comparePayout(
  notification: PayoutNotification,
  expected: ExpectedPayout | null | undefined,
  hasSeveralMerchants: boolean,
): asserts expected is ExpectedPayout {
  const subject = notificationSubject(notification);
  const { oid_partner, money_order, dt_order, oid_paybill } = notification;
  if (expected === null || expected === undefined)
    throw new NotificationConflict('unknown-order', subject, handleMessages.unknownPayout(subject, dt_order));
  checkExpected(subject, expected, 'expectedPayout', PAYOUT_FIELDS);
  compareMerchant(subject, oid_partner, expected.oid_partner, 'expectedPayout', hasSeveralMerchants);
  const field = { hook: 'expectedPayout', field: 'money_order' };
  compareAmount(subject, money_order, expected.money_order, field);
  if (!isBlank(expected.oid_paybill) && expected.oid_paybill !== oid_paybill)
    throw new NotificationConflict(
      'other-transaction',
      subject,
      handleMessages.otherTransaction(subject, expected.oid_paybill),
    );
}

/** With several merchants, a refund that is compared with nothing could be that of another one. */
export function refundNotComparable(notification: RefundNotification): InternalServerErrorException {
  return unusable(notificationSubject(notification), handleMessages.expectedRefundMissing());
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
      hook === 'expectedPayout'
        ? handleMessages.otherPayoutMerchant(subject, notified, expected)
        : handleMessages.otherMerchant(subject, notified, expected),
    );
}

/** An amount without a currency is in yuan, on either side: the same number in another currency is another amount. */
function compareCurrency(subject: string, notified: PaymentNotification, expected: ExpectedPayment): void {
  if (currencyOf(notified) !== currencyOf(expected))
    throw new NotificationConflict(
      'other-currency',
      subject,
      handleMessages.otherCurrency(subject, amountInWords(notified), amountInWords(expected)),
    );
}

/** What an amount is called where it cannot be compared, and the currency of both where that is not yuan. */
interface ComparedField {
  readonly hook: string;
  readonly field: string;
  readonly currency_order?: string | undefined;
}

function compareAmount(
  subject: string,
  notified: string | undefined,
  expected: unknown,
  { hook, field, currency_order }: ComparedField,
): void {
  const expectedFen = fenOf(expected);
  if (expectedFen === undefined)
    throw unusable(subject, brokenRules.amount(`${hook}'s ${field}`, expected).message);
  // A refund's amount is optional on the wire.
  if (notified !== undefined && fenOf(notified) !== expectedFen) {
    throw new NotificationConflict(
      'other-amount',
      subject,
      handleMessages.otherAmount(
        subject,
        amountInWords({ money_order: notified, currency_order }),
        amountInWords({ money_order: String(expected), currency_order }),
      ),
    );
  }
}

/**
 * What a hook may return in each field. A database knows types that JavaScript does not (mysql2 makes 1 of TRUE), and
 * what is almost right would switch a protection off without a word.
 */
const FIELD_TYPES = {
  text: {
    says: 'text without blanks at its ends, null or undefined',
    fits: (value) => typeof value === 'string' && value === value.trim(),
  },
  flag: { says: 'true, false, null or undefined', fits: (value) => typeof value === 'boolean' },
  product: {
    says: `${PAYMENT_PRODUCTS.map((product) => `'${product}'`).join(', ')}, null or undefined`,
    fits: (value) => PAYMENT_PRODUCTS.some((product) => product === value),
  },
  currency: {
    says: `one of ${CURRENCIES.map((currency) => `'${currency}'`).join(', ')}, null or undefined`,
    fits: (value) => CURRENCIES.some((currency) => currency === value),
  },
  /** An amount, which has a sentence of its own: see `compareAmount`. */
  amount: { says: '', fits: () => true },
} satisfies Readonly<Record<string, { readonly says: string; readonly fits: (value: unknown) => boolean }>>;

type ExpectedFields = readonly (readonly [field: string, type: keyof typeof FIELD_TYPES])[];

/** @throws InternalServerErrorException that names the field */
function checkExpected(subject: string, expected: unknown, hook: string, fields: ExpectedFields): void {
  if (typeof expected !== 'object' || expected === null) {
    throw unusable(subject, handleMessages.expectationNoObject(hook));
  }
  refuseMisspelt(subject, expected, hook, fields);
  for (const [field, type] of fields) {
    const value: unknown = Reflect.get(expected, field);
    const { says, fits } = FIELD_TYPES[type];
    if (value !== null && value !== undefined && !fits(value)) {
      throw unusable(subject, handleMessages.expectationOfOtherType(hook, field, says));
    }
  }
}

/** A shorter name may well be a letter away from another field of the app's: `products` from `product`. */
const MIN_MISSPELT_LETTERS = 10;

/**
 * The app may return a whole row of its database, so other fields pass. One that is almost one of ours
 * (`oidPaybill`, `oid_paybil`) is a mistake that would switch a protection off without a word.
 */
function refuseMisspelt(subject: string, expected: object, hook: string, fields: ExpectedFields): void {
  const others = namesOf(expected).filter((name) => !fields.some(([field]) => field === name));
  if (others.length === 0) return;
  const letters = (name: string): string => name.replaceAll('_', '').toLowerCase();
  for (const [field] of fields) {
    if (field in expected) continue;
    const wanted = letters(field);
    const most = wanted.length < MIN_MISSPELT_LETTERS ? 0 : 1;
    const misspelt = others.find((name) => distanceBetween(letters(name), wanted) <= most);
    if (misspelt !== undefined) {
      throw unusable(subject, handleMessages.misspeltExpectation(hook, misspelt, field));
    }
  }
}

/** The names of an object's own fields, and of those that its classes give it: entities of an ORM have getters there. */
function namesOf(object: object): readonly string[] {
  const names: string[] = [];
  for (
    let holder: object | null = object;
    holder !== null && holder !== Object.prototype;
    holder = Reflect.getPrototypeOf(holder)
  ) {
    names.push(...Object.getOwnPropertyNames(holder));
  }
  return names;
}

/** The app has to be mended: nothing can be compared. */
function unusable(subject: string, sentence: string): InternalServerErrorException {
  return new InternalServerErrorException(handleMessages.notComparable(subject, sentence));
}
