import { describe, expect, it } from 'vitest';

import type { PaymentNotification } from '../../lib/notifications/model/payment-notification.js';
import type { VerifiedPaymentReturn } from '../../lib/notifications/model/payment-return.js';
import type { PayoutNotification } from '../../lib/notifications/model/payout-notification.js';
import type { RefundNotification } from '../../lib/notifications/model/refund-notification.js';
import { catalogue, type CatalogueField, rulesOf } from './support/data.js';

/** The fields of a class by name, and whether each is always there: the compiler holds lists of them to it. */
type FieldsOf<Message> = {
  [Name in keyof Message as Name extends string ? Name : never]-?: undefined extends Message[Name]
    ? 'optional'
    : 'required';
};

const PAYMENT = {
  oid_partner: 'required',
  sign_type: 'required',
  sign: 'required',
  no_order: 'required',
  dt_order: 'required',
  oid_paybill: 'required',
  money_order: 'required',
  result_pay: 'required',
  settle_date: 'optional',
  info_order: 'optional',
  pay_type: 'optional',
  bank_code: 'optional',
  no_agree: 'optional',
  id_type: 'optional',
  id_no: 'optional',
  acct_name: 'optional',
  card_no: 'optional',
  ret_code: 'optional',
  ret_msg: 'optional',
} as const;

/** Payments in a foreign currency come in the same class: what only they have is optional in it. */
const EXCHANGE = {
  ...PAYMENT,
  currency_order: 'optional',
  currency_settle: 'optional',
  money_settle: 'optional',
  currency_pay: 'optional',
  money_pay: 'optional',
  exchange_rate: 'optional',
} satisfies Omit<FieldsOf<PaymentNotification>, 'kind'>;

const REFUND = {
  oid_partner: 'required',
  sign_type: 'required',
  sign: 'required',
  no_refund: 'optional',
  dt_refund: 'optional',
  money_refund: 'optional',
  oid_refundno: 'optional',
  sta_refund: 'optional',
  settle_date: 'optional',
  ret_code: 'optional',
  ret_msg: 'optional',
  money_foreign_refund: 'optional',
  rate_id: 'optional',
  rate: 'optional',
  exchange_bankcode: 'optional',
} satisfies Omit<FieldsOf<RefundNotification>, 'kind'>;

const PAYOUT = {
  oid_partner: 'required',
  sign_type: 'required',
  sign: 'required',
  dt_order: 'required',
  no_order: 'required',
  // Of every notification. A payout that was closed under review never had one: the sweeper hands that on.
  oid_paybill: 'optional',
  money_order: 'required',
  info_order: 'optional',
  result_pay: 'required',
  settle_date: 'optional',
} satisfies Omit<FieldsOf<PayoutNotification>, 'kind' | 'appliedAt'>;

/** The fields of a notification, by the name that the rules have for it. */
const NOTIFICATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'notifications.payment': PAYMENT,
  'notifications.mpay': PAYMENT,
  'notifications.exchange': EXCHANGE,
  'notifications.refund': REFUND,
  'notifications.payout': PAYOUT,
};

/** Where LianLian's documents differ: told in words. What it misspells: `test/e2e/notifications/handle/currencies.spec.ts`. */
const TOLD_ELSEWHERE: readonly string[] = ['contradictions', 'aliases'];

/** All but the order may be missing: editions of the pages differ, and a response is verified, not validated. */
const RETURN = {
  oid_partner: 'required',
  sign_type: 'required',
  sign: 'required',
  no_order: 'required',
  dt_order: 'optional',
  oid_paybill: 'optional',
  money_order: 'optional',
  result_pay: 'optional',
  settle_date: 'optional',
  info_order: 'optional',
  pay_type: 'optional',
  bank_code: 'optional',
  ret_code: 'optional',
  ret_msg: 'optional',
} satisfies Omit<FieldsOf<VerifiedPaymentReturn>, 'verified'>;

function documented(fields: readonly CatalogueField[]): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.map(({ name, required }) => [name, required ? 'required' : 'optional']));
}

describe('notifications', () => {
  const { payment, refund, payout, mpay, exchange } = catalogue.notifications;

  it("have the fields of LianLian's table: payments", () => {
    expect(PAYMENT).toEqual(documented(payment.fields));
  });

  it.each([
    ['MPAY payments', mpay, PAYMENT],
    ['payments in a foreign currency', exchange, EXCHANGE],
  ])(
    "have the fields of LianLian's table: %s, and require none that it does not",
    (_what, { fields }, ours) => {
      const theirs = documented(fields);
      const names = Object.keys(theirs);
      expect(Object.keys(ours)).toEqual(expect.arrayContaining(names));
      const required = Object.entries(ours).filter(([, presence]) => presence === 'required');
      for (const [name] of required) expect([name, theirs[name]]).toEqual([name, 'required']);
    },
  );

  it("have the fields of LianLian's table: refunds", () => {
    expect(REFUND).toEqual(documented(refund.fields));
  });

  it("have the fields of LianLian's table: payouts", () => {
    expect({ ...PAYOUT, oid_paybill: 'required' }).toEqual(documented(payout.fields));
  });

  it.each(Object.keys(NOTIFICATIONS))('%s has rules that this test knows', (id) => {
    const {
      responseEnums,
      responseEnumSources,
      returnedWhen = {},
      labels,
      required = {},
      ...further
    } = rulesOf(id);
    expect(Object.keys(further).filter((name) => !TOLD_ELSEWHERE.includes(name))).toEqual([]);
    const fields = NOTIFICATIONS[id] ?? {};
    for (const name of Object.keys({ ...responseEnums, ...responseEnumSources, ...labels })) {
      expect(fields).toHaveProperty(name);
    }
    for (const name of Object.keys(returnedWhen)) expect([name, fields[name]]).toEqual([name, 'optional']);
    for (const [name, isRequired] of Object.entries(required)) {
      expect([name, fields[name]]).toEqual([name, isRequired ? 'required' : 'optional']);
    }
  });
});

describe('returns', () => {
  it("have the fields of LianLian's tables, of every page", () => {
    const names = catalogue.apis.flatMap(({ syncNotification = [] }) =>
      syncNotification.map(({ name }) => name),
    );
    expect(new Set(Object.keys(RETURN))).toEqual(new Set(names));
  });
});
