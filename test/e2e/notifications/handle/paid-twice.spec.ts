import { type ExpectedPayment, LianlianService, MemoryInbox } from 'nestjs-lianlian';
import { describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../../../support/adapters.js';
import { ACK, post, sleep } from '../../../support/http.js';
import { openShop, payment, type Shop, shapesOn, uniqueNumber } from '../../../support/shop.js';

const ORDERS = 30;
const acknowledged = { status: 200, text: ACK };

/** What an app says of an order that it settled. */
const MEMORIES: readonly [does: string, settled: (oid_paybill: string) => ExpectedPayment | null][] = [
  ['says nothing of it', () => ({ money_order: '49.95' })],
  ['names the transaction', (oid_paybill) => ({ money_order: '49.95', oid_paybill })],
  ['knows the order no more', () => null],
  [
    'fails',
    () => {
      throw new Error('the database is gone');
    },
  ],
];

/** An inbox that takes its time over one claim, as a database under load: what comes for the same key meanwhile is told "busy". */
class HeldInbox extends MemoryInbox {
  isHeld = false;
  private gate: Promise<void> | undefined;

  /** The next claim waits until the function is called that this returns. */
  hold(): () => void {
    let letGo = (): void => undefined;
    this.gate = new Promise<void>((resolve) => (letGo = resolve));
    return letGo;
  }

  override async once(...given: Parameters<MemoryInbox['once']>): ReturnType<MemoryInbox['once']> {
    if (this.isHeld) return { status: 'busy' };
    if (this.gate !== undefined) {
      this.isHeld = true;
      await this.gate;
      this.isHeld = false;
      this.gate = undefined;
    }
    return super.once(...given);
  }
}

const counts = (shop: Shop): Readonly<Record<string, number>> =>
  shop.app.get(LianlianService).events.counts();
const lines = (shop: Shop, ...texts: readonly string[]): string[] =>
  shop.logger.texts('error').filter((line) => texts.every((text) => line.includes(text)));

/** Posts a message as LianLian does: again, as long as it is told to come again. */
async function delivered(
  url: string,
  body: Record<string, string>,
): Promise<{ status: number; text: string }> {
  for (;;) {
    const response = await post(url, body);
    if (response.status !== 503) return response;
    await sleep(10);
  }
}

/** A number of LianLian's length, which is no part of another. */
const transaction = (): string => `2026${uniqueNumber('').padStart(12, '0')}`;

/** Two transactions of one order, of the same amount. */
function twoTransactions(): [Record<string, string>, Record<string, string>] {
  const no_order = uniqueNumber('twice-');
  const [one, other] = [transaction(), transaction()];
  return [payment({ no_order, oid_paybill: one }), payment({ no_order, oid_paybill: other })];
}

describe.each(ADAPTERS)('an order that two transactions pay, on %s', (adapter) => {
  describe.each(shapesOn(adapter))('on %s', (shape) => {
    describe.each(MEMORIES)('of which the app, once it is settled, %s', (_does, remembered) => {
      const open = async (work: () => unknown = () => sleep(5)) => {
        const settled = new Map<string, string>();
        const onPayment = vi.fn(
          async ({ no_order, oid_paybill }: { no_order: string; oid_paybill: string }) => {
            await work();
            settled.set(no_order, oid_paybill);
          },
        );
        const expectedPayment = (no_order: string): ExpectedPayment | null => {
          const paidBy = settled.get(no_order);
          return paidBy === undefined ? { money_order: '49.95' } : remembered(paidBy);
        };
        const shop = await openShop({ adapter, shape, hooks: { expectedPayment, onPayment } });
        return { shop, onPayment };
      };

      it(`runs for one of them, and tells of the other once: ${String(ORDERS)} orders, both at once`, async () => {
        const { shop, onPayment } = await open();
        const pairs = Array.from({ length: ORDERS }, twoTransactions);
        const responses = await Promise.all(
          pairs.map((pair) => Promise.all(pair.map((body) => delivered(shop.notifyUrl, body)))),
        );
        expect(onPayment).toHaveBeenCalledTimes(ORDERS);
        for (const [index, [one, other]] of pairs.entries()) {
          const effects = onPayment.mock.calls
            .map(([notification]) => notification)
            .filter(({ no_order }) => no_order === one['no_order'])
            .map(({ oid_paybill }) => oid_paybill);
          expect(effects).toHaveLength(1);
          const statuses = responses[index]?.map(({ status }) => status) ?? [];
          const oneWon = effects[0] === one['oid_paybill'];
          expect(statuses).toEqual(oneWon ? [200, 409] : [409, 200]);
          const [winner, loser] = oneWon ? [one, other] : [other, one];
          const told = lines(shop, winner['oid_paybill'] ?? '', loser['oid_paybill'] ?? '');
          expect(told).toHaveLength(1);
          expect(told[0]).toContain(`already paid by transaction ${winner['oid_paybill'] ?? ''}`);
        }
        expect(shop.logger.texts('error')).toHaveLength(ORDERS);
        expect(counts(shop)).toMatchObject({ handled: ORDERS, 'refused.paid-twice': ORDERS });
        await shop.close();
      });

      it('refuses the later one, and every copy of it, with one line and an event each', async () => {
        const { shop, onPayment } = await open();
        const [first, second] = twoTransactions();
        expect(await post(shop.notifyUrl, first)).toMatchObject(acknowledged);
        const refusals = [];
        for (let copy = 0; copy < 3; copy++) refusals.push(await post(shop.notifyUrl, second));
        expect(refusals.map(({ status }) => status)).toEqual([409, 409, 409]);
        expect(refusals.some(({ text }) => text.includes(first['oid_paybill'] ?? ''))).toBe(false);
        // A copy of the first one is what it was.
        expect(await post(shop.notifyUrl, first)).toMatchObject(acknowledged);
        expect(onPayment).toHaveBeenCalledTimes(1);
        expect(shop.logger.texts('error')).toEqual([expect.stringContaining('paid twice')]);
        expect(lines(shop, first['oid_paybill'] ?? '', second['oid_paybill'] ?? '')).toHaveLength(1);
        expect(counts(shop)).toMatchObject({ received: 5, handled: 1, repeated: 1, 'refused.paid-twice': 3 });
        expect(counts(shop)['failed']).toBeUndefined();
        await shop.close();
      });

      it('acknowledges copies of what was handled, and runs nothing again', async () => {
        const { shop, onPayment } = await open();
        const [body] = twoTransactions();
        for (let copy = 0; copy < 4; copy++) {
          expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
        }
        expect(onPayment).toHaveBeenCalledTimes(1);
        expect(shop.logger.texts('error')).toEqual([]);
        const { handled = 0, repeated = 0, refused, failed } = counts(shop);
        expect([handled + repeated, refused, failed]).toEqual([4, undefined, undefined]);
        await shop.close();
      });
    });

    it('tells the other to come again while the handler of the first runs on over its budget', async () => {
      let finish = (): void => undefined;
      const onPayment = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
      const shop = await openShop({
        adapter,
        shape,
        hooks: { expectedPayment: () => ({ money_order: '49.95' }), onPayment },
        notifications: { budgetMs: 100 },
      });
      const [first, second] = twoTransactions();
      expect((await post(shop.notifyUrl, first)).status).toBe(503);
      expect((await post(shop.notifyUrl, second)).status).toBe(503);
      expect(counts(shop)).toMatchObject({ 'refused.over-budget': 1, 'refused.busy': 1 });
      expect(onPayment).toHaveBeenCalledTimes(1);
      finish();
      await vi.waitFor(() => {
        expect(counts(shop)).toMatchObject({ handled: 1 });
      });
      expect((await post(shop.notifyUrl, second)).status).toBe(409);
      expect(await post(shop.notifyUrl, first)).toMatchObject(acknowledged);
      expect(onPayment).toHaveBeenCalledTimes(1);
      expect(lines(shop, first['oid_paybill'] ?? '', second['oid_paybill'] ?? '')).toHaveLength(1);
      await shop.close();
    });

    it('lets the other pay when the handler of the first fails', async () => {
      const onPayment = vi.fn((): unknown => undefined).mockRejectedValueOnce(new Error('no stock'));
      const shop = await openShop({
        adapter,
        shape,
        hooks: { expectedPayment: () => ({ money_order: '49.95' }), onPayment },
      });
      const [first, second] = twoTransactions();
      expect((await post(shop.notifyUrl, first)).status).toBe(500);
      expect(await post(shop.notifyUrl, second)).toMatchObject(acknowledged);
      expect((await post(shop.notifyUrl, first)).status).toBe(409);
      expect(onPayment).toHaveBeenCalledTimes(2);
      await shop.close();
    });

    it('refuses another amount of the very transaction that paid, and names what it was', async () => {
      let money_order = '49.95';
      const onPayment = vi.fn();
      const shop = await openShop({
        adapter,
        shape,
        hooks: { expectedPayment: () => ({ money_order }), onPayment },
      });
      const [first] = twoTransactions();
      const { no_order = '', oid_paybill = '' } = first;
      expect(await post(shop.notifyUrl, first)).toMatchObject(acknowledged);
      // The app, too, expects another amount by now.
      money_order = '49.96';
      const other = payment({ no_order, oid_paybill, money_order });
      for (let copy = 0; copy < 2; copy++) expect((await post(shop.notifyUrl, other)).status).toBe(409);
      expect(onPayment).toHaveBeenCalledTimes(1);
      expect(shop.logger.texts('error')).toHaveLength(1);
      expect(lines(shop, oid_paybill, `${oid_paybill}/SUCCESS/4995`)).toHaveLength(1);
      expect(counts(shop)).toMatchObject({ handled: 1, 'refused.other-amount': 2 });
      expect(counts(shop)['refused.paid-twice']).toBeUndefined();
      money_order = '49.95';
      expect(await post(shop.notifyUrl, first)).toMatchObject(acknowledged);
      await shop.close();
    });

    it.each([
      ['in the process', { maxConcurrent: 2 }],
      ['in the store', {}],
    ])('tells of the second one while a third is refused at this moment, held %s', async (_where, limits) => {
      const inbox = new HeldInbox();
      const hooks = { expectedPayment: () => ({ money_order: '49.95' }), onPayment: vi.fn() };
      const shop = await openShop({ adapter, shape, hooks, notifications: { inbox, ...limits } });
      const [first, second] = twoTransactions();
      const third = payment({ no_order: first['no_order'] ?? '', oid_paybill: transaction() });
      expect(await post(shop.notifyUrl, first)).toMatchObject(acknowledged);
      const letGo = inbox.hold();
      const held = post(shop.notifyUrl, third);
      await vi.waitFor(() => {
        expect(inbox.isHeld).toBe(true);
      });
      // LianLian repeats both at the same moments: a 503 would be one every time.
      expect((await post(shop.notifyUrl, second)).status).toBe(409);
      expect(await post(shop.notifyUrl, first)).toMatchObject(acknowledged);
      expect(lines(shop, first['oid_paybill'] ?? '', second['oid_paybill'] ?? '')).toHaveLength(1);
      letGo();
      expect((await held).status).toBe(409);
      expect(hooks.onPayment).toHaveBeenCalledTimes(1);
      await shop.close();
    });

    it('holds between instances with one inbox', async () => {
      const inbox = new MemoryInbox();
      const onPayment = vi.fn(() => sleep(20));
      const hooks = { expectedPayment: () => ({ money_order: '49.95' }), onPayment };
      const shops = [
        await openShop({ adapter, shape, hooks, notifications: { inbox } }),
        await openShop({ adapter, shape, hooks, notifications: { inbox } }),
      ] as const;
      const [first, second] = twoTransactions();
      const responses = await Promise.all([
        delivered(shops[0].notifyUrl, first),
        delivered(shops[1].notifyUrl, second),
      ]);
      expect(responses.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      expect(onPayment).toHaveBeenCalledTimes(1);
      await Promise.all(shops.map((shop) => shop.close()));
    });

    it('takes the same number at another time, or of other letters, for another order', async () => {
      const onPayment = vi.fn();
      const shop = await openShop({
        adapter,
        shape,
        hooks: { expectedPayment: () => ({ money_order: '49.95' }), onPayment },
      });
      const no_order = uniqueNumber('same-');
      for (const order of [
        { no_order },
        { no_order, dt_order: '20261122120000' },
        { no_order: no_order.toUpperCase() },
      ]) {
        const body = payment({ ...order, oid_paybill: uniqueNumber('2026') });
        expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
      }
      expect(onPayment).toHaveBeenCalledTimes(3);
      await shop.close();
    });
  });

  it('reaches onOtherResult where LianLian takes a payment back, and never onPayment again', async () => {
    const onPayment = vi.fn();
    const onOtherResult = vi.fn();
    const shop = await openShop({
      adapter,
      hooks: { expectedPayment: () => ({ money_order: '49.95' }), onPayment, onOtherResult },
    });
    const [first] = twoTransactions();
    const { no_order = '', oid_paybill = '' } = first;
    const back = payment({ no_order, oid_paybill, result_pay: 'REFUND' });
    for (const body of [first, back, back, first]) {
      expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
    }
    expect([onPayment.mock.calls.length, onOtherResult.mock.calls.length]).toEqual([1, 1]);
    await shop.close();
  });
});
