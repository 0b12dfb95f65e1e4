import { describe, expect, it } from 'vitest';

import type { PaymentNotification } from '../../lib/notifications/model/payment-notification.js';
import type { VerifiedPaymentReturn } from '../../lib/notifications/model/payment-return.js';
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
  const { payment, refund } = catalogue.notifications;

  it("have the fields of LianLian's table: payments", () => {
    expect(PAYMENT).toEqual(documented(payment.fields));
  });

  it("have the fields of LianLian's table: refunds", () => {
    expect(REFUND).toEqual(documented(refund.fields));
  });

  it.each(['notifications.payment', 'notifications.refund'])('%s has rules that this test knows', (id) => {
    const {
      responseEnums,
      responseEnumSources,
      returnedWhen = {},
      labels,
      required = {},
      ...further
    } = rulesOf(id);
    expect(further).toEqual({});
    const fields: Readonly<Record<string, string>> = id.endsWith('payment') ? PAYMENT : REFUND;
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
