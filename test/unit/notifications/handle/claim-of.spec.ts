import { describe, expect, it } from 'vitest';

import { inboxKeyOf } from '../../../../lib/notifications/handle/inbox-key.js';
import { parseText } from '../../../../lib/notifications/receive/parse-message.js';
import { toNotification } from '../../../../lib/notifications/receive/to-notification.js';
import { paymentFields } from '../../../support/lianlian-signs.js';

const keyOf = (fields: Record<string, string>, kind: 'payment' | 'refund' = 'payment'): string =>
  inboxKeyOf(toNotification(parseText(JSON.stringify(fields)), kind));

describe('the inbox key', () => {
  const base = paymentFields({ money_order: '0.1' });
  const refund = {
    oid_partner: base['oid_partner'] ?? '',
    oid_refundno: '9',
    no_refund: '8',
    sta_refund: '2',
    money_refund: '0.1',
  };

  it('is the same for every spelling of an amount, and whatever else differs', () => {
    const same = [
      {},
      { money_order: '0.10' },
      { money_order: '0.1000' },
      { info_order: 'x' },
      { dt_order: '' },
    ];
    expect(new Set(same.map((change) => keyOf({ ...base, ...change }))).size).toBe(1);
  });

  it('differs by merchant, kind, number, result and amount', () => {
    const payments = [
      {},
      { oid_partner: '201304121000009009' },
      { oid_paybill: '1' },
      { result_pay: 'FAILURE' },
      { money_order: '0.11' },
      { money_order: '10' },
      { oid_paybill: '1/SUCCESS' },
      { oid_paybill: '1', result_pay: 'SUCCESS/10' },
    ].map((change) => keyOf({ ...base, ...change }));
    const refunds = [
      {},
      { oid_refundno: '' },
      { sta_refund: '3' },
      { money_refund: '1' },
      { money_refund: '' },
      { sta_refund: '' },
    ].map((change) => keyOf({ ...refund, ...change }, 'refund'));
    expect(new Set([...payments, ...refunds]).size).toBe(payments.length + refunds.length);
  });

  it("takes a refund's own number only where LianLian's is missing", () => {
    expect(keyOf({ ...refund, no_refund: 'other' }, 'refund')).toBe(keyOf(refund, 'refund'));
  });
});
