import { type ExpectedPayout, type QueuedNotification, QueuedNotifications } from 'nestjs-lianlian';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../../../support/adapters.js';
import { ACK, post } from '../../../support/http.js';
import {
  openPayoutShop,
  payout,
  type PayoutOffice,
  type PayoutShop,
  queriedAt,
  type Says,
  startQueries,
} from '../../../support/payout-shop.js';
import { payment, shapesOn, uniqueNumber } from '../../../support/shop.js';
import type { Gateway } from '../../calls/support/gateway.js';

describe.each(ADAPTERS)('a queue of an app that pays out, on %s', (adapter) => {
  const says: Says = { payout: 'unknown', payment: 'unknown' };
  let lianlian: Gateway;
  beforeAll(async () => {
    lianlian = await startQueries(says);
  });
  afterAll(() => lianlian.stop());

  describe.each(shapesOn(adapter))('with %s', (shape) => {
    const jobs = new Map<string, QueuedNotification>();
    const hooks = {
      onPayout: vi.fn<PayoutOffice['onPayout']>(),
      onPayment: vi.fn(),
      onOtherResult: vi.fn(),
    };
    let expected: ExpectedPayout;
    let shop: PayoutShop;
    beforeEach(async () => {
      jobs.clear();
      vi.resetAllMocks();
      Object.assign(says, { payout: 'unknown', payment: 'unknown' });
      shop = await openPayoutShop({
        adapter,
        shape,
        office: {
          expectedPayout: () => expected,
          expectedPayment: () => ({ money_order: '49.95', authorization: false }),
          ...hooks,
        },
        module: { endpoints: queriedAt(lianlian) },
        notifications: {
          queue: {
            enqueue: (queued) => {
              jobs.set(queued.id, JSON.parse(JSON.stringify(queued)) as QueuedNotification);
              return Promise.resolve();
            },
          },
        },
      });
    });
    afterEach(() => shop.app.close());

    const handle = (queued: QueuedNotification) => shop.app.get(QueuedNotifications).handle(queued);
    const ran = (): number[] => Object.values(hooks).map(({ mock }) => mock.calls.length);
    /** What the route puts into the queue for a message. */
    const queued = async (url: string, body: Record<string, string>): Promise<QueuedNotification> => {
      const before = [...jobs.keys()];
      expect(await post(url, body)).toMatchObject({ status: 200, text: ACK });
      const job = [...jobs.values()].find(({ id }) => !before.includes(id));
      if (job === undefined) throw new Error('nothing was queued');
      return job;
    };
    const numbers = () => ({ no_order: uniqueNumber('shared-'), oid_paybill: uniqueNumber('2026') });

    it('keeps what becomes of a payout, each word once, and a worker hands it to onPayout', async () => {
      const of = numbers();
      expected = { money_order: '49.95', oid_paybill: of.oid_paybill };
      const success = await queued(shop.payoutNotifyUrl, payout(of));
      const cancel = await queued(shop.payoutNotifyUrl, payout({ ...of, result_pay: 'CANCEL' }));
      expect([success.kind, cancel.kind]).toEqual(['payout', 'payout']);
      expect((await post(shop.payoutNotifyUrl, payout(of))).status).toBe(200);
      expect(jobs.size).toBe(2);
      for (const job of [success, cancel, success, cancel])
        expect(await handle(job)).toEqual({ status: 'handled' });
      expect(hooks.onPayout.mock.calls.map(([{ kind, result_pay }]) => [kind, result_pay])).toEqual([
        ['payout', 'SUCCESS'],
        ['payout', 'CANCEL'],
      ]);
      expect(ran()).toEqual([2, 0, 0]);
    });

    it('is not believed about what a message is: its route decides, whatever a job calls it', async () => {
      const of = numbers();
      expected = { money_order: '49.95', oid_paybill: of.oid_paybill };
      const job = await queued(shop.payoutNotifyUrl, payout(of));
      const paid = await queued(shop.notifyUrl, payment({ ...of, oid_paybill: uniqueNumber('2028') }));
      // A payment's message in a payout's job is refused for good.
      expect(await handle({ ...job, message: paid.message })).toMatchObject({
        status: 'failed',
        isFinal: true,
        reason: 'Refused: wrong-route',
      });
      // A payout's message in a payment's job waits for a query that never names it as a payment.
      for (const kind of ['payment', 'payout'] as const)
        expect(await handle({ ...paid, kind, message: job.message })).toMatchObject({
          status: 'failed',
          isFinal: false,
          reason: 'Refused: not-confirmed',
        });
      expect(ran()).toEqual([0, 0, 0]);
      expect(await handle({ ...job, kind: 'payment' })).toEqual({ status: 'handled' });
      expect(await handle(paid)).toEqual({ status: 'handled' });
      expect(ran()).toEqual([1, 1, 0]);
    });

    it('makes a dead letter of a success that comes after the money went back, and says why', async () => {
      const of = numbers();
      expected = { money_order: '49.95', oid_paybill: of.oid_paybill };
      const cancel = await queued(shop.payoutNotifyUrl, payout({ ...of, result_pay: 'CANCEL' }));
      const success = await queued(shop.payoutNotifyUrl, payout(of));
      expect(await handle(cancel)).toEqual({ status: 'handled' });
      expect(await handle(success)).toMatchObject({
        status: 'failed',
        isFinal: true,
        reason: expect.stringContaining('the bank returned this money') as unknown,
      });
      expect(ran()).toEqual([1, 0, 0]);
    });

    it('makes a dead letter of what contradicts what was handled, or is another transaction, and says which', async () => {
      const of = numbers();
      const other = { ...of, oid_paybill: uniqueNumber('2027') };
      expected = { money_order: '49.95', oid_paybill: of.oid_paybill };
      const failure = await queued(shop.payoutNotifyUrl, payout({ ...of, result_pay: 'FAILURE' }));
      const success = await queued(shop.payoutNotifyUrl, payout(of));
      expect(await handle(failure)).toEqual({ status: 'handled' });
      for (const [job, sentence] of [
        [success, 'LianLian said FAILURE before, and says SUCCESS now'],
        [
          { ...success, message: JSON.stringify(payout(other)) },
          `(transaction ${other.oid_paybill}): LianLian's transaction of this payout is ${of.oid_paybill}`,
        ],
      ] as const)
        expect(await handle(job)).toMatchObject({
          status: 'failed',
          isFinal: true,
          reason: expect.stringContaining(sentence) as unknown,
        });
      expect(ran()).toEqual([1, 0, 0]);
    });

    it('takes nothing that is refused at once', async () => {
      const of = numbers();
      expected = { money_order: '49.96', oid_paybill: of.oid_paybill };
      expect((await post(shop.payoutNotifyUrl, payout(of))).status).toBe(409);
      expect((await post(shop.payoutNotifyUrl, payment(of))).status).toBe(409);
      expect(jobs.size).toBe(0);
    });

    it('waits for LianLian where the app does not know the transaction', async () => {
      const of = numbers();
      expected = { money_order: '49.95' };
      const job = await queued(shop.payoutNotifyUrl, payout(of));
      expect(await handle(job)).toMatchObject({ status: 'failed', isFinal: false });
      says.payout = { oid_paybill: of.oid_paybill, money_order: '49.95', result_pay: 'SUCCESS' };
      expect(await handle(job)).toEqual({ status: 'handled' });
      expect(ran()).toEqual([1, 0, 0]);
    });
  });
});
