import { describe, expect, it, type Mock, vi } from 'vitest';

import type { PaymentProduct } from '../../../lib/common/payments/payment-reference.js';
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

/** What each query says of the order, or what it throws. Every other one does not know it. */
type Says = Readonly<Partial<Record<PaymentProduct, PaymentStatus | Error>>>;

interface Asked {
  readonly product: PaymentProduct;
  readonly oid_paybill?: string | undefined;
}

interface Asking {
  readonly product?: PaymentProduct;
  readonly transactions?: Says;
  /** What the message names. */
  readonly currency_order?: string;
}

function confirming(
  says: Says,
  { product, transactions = {}, currency_order }: Asking = {},
): { confirm: () => Promise<void>; find: Mock<(asked: Asked) => Promise<PaymentStatus>> } {
  const find = vi.fn(async (asked: Asked) => {
    const said = asked.oid_paybill === undefined ? says : transactions;
    const status = said[asked.product] ?? { state: 'not-found' };
    if (status instanceof Error) throw status;
    return status;
  });
  const confirmation = new ConfirmByQuery(settings, { find } as unknown as PaymentQuery);
  return {
    confirm: () =>
      confirmation.confirm(
        {
          ...notification,
          ...(currency_order === undefined ? {} : { currency_order }),
        } as PaymentNotification,
        product && { money_order: '49.95', product },
      ),
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

  it.each<[what: string, asking: Asking, asked: readonly PaymentProduct[]]>([
    ['in yuan', {}, ['aggregate', 'easypay']],
    ['of a product that the app names', { product: 'mpay' }, ['mpay', 'aggregate']],
    ['that names its currency', { currency_order: 'USD' }, ['exchange', 'aggregate', 'easypay']],
    [
      'that names its currency, and of which the app says otherwise',
      { currency_order: 'USD', product: 'easypay' },
      ['easypay', 'aggregate', 'exchange'],
    ],
    [
      'in yuan, of an order in a foreign currency',
      { product: 'exchange' },
      ['exchange', 'aggregate', 'easypay'],
    ],
  ])(
    'a payment %s is asked about at the query of its product first, and at each address once',
    async (_what, asking, asked) => {
      const { confirm, find } = confirming({}, asking);
      await expect(confirm()).rejects.toThrow(NotificationUnavailable);
      expect(find.mock.calls.map(([{ product }]) => product)).toEqual(asked);
    },
  );

  it.each<[says: string | undefined, queried: string | undefined, isConfirmed: boolean]>([
    ['USD', 'USD', true],
    [undefined, 'CNY', true],
    ['CNY', undefined, true],
    ['USD', undefined, false],
    ['USD', 'CNY', false],
    ['USD', 'HKD', false],
    [undefined, 'USD', false],
  ])('a message in %s is confirmed by a query in %s: %s', async (currency_order, queried, isConfirmed) => {
    const status = paid({ currency_order: queried });
    const { confirm } = confirming(
      { exchange: status, easypay: status },
      currency_order === undefined ? {} : { currency_order },
    );
    if (isConfirmed) await expect(confirm()).resolves.toBeUndefined();
    else await expect(confirm()).rejects.toThrow(NotificationConflict);
  });

  it('nor is what a message leaves open told by a query in another currency', async () => {
    const find = vi.fn(() => Promise.resolve(paid({ currency_order: 'USD' })));
    const confirmation = new ConfirmByQuery(settings, { find } as unknown as PaymentQuery);
    await expect(confirmation.lookUp(notification, undefined)).rejects.toThrow(NotificationUnavailable);
    const inDollars = { ...notification, currency_order: 'USD' } as PaymentNotification;
    expect(await confirmation.lookUp(inDollars, undefined)).toMatchObject({ isPayment: true });
  });
});
