import { LianlianService, MemoryInbox, type NotificationInbox } from 'nestjs-lianlian';
import { describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../../../support/adapters.js';
import { ACK, post, sleep } from '../../../support/http.js';
import { openShop, payment, type Shop, shapesOn, uniqueNumber } from '../../../support/shop.js';

const acknowledged = { status: 200, text: ACK };
const counts = (shop: Shop): Readonly<Record<string, number>> =>
  shop.app.get(LianlianService).events.counts();

/** What LianLian says of one transaction, one word after the other. */
function transactionOf(no_order: string) {
  const oid_paybill = uniqueNumber('2026').padEnd(18, '0');
  return (result_pay: string, more: Record<string, string> = {}) =>
    payment({ no_order, oid_paybill, result_pay, ...more });
}

describe.each(ADAPTERS)('a payment whose money went back, on %s', (adapter) => {
  describe.each(shapesOn(adapter))('on %s', (shape) => {
    const open = async (paidBy?: () => string | undefined, inbox?: NotificationInbox) => {
      const onPayment = vi.fn();
      const onOtherResult = vi.fn();
      const expectedPayment = () => ({ money_order: '49.95', oid_paybill: paidBy?.() });
      const notifications = inbox === undefined ? {} : { inbox };
      const hooks = { expectedPayment, onPayment, onOtherResult };
      const shop = await openShop({ adapter, shape, hooks, notifications });
      return { shop, onPayment, onOtherResult };
    };

    it('ships nothing where its success comes late: refused, with one line that names it and an event', async () => {
      const { shop, onPayment, onOtherResult } = await open();
      const no_order = uniqueNumber('reversed-');
      const says = transactionOf(no_order);
      expect(await post(shop.notifyUrl, says('REFUND'))).toMatchObject(acknowledged);
      const late = [];
      for (let copy = 0; copy < 3; copy++) late.push((await post(shop.notifyUrl, says('SUCCESS'))).status);
      expect(late).toEqual([409, 409, 409]);
      // Without a pay_type it is the same transaction.
      expect((await post(shop.notifyUrl, says('SUCCESS', { pay_type: '' }))).status).toBe(503);
      expect([onPayment.mock.calls.length, onOtherResult.mock.calls.length]).toEqual([0, 1]);
      const lines = shop.logger.texts('error').filter((line) => line.includes('went back to the payer'));
      expect(lines).toEqual([expect.stringContaining(no_order)]);
      expect(lines[0]).toContain(says('SUCCESS')['oid_paybill']);
      expect(counts(shop)).toMatchObject({ handled: 1, 'refused.reversed': 3 });

      // The payer pays anew.
      const again = transactionOf(no_order)('SUCCESS');
      expect(await post(shop.notifyUrl, again)).toMatchObject(acknowledged);
      expect(onPayment.mock.calls).toEqual([
        [expect.objectContaining({ oid_paybill: again['oid_paybill'] }), ...rest(onPayment)],
      ]);
      await shop.close();
    });

    it('is what it was where it had been settled before: a late copy is acknowledged, and nothing runs again', async () => {
      const { shop, onPayment, onOtherResult } = await open();
      const says = transactionOf(uniqueNumber('reversed-'));
      for (const result of ['SUCCESS', 'REFUND', 'SUCCESS', 'REFUND'])
        expect(await post(shop.notifyUrl, says(result))).toMatchObject(acknowledged);
      expect([onPayment.mock.calls.length, onOtherResult.mock.calls.length]).toEqual([1, 1]);
      expect(counts(shop)).toMatchObject({ handled: 2, repeated: 2 });
      await shop.close();
    });

    it.each(['REFUND', 'FAILURE'])(
      'is warned about once, as %s, though the app does not say what paid, and its hook fails every time',
      async (result) => {
        const onOtherResult = vi.fn(() => {
          throw new Error('no stock');
        });
        const expectedPayment = () => ({ money_order: '49.95' });
        const shop = await openShop({
          adapter,
          shape,
          hooks: { expectedPayment, onPayment: vi.fn(), onOtherResult },
        });
        const no_order = uniqueNumber('reversed-');
        const says = transactionOf(no_order);
        expect(await post(shop.notifyUrl, says('SUCCESS'))).toMatchObject(acknowledged);
        for (let copy = 0; copy < 5; copy++)
          expect((await post(shop.notifyUrl, says(result))).status).toBe(500);
        expect(onOtherResult).toHaveBeenCalledTimes(5);
        const warnings = shop.logger
          .texts('warn')
          .filter((line) => line.includes(`now LianLian says ${result}`));
        expect(warnings).toEqual([expect.stringContaining(no_order)]);
        // Another transaction, that never paid, takes nothing back.
        await post(shop.notifyUrl, transactionOf(no_order)(result));
        expect(shop.logger.texts('warn').filter((line) => line.includes('now LianLian says'))).toHaveLength(
          1,
        );
        await shop.close();
      },
    );

    it('is acknowledged where the app says that it paid, though the inbox forgot it', async () => {
      const no_order = uniqueNumber('reversed-');
      const says = transactionOf(no_order);
      const { shop, onPayment } = await open(() => says('SUCCESS')['oid_paybill']);
      for (const result of ['REFUND', 'SUCCESS'])
        expect(await post(shop.notifyUrl, says(result))).toMatchObject(acknowledged);
      expect(onPayment).not.toHaveBeenCalled();
      await shop.close();
    });

    it.each([
      ['an inbox that is not transactional', false],
      ['a transactional inbox', true],
    ])(
      'ships nothing where it went back in another process while it waited, with %s',
      async (_what, transactional) => {
        const inbox = Object.assign(new MemoryInbox(), { transactional });
        let finish = (): void => undefined;
        const asked = vi.fn(() => ({ money_order: '49.95' }));
        const onPayment = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
        const hooks = { expectedPayment: asked, onPayment };
        const notifications = { inbox, maxConcurrent: 1 };
        const shop = await openShop({ adapter, shape, hooks, notifications });
        const { shop: other, onOtherResult } = await open(undefined, inbox);
        const first = post(shop.notifyUrl, transactionOf(uniqueNumber('first-'))('SUCCESS'));
        await vi.waitFor(() => {
          expect(onPayment).toHaveBeenCalledTimes(1);
        });
        const says = transactionOf(uniqueNumber('reversed-'));
        const waits = post(shop.notifyUrl, says('SUCCESS'));
        await vi.waitFor(() => {
          expect(asked).toHaveBeenCalledTimes(2);
        });
        expect(await post(other.notifyUrl, says('REFUND'))).toMatchObject(acknowledged);
        expect(onOtherResult).toHaveBeenCalledTimes(1);
        await sleep(1_100);
        finish();
        expect([(await first).status, (await waits).status]).toEqual([200, 409]);
        expect(onPayment).toHaveBeenCalledTimes(1);
        expect(counts(shop)).toMatchObject({ handled: 1, 'refused.reversed': 1 });
        await shop.close();
        await other.close();
      },
    );

    it('ships nothing with an inbox that says that it looks, and passes on nothing to look for', async () => {
      const memory = new MemoryInbox();
      const forgetful: NotificationInbox = {
        bars: true,
        once: (key, outcome, work) => memory.once(key, outcome, work),
        recall: (key) => memory.recall(key),
      };
      const { shop, onPayment } = await open(undefined, forgetful);
      const says = transactionOf(uniqueNumber('reversed-'));
      expect(await post(shop.notifyUrl, says('REFUND'))).toMatchObject(acknowledged);
      expect((await post(shop.notifyUrl, says('SUCCESS'))).status).toBe(409);
      expect(onPayment).not.toHaveBeenCalled();
      await shop.close();
    });

    describe('with a transactional inbox that takes its time for a claim, and does not say that it looks', () => {
      /** Claims in memory, once `go` is called. What stands around another inbox may pass on the limits, or not. */
      function slowInbox(
        store: NotificationInbox,
        passes: boolean,
      ): { readonly inbox: NotificationInbox; readonly waiting: () => boolean; readonly go: () => void } {
        let go: (() => void) | undefined;
        const inbox: NotificationInbox = {
          transactional: true,
          recall: (key) => store.recall(key),
          once: async (key, outcome, work, limits) => {
            if (outcome.includes('SUCCESS')) await new Promise<void>((resolve) => (go = resolve));
            return store.once(key, outcome, () => work({}), passes ? limits : undefined);
          },
        };
        return { inbox, waiting: () => go !== undefined, go: () => go?.() };
      }

      /** A success whose claim waits, while the payment is taken back. */
      async function takenBackMeanwhile(inbox: NotificationInbox, waiting: () => boolean) {
        const { shop, ...hooks } = await open(undefined, inbox);
        const says = transactionOf(uniqueNumber('reversed-'));
        const success = post(shop.notifyUrl, says('SUCCESS'));
        await vi.waitFor(() => {
          expect(waiting()).toBe(true);
        });
        expect(await post(shop.notifyUrl, says('REFUND'))).toMatchObject(acknowledged);
        return { ...hooks, shop, says, success };
      }

      it('ships nothing where it went back meanwhile', async () => {
        const { inbox, waiting, go } = slowInbox(new MemoryInbox(), false);
        const { shop, success, onPayment } = await takenBackMeanwhile(inbox, waiting);
        go();
        expect((await success).status).toBe(409);
        expect(onPayment).not.toHaveBeenCalled();
        expect(counts(shop)).toMatchObject({ handled: 1, 'refused.reversed': 1 });
        await shop.close();
      });

      it('leaves the looking to an inbox that it stands around, and that looks', async () => {
        const memory = new MemoryInbox();
        const barring: NotificationInbox = {
          recall: (key) => memory.recall(key),
          once: async (key, outcome, work, { unless } = {}) =>
            unless !== undefined && (await memory.recall(unless)) !== undefined
              ? { status: 'barred' }
              : memory.once(key, outcome, work),
        };
        const { inbox, waiting, go } = slowInbox(barring, true);
        const { shop, success, onPayment } = await takenBackMeanwhile(inbox, waiting);
        go();
        expect((await success).status).toBe(409);
        expect(onPayment).not.toHaveBeenCalled();
        await shop.close();
      });

      it('is a 503 where every connection is held by a claim that would look', async () => {
        class Exhausted extends MemoryInbox {
          isExhausted = false;

          override recall(key: string): Promise<string | undefined> {
            return this.isExhausted ? new Promise(() => undefined) : super.recall(key);
          }
        }
        const store = new Exhausted();
        const { inbox, waiting, go } = slowInbox(store, false);
        const { shop, onPayment } = await open(undefined, inbox);
        const says = transactionOf(uniqueNumber('reversed-'));
        const success = post(shop.notifyUrl, says('SUCCESS'));
        await vi.waitFor(() => {
          expect(waiting()).toBe(true);
        });
        await sleep(150);
        store.isExhausted = true;
        go();
        expect((await success).status).toBe(503);
        expect(onPayment).not.toHaveBeenCalled();
        // And its claim is free.
        store.isExhausted = false;
        const again = post(shop.notifyUrl, says('SUCCESS'));
        await sleep(10);
        const timer = setInterval(go, 5);
        expect(await again).toMatchObject(acknowledged);
        clearInterval(timer);
        expect(onPayment).toHaveBeenCalledTimes(1);
        await shop.close();
      });
    });

    it('is told as one that went back, and not as one to refund, where another transaction paid', async () => {
      const { shop } = await open(() => uniqueNumber('2025').padEnd(18, '0'));
      const says = transactionOf(uniqueNumber('reversed-'));
      expect(await post(shop.notifyUrl, says('REFUND'))).toMatchObject(acknowledged);
      expect((await post(shop.notifyUrl, says('SUCCESS'))).status).toBe(409);
      expect(counts(shop)).toMatchObject({ 'refused.reversed': 1 });
      expect((await post(shop.notifyUrl, transactionOf(uniqueNumber('twice-'))('SUCCESS'))).status).toBe(409);
      expect(counts(shop)).toMatchObject({ 'refused.reversed': 1, 'refused.paid-twice': 1 });
      await shop.close();
    });

    it('is a 503 where the inbox does not tell whether it went back', async () => {
      class HalfAway extends MemoryInbox {
        override recall(): Promise<string | undefined> {
          return Promise.reject(new Error('the store is away'));
        }
      }
      const { shop, onPayment } = await open(undefined, new HalfAway());
      const says = transactionOf(uniqueNumber('reversed-'));
      expect((await post(shop.notifyUrl, says('SUCCESS'))).status).toBe(503);
      expect(onPayment).not.toHaveBeenCalled();
      await shop.close();
    });
  });
});

/** What a hook is given beside the notification, which depends on how the route is written. */
function rest(hook: ReturnType<typeof vi.fn>): unknown[] {
  return hook.mock.calls[0]?.slice(1) ?? [];
}
