import { describe, expect, it, type Mock, vi } from 'vitest';

import type { PaymentProduct } from '../../../lib/common/payment-reference.js';
import type { LianlianSettings } from '../../../lib/config/settings.js';
import type { PaymentNotification } from '../../../lib/notifications/model/payment-notification.js';
import { NotificationConflict, NotificationUnavailable } from '../../../lib/notifications/model/refusal.js';
import { ConfirmByQuery } from '../../../lib/queries/confirm-by-query.js';
import type { PaymentQuery } from '../../../lib/queries/payment-query.js';
import type { PaymentStatus } from '../../../lib/queries/payment-status.js';

const notification = {
  kind: 'payment',
  oid_partner: '201304121000001004',
  no_order: 'o-1',
  dt_order: '20170801225714',
  oid_paybill: '2017080112345678',
  money_order: '49.95',
  result_pay: 'SUCCESS',
} as PaymentNotification;
const settings = { notifications: { confirmByQuery: true } } as LianlianSettings;

const paid = (response: object = {}): PaymentStatus =>
  ({
    state: 'paid',
    response: { oid_paybill: '2017080112345678', money_order: '49.950', ...response },
  }) as PaymentStatus;
const other = paid({ oid_paybill: '2017080199999999' });

/** What each query says of the order, or what it throws. */
type Says = Readonly<Record<PaymentProduct, PaymentStatus | Error>>;

interface Asked {
  readonly product: PaymentProduct;
  readonly oid_paybill?: string | undefined;
}

function confirming(
  says: Says,
  { product, transactions = {} }: { product?: PaymentProduct; transactions?: Partial<Says> } = {},
): { confirm: () => Promise<void>; find: Mock<(asked: Asked) => Promise<PaymentStatus>> } {
  const find = vi.fn(async (asked: Asked) => {
    const said = asked.oid_paybill === undefined ? says : transactions;
    const status = said[asked.product] ?? { state: 'not-found' };
    if (status instanceof Error) throw status;
    return status;
  });
  const confirmation = new ConfirmByQuery(settings, { find } as unknown as PaymentQuery);
  return {
    confirm: () => confirmation.confirm(notification, product && { money_order: '49.95', product }),
    find,
  };
}

describe('a payment is confirmed by the query', () => {
  it('that names its transaction and amount', async () => {
    const { confirm, find } = confirming({ aggregate: paid(), easypay: new Error('not asked') });
    await confirm();
    const { no_order, dt_order, oid_partner } = notification;
    expect(find.mock.calls).toEqual([[{ product: 'aggregate', no_order, dt_order, oid_partner }]]);
  });

  it('that is asked for this very transaction, where the order has another one', async () => {
    const { confirm, find } = confirming(
      { aggregate: other, easypay: new Error('not asked') },
      { transactions: { aggregate: paid() } },
    );
    await confirm();
    expect(find).toHaveBeenLastCalledWith(expect.objectContaining({ oid_paybill: notification.oid_paybill }));
  });

  it.each<[what: string, first: PaymentStatus]>([
    ['waits', { state: 'pending' }],
    ['failed', { state: 'failed' }],
    ['was closed', { state: 'closed' }],
    ['is not known', { state: 'not-found' }],
    ['was paid by another transaction', other],
  ])('of the second product, where that of the first %s', async (_what, first) => {
    await expect(confirming({ aggregate: first, easypay: paid() }).confirm()).resolves.toBeUndefined();
    // The product that the app named is only asked first.
    await expect(
      confirming({ aggregate: paid(), easypay: first }, { product: 'easypay' }).confirm(),
    ).resolves.toBeUndefined();
  });

  it.each<[what: string, says: Says, refusal: typeof NotificationConflict | typeof NotificationUnavailable]>([
    [
      'no query knows it',
      { aggregate: { state: 'not-found' }, easypay: { state: 'not-found' } },
      NotificationUnavailable,
    ],
    [
      'one is pending',
      { aggregate: { state: 'failed' }, easypay: { state: 'pending' } },
      NotificationUnavailable,
    ],
    [
      'one cannot be asked',
      { aggregate: { state: 'failed' }, easypay: new Error('x') },
      NotificationUnavailable,
    ],
    [
      'one says failed',
      { aggregate: { state: 'failed' }, easypay: { state: 'not-found' } },
      NotificationConflict,
    ],
    [
      'one names another transaction',
      { aggregate: other, easypay: { state: 'not-found' } },
      NotificationConflict,
    ],
    [
      'one names another amount',
      { aggregate: paid({ money_order: '49.96' }), easypay: { state: 'not-found' } },
      NotificationConflict,
    ],
    [
      'it was authorized',
      { aggregate: { state: 'not-found' }, easypay: { state: 'authorized' } },
      NotificationConflict,
    ],
  ])('and refused where %s', async (_what, says, refusal) => {
    await expect(confirming(says).confirm()).rejects.toThrow(refusal);
  });
});
