import { describe, expect, it } from 'vitest';

import { parseText } from '../../../../lib/notifications/receive/parse-message.js';
import {
  kindOf,
  toNotification,
  unusableField,
} from '../../../../lib/notifications/receive/to-notification.js';
import { paymentFields } from '../../../support/lianlian-signs.js';

const read = (fields: object) => parseText(JSON.stringify(fields));

describe('the kind of a message', () => {
  const refund = { no_refund: '1' };
  it.each([
    ['payment', paymentFields()],
    ['refund', refund],
    ['refund', { oid_refundno: '1' }],
    ['refund', { ...refund, no_order: '1' }],
    [undefined, { ...paymentFields(), no_refund: '1' }],
    [undefined, { ...paymentFields(), result_pay: '' }],
    [undefined, { ...paymentFields(), no_order: ' ' }],
    [undefined, {}],
  ])('is %s', (kind, fields) => {
    expect(kindOf(read(fields), 'payments')).toBe(kind);
  });

  it.each([
    ['payout', paymentFields({ pay_type: '' })],
    ['payment', paymentFields()],
    ['refund', refund],
    [undefined, { ...paymentFields({ pay_type: '' }), no_refund: '1' }],
    [undefined, paymentFields({ pay_type: '', oid_paybill: '' })],
  ])('is %s on a route for payouts', (kind, fields) => {
    expect(kindOf(read(fields), 'payouts')).toBe(kind);
  });

  it('is ours, whatever the message calls kind', () => {
    expect(toNotification(read({ ...paymentFields(), kind: 'refund' }), 'payment').kind).toBe('payment');
  });

  it.each([
    '',
    'x',
    '1e3',
    '0x10',
    '٣',
    '1.',
    '.1',
    '+1',
    '-0.01',
    '00.1',
    '1 ',
    '0.001',
    '99999999999999999999',
  ])('cannot have the amount %j', (money_order) => {
    expect(unusableField(read({ ...paymentFields(), money_order }), 'payment')).toBe('money_order');
  });
});
