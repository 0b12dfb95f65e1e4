import { describe, expect, it } from 'vitest';

import { comparePayment, compareRefund } from '../../../../lib/notifications/handle/check-expected.js';
import type { PaymentNotification } from '../../../../lib/notifications/model/payment-notification.js';
import { NotificationConflict } from '../../../../lib/notifications/model/refusal.js';
import type { RefundNotification } from '../../../../lib/notifications/model/refund-notification.js';

const payment = {
  ...{ kind: 'payment', oid_partner: '201304121000001004', no_order: 'o-1', oid_paybill: '2026' },
  ...{ money_order: '49.95', result_pay: 'SUCCESS' },
};
const refund = {
  ...{ kind: 'refund', oid_partner: '201304121000001004', no_refund: 'r-1', sta_refund: '2' },
};

/** The line about a notification that the app knows nothing of. */
function lineOf(compare: () => void): string {
  try {
    compare();
  } catch (error) {
    if (error instanceof NotificationConflict && error.cause instanceof Error) return error.cause.message;
    throw error;
  }
  throw new Error('it was taken for known');
}

describe('the line about what the app does not know', () => {
  it('names the time that a payment was asked for with, and what may have changed it', () => {
    const notification = { ...payment, dt_order: '20261128120005' } as PaymentNotification;
    const line = lineOf(() => {
      comparePayment(notification, null, false);
    });
    expect(line).toContain('Payment of order o-1 (transaction 2026): expectedPayment knows no such order.');
    expect(line).toContain('It was asked for the dt_order 20261128120005: if it compares that');
    expect(line).toContain('round milliseconds up');
  });

  it('names that of a refund', () => {
    const notification = { ...refund, dt_refund: '20261128130005' } as RefundNotification;
    const line = lineOf(() => {
      compareRefund(notification, null, false);
    });
    expect(line).toContain('Refund r-1: expectedRefund knows no such refund.');
    expect(line).toContain('It was asked for the dt_refund 20261128130005');
  });

  it('says nothing of times where the notification has none', () => {
    const lines = [
      lineOf(() => {
        comparePayment({ ...payment, dt_order: '' } as PaymentNotification, null, false);
      }),
      lineOf(() => {
        compareRefund(refund as RefundNotification, null, false);
      }),
    ];
    for (const line of lines) expect(line).not.toContain('It was asked for');
  });
});
