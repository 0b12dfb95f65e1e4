import { describe, expect, it } from 'vitest';

import {
  claimOf,
  type NotificationClaim,
  notificationId,
  transactionIn,
} from '../../../../lib/notifications/handle/claim-of.js';
import type { AnyNotification } from '../../../../lib/notifications/model/any-notification.js';
import { parseText } from '../../../../lib/notifications/receive/parse-message.js';
import { toNotification } from '../../../../lib/notifications/receive/to-notification.js';
import { paymentFields } from '../../../support/lianlian-signs.js';

type Fields = Record<string, string>;
type Kind = AnyNotification['kind'];

const made = (fields: Fields, kind: Kind = 'payment'): AnyNotification =>
  toNotification(parseText(JSON.stringify(fields)), kind);
const claim = (fields: Fields, isPayment = true, kind: Kind = 'payment'): NotificationClaim =>
  claimOf(made(fields, kind), isPayment);
const distinct = (texts: readonly string[]): number => new Set(texts).size;

const base = paymentFields({ money_order: '0.1' });
const refund = {
  oid_partner: base['oid_partner'] ?? '',
  oid_refundno: '9',
  no_refund: '8',
  sta_refund: '2',
  money_refund: '0.1',
};
/** What makes two messages about payments different, whatever they claim. */
const DIFFERENT: readonly Fields[] = [
  {},
  { oid_paybill: '1' },
  { result_pay: 'FAILURE' },
  { money_order: '0.11' },
  { money_order: '10' },
  { currency_order: 'USD' },
  { currency_order: 'usd' },
  { currency_order: 'USD', money_order: '10' },
  { oid_paybill: '1/SUCCESS' },
  { oid_paybill: '1', result_pay: 'SUCCESS/10' },
];

describe('what pays', () => {
  it('claims its order: merchant, number and time, whatever pays it', () => {
    const same = [...DIFFERENT, { money_order: '0.10' }, { info_order: 'x' }, { pay_type: '2' }];
    expect(distinct(same.map((change) => claim({ ...base, ...change }).key))).toBe(1);
  });

  it('claims another key for another merchant, number or time', () => {
    const orders = [
      {},
      { oid_partner: '201304121000009009' },
      { no_order: 'order-2' },
      { no_order: 'Order-1' },
      { dt_order: '20261121120001' },
      { dt_order: '' },
      { no_order: 'order-1/20261121120000', dt_order: '' },
      { no_order: 'order', dt_order: '-1/20261121120000' },
      { no_order: '订单' },
    ];
    expect(distinct(orders.map((change) => claim({ ...base, ...change }).key))).toBe(orders.length);
  });

  it('leaves behind its transaction, result and amount in fen, however the amount is written', () => {
    expect(claim(base).outcome).toBe('2026112100000001/SUCCESS/10');
    for (const money_order of ['0.10', '0.1000', '0.100000']) {
      expect(claim({ ...base, money_order }).outcome).toBe('2026112100000001/SUCCESS/10');
    }
    expect(distinct(DIFFERENT.map((change) => claim({ ...base, ...change }).outcome))).toBe(DIFFERENT.length);
  });

  it.each(['2026112100000001', '1/SUCCESS', 'a%2Fb', '交易', ''])(
    'leaves transaction %j to be read',
    (oid_paybill) => {
      expect(transactionIn(claim({ ...base, oid_paybill }).outcome)).toBe(oid_paybill);
    },
  );

  it('fits the inbox, however long its numbers are in LianLian’s table', () => {
    const longest = {
      ...base,
      no_order: '单'.repeat(32),
      oid_paybill: '9'.repeat(18),
      money_order: '999999.99',
    };
    expect(claim(longest).key.length).toBeLessThanOrEqual(512);
    expect(claim(longest).outcome.length).toBeLessThanOrEqual(255);
  });
});

describe('what pays nothing', () => {
  it('claims itself: merchant, kind, number, result and amount', () => {
    const payments = DIFFERENT.map((change) => claim({ ...base, ...change }, false).key);
    const refunds = [
      {},
      { oid_refundno: '' },
      { sta_refund: '3' },
      { money_refund: '1' },
      { money_refund: '' },
      { sta_refund: '' },
    ].map((change) => claim({ ...refund, ...change }, false, 'refund').key);
    const paying = claim(base).key;
    expect(distinct([...payments, ...refunds, paying])).toBe(payments.length + refunds.length + 1);
  });

  it('is the same for every spelling of an amount, and whatever else differs', () => {
    const same = [
      {},
      { money_order: '0.10' },
      { money_order: '0.1000' },
      { info_order: 'x' },
      { dt_order: '' },
    ];
    const claims = same.map((change) => claim({ ...base, ...change }, false));
    expect(distinct(claims.map(({ key }) => key))).toBe(1);
    expect(claims.map(({ outcome }) => outcome)).toEqual(same.map(() => 'handled'));
  });

  it('claims what a notification is told apart by', () => {
    for (const notification of [made(base), made(refund, 'refund')]) {
      expect(claimOf(notification, false).key).toBe(notificationId(notification));
    }
  });

  it("takes a refund's own number only where LianLian's is missing, and pays nothing in any case", () => {
    const keyOf = (fields: Fields, isPayment = false): string => claim(fields, isPayment, 'refund').key;
    expect(keyOf({ ...refund, no_refund: 'other' })).toBe(keyOf(refund));
    expect(keyOf({ ...refund, oid_refundno: '' })).not.toBe(keyOf(refund));
    expect(keyOf(refund, true)).toBe(keyOf(refund));
  });
});
