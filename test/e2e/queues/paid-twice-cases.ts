import { type LianlianEvent, type PaymentNotification } from 'nestjs-lianlian';
import { expect, it, vi } from 'vitest';

import { ACK, post, sleep } from '../../support/http.js';
import { payment, uniqueNumber } from '../../support/shop.js';
import type { QueueKind } from './support/queue-kind.js';
import { buried, queueShops } from './support/queue-shops.js';

const ORDERS = 20;
const acknowledged = { status: 200, text: ACK };

/** A wait that a queue's polling fits into. */
const SOON = { timeout: 10_000 };

/** An order that is paid twice, through a queue. */
export function paidTwiceCases(kind: QueueKind): void {
  const open = queueShops(kind);

  const twoTabs = () => {
    const no_order = uniqueNumber('two-tabs-');
    return [0, 1].map(() => payment({ no_order, oid_paybill: uniqueNumber('2026').padEnd(18, 'x') }));
  };
  it('of a backlog have one effect for each order, and a dead letter, a line and an event with both numbers', async () => {
    const orders = Array.from({ length: ORDERS }, twoTabs);
    const web = await open({ queue: { worker: false } });
    for (const [first, second] of orders) {
      for (const body of [first, second])
        expect(await post(web.notifyUrl, body ?? {})).toMatchObject(acknowledged);
    }

    const onPayment = vi.fn((_notification: PaymentNotification) => sleep(5));
    const shop = await open({ queueName: web.queueName, hooks: { onPayment } });
    const refused: LianlianEvent[] = [];
    shop.events.all$.subscribe((event) => event.type === 'refused' && refused.push(event));
    await buried(shop, ORDERS);

    const paid = onPayment.mock.calls.map(([{ no_order }]) => no_order);
    expect(paid.toSorted()).toEqual(orders.map(([first]) => first?.['no_order']).toSorted());
    const letters = await shop.deadLetters.list();
    const lines = shop.logger
      .texts('error')
      .filter((text) => text.includes('paid twice') && !text.startsWith('event='));
    for (const [one, other] of orders) {
      const numbers = [one?.['oid_paybill'], other?.['oid_paybill']];
      const letter = letters.find(({ oid_paybill }) => numbers.includes(oid_paybill));
      expect(letter?.no_order).toBe(one?.['no_order']);
      expect(letter?.reason).toMatch(/^Refused: paid-twice/);
      for (const number of numbers) expect(`${letter?.oid_paybill} ${letter?.reason}`).toContain(number);
      expect(lines.filter((line) => numbers.every((number) => line.includes(String(number))))).toHaveLength(
        1,
      );
    }
    expect(refused.filter((event) => 'reason' in event && event.reason === 'paid-twice')).toHaveLength(
      ORDERS,
    );
  });

  it.each([
    ['returns oid_paybill', (paidBy: string) => ({ money_order: '49.95', oid_paybill: paidBy })],
    ['forgets it', () => ({ money_order: '49.95' })],
  ])(
    'come one after the other: the second is acknowledged and becomes a dead letter, where expectedPayment %s',
    async (_what, expected) => {
      let paidBy = '';
      const onPayment = vi.fn(({ oid_paybill }: PaymentNotification) => {
        paidBy = oid_paybill;
      });
      const shop = await open({ hooks: { onPayment, expectedPayment: () => expected(paidBy) } });
      const [first = {}, second = {}] = twoTabs();
      expect(await post(shop.notifyUrl, first)).toMatchObject(acknowledged);
      await vi.waitFor(() => {
        expect(onPayment).toHaveBeenCalledTimes(1);
      }, SOON);
      expect(await post(shop.notifyUrl, second)).toMatchObject(acknowledged);
      await buried(shop, 1);
      expect((await shop.deadLetters.list())[0]).toMatchObject({ oid_paybill: second['oid_paybill'] });
      expect(onPayment).toHaveBeenCalledTimes(1);
    },
  );

  it('are settled by the second where the first ended as a dead letter, and the first stays one when it is retried', async () => {
    const [first = {}, second = {}] = twoTabs();
    let isBroken = true;
    const onPayment = vi.fn(({ oid_paybill }: PaymentNotification) => {
      if (isBroken && oid_paybill === first['oid_paybill']) throw new Error('no');
    });
    const shop = await open({ queue: { attempts: 1 }, hooks: { onPayment } });
    await post(shop.notifyUrl, first);
    await buried(shop, 1);
    await post(shop.notifyUrl, second);
    await vi.waitFor(() => {
      expect(shop.events.counts()['handled']).toBe(1);
    }, SOON);
    isBroken = false;
    expect(await shop.deadLetters.retryAll()).toBe(1);
    await vi.waitFor(() => {
      expect(shop.events.counts()['refused.paid-twice']).toBe(1);
    }, SOON);
    await buried(shop, 1);
    expect(onPayment.mock.calls.map(([{ oid_paybill }]) => oid_paybill)).toEqual([
      first['oid_paybill'],
      second['oid_paybill'],
    ]);
  });
}
