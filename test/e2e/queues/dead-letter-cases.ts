import { describe, expect, it, vi } from 'vitest';

import { ALL_HOSTILE, illegible } from '../../support/hostile-text.js';
import { post, sleep } from '../../support/http.js';
import { OTHER_OID_PARTNER } from '../../support/merchant.js';
import { payment, uniqueNumber } from '../../support/shop.js';
import type { QueueKind } from './support/queue-kind.js';
import { buried, queueShops } from './support/queue-shops.js';

class CardDeclined extends Error {}
const SECRET = '6222020200112233445';

/** A wait that a queue's polling fits into. */
const SOON = { timeout: 10_000 };

/** What becomes of notifications that every attempt fails for. */
export function deadLetterCases(kind: QueueKind): void {
  const open = queueShops(kind);

  describe('of a handler that always fails', () => {
    const setup = async () => {
      let isBroken = true;
      const onPayment = vi.fn(() => {
        if (isBroken) throw new CardDeclined(`card ${SECRET}`);
      });
      const shop = await open({ queue: { attempts: 3 }, hooks: { onPayment } });
      const repair = (): void => {
        isBroken = false;
      };
      return { shop, onPayment, repair };
    };

    it('names the order and the reason, without a word of the handler', async () => {
      const { shop, onPayment } = await setup();
      const body = payment({ oid_paybill: uniqueNumber('2026'), no_order: 'order-7', acct_name: '张三' });
      const before = Date.now();
      await post(shop.notifyUrl, body);
      await buried(shop);
      expect(onPayment).toHaveBeenCalledTimes(3);

      const [letter] = await shop.deadLetters.list();
      expect(letter).toMatchObject({
        kind: 'payment',
        no_order: 'order-7',
        oid_paybill: body['oid_paybill'],
        reason: 'onPayment failed with CardDeclined',
        attempts: 3,
      });
      expect(letter?.failedAt.getTime()).toBeGreaterThanOrEqual(before);
      expect(JSON.stringify(letter)).not.toContain('张三');

      const lines = shop.logger.texts('error').filter((line) => line.includes('event=dead-lettered'));
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(letter?.key);
      expect(lines[0]).not.toContain(SECRET);

      const queue = await kind.raw(shop.queueName);
      const written = await queue.written(letter?.key ?? '');
      expect(written).toContain('order-7');
      expect(written).not.toContain(SECRET);
      expect(written).not.toMatch(/\bat \S+ \(|\.[jt]s:\d+/);
      await queue.close();
    });

    it('is handled when it is retried, with all its attempts', async () => {
      const { shop, onPayment, repair } = await setup();
      await post(shop.notifyUrl, payment({ oid_paybill: uniqueNumber('2026') }));
      await buried(shop);
      const [letter] = await shop.deadLetters.list();
      expect(await shop.deadLetters.retry(letter?.key ?? '')).toBe(true);
      await vi.waitFor(() => {
        expect(onPayment).toHaveBeenCalledTimes(6);
      }, SOON);
      await buried(shop);

      repair();
      expect(await shop.deadLetters.retry(letter?.key ?? '')).toBe(true);
      await vi.waitFor(() => {
        expect(shop.events.counts()).toMatchObject({ handled: 1 });
      }, SOON);
      expect(await shop.deadLetters.list()).toEqual([]);
      expect(await shop.deadLetters.retry(letter?.key ?? '')).toBe(false);
    });

    it('is retried once by two who retry it at once', async () => {
      const { shop, onPayment, repair } = await setup();
      await post(shop.notifyUrl, payment({ oid_paybill: uniqueNumber('2026') }));
      await buried(shop);
      const [letter] = await shop.deadLetters.list();
      repair();
      const retries = Array.from({ length: 5 }, () => shop.deadLetters.retry(letter?.key ?? ''));
      expect((await Promise.all(retries)).filter(Boolean)).toHaveLength(1);
      await vi.waitFor(() => {
        expect(onPayment).toHaveBeenCalledTimes(4);
      }, SOON);
      // Whatever else was put into the queue would come with the next poll.
      await sleep(200);
      expect(onPayment).toHaveBeenCalledTimes(4);
    });

    it('are retried all together', async () => {
      const { shop, repair } = await setup();
      for (let i = 0; i < 5; i++) await post(shop.notifyUrl, payment({ oid_paybill: uniqueNumber('2026') }));
      await buried(shop, 5);
      expect(await shop.deadLetters.list({ offset: 1, limit: 2 })).toHaveLength(2);
      repair();
      expect(await shop.deadLetters.retryAll()).toBe(5);
      await vi.waitFor(() => {
        expect(shop.events.counts()).toMatchObject({ handled: 5 });
      }, SOON);
      expect(await shop.deadLetters.count()).toBe(0);
    });

    it('is gone when it is discarded', async () => {
      const { shop, onPayment } = await setup();
      await post(shop.notifyUrl, payment({ oid_paybill: uniqueNumber('2026') }));
      await buried(shop);
      const [letter] = await shop.deadLetters.list();
      expect(await shop.deadLetters.discard(letter?.key ?? '')).toBe(true);
      expect(await shop.deadLetters.discard(letter?.key ?? '')).toBe(false);
      expect(await shop.deadLetters.count()).toBe(0);
      await sleep(100);
      expect(onPayment).toHaveBeenCalledTimes(3);
    });
  });

  it('what somebody wrote to the queue is named in one legible line, with the order that it claims to be', async () => {
    const shop = await open();
    const forged = payment({
      no_order: `o${ALL_HOSTILE}`,
      oid_paybill: ALL_HOSTILE,
      oid_partner: OTHER_OID_PARTNER,
    });
    const queue = await kind.raw(shop.queueName);
    const data = { route: 'none', message: JSON.stringify(forged) };
    await queue.put(`forged-${ALL_HOSTILE.replaceAll(':', '')}`, data);
    await buried(shop);
    await queue.close();
    const lines = shop.logger.texts('error').filter((line) => line.includes('event=dead-lettered'));
    expect(lines).toHaveLength(1);
    expect(illegible(shop.logger.texts())).toEqual([]);
    expect(lines[0]).toContain(` kind=payment oid_partner=${OTHER_OID_PARTNER} no_order="o`);
    expect(lines[0]).toContain('is not one that LianLian signed (unknown-merchant)');
  });

  it('a payment that is not expected any more is not tried again', async () => {
    let money_order = '49.95';
    const onPayment = vi.fn();
    const web = await open({ queue: { worker: false } });
    await post(web.notifyUrl, payment({ oid_paybill: uniqueNumber('2026') }));
    money_order = '50.00';
    const shop = await open({
      queueName: web.queueName,
      hooks: { onPayment, expectedPayment: () => ({ money_order }) },
    });
    await buried(shop);
    const [letter] = await shop.deadLetters.list();
    expect(letter).toMatchObject({ reason: 'Refused: other-amount', attempts: 1 });
    money_order = '49.95';
    await shop.deadLetters.retryAll();
    await vi.waitFor(() => {
      expect(onPayment).toHaveBeenCalledTimes(1);
    }, SOON);
  });

  it('what somebody wrote to the queue is not handled, and not tried again', async () => {
    const onPayment = vi.fn();
    const web = await open({ queue: { worker: false } });
    for (let i = 0; i < 6; i++) await post(web.notifyUrl, payment({ oid_paybill: uniqueNumber('2026') }));
    const queue = await kind.raw(web.queueName);
    const jobs = await queue.waiting();
    const change = (message: string, i: number): string =>
      [
        message.replace('"49.95"', '"9.95"'),
        message.replace('"no_order":"order-', '"no_order":"other-'),
        message.replace(/"sign":"[^"]*"/, '"sign":""'),
        message.replace('{', '{"info_order":"a&no_order=order-2",'),
        'null',
      ][i] ?? message;
    for (const [i, job] of jobs.entries()) {
      const { route, message } = job.data;
      await job.change({
        ...job.data,
        route: i === 5 ? 'Another.route' : route,
        message: change(message, i),
      });
    }
    await queue.put('foreign', { message: 7 });
    await queue.close();

    const shop = await open({ queueName: web.queueName, queue: { attempts: 2 }, hooks: { onPayment } });
    await buried(shop, 7);
    expect(onPayment).not.toHaveBeenCalled();
    const letters = await shop.deadLetters.list();
    const reasons = letters.map(({ reason }) => reason.replace(/:.*/, ''));
    const unverified = 'The stored notification is not one that LianLian signed';
    expect(reasons.sort()).toEqual(
      [
        `${unverified} (invalid-signature)`,
        `${unverified} (invalid-signature)`,
        `${unverified} (invalid-signature)`,
        `${unverified} (malformed)`,
        'The stored notification cannot be read',
        'The stored notification cannot be read',
        'This process has no route such as the one that took the notification',
      ].sort(),
    );
    expect(letters.filter(({ attempts }) => attempts > 1)).toHaveLength(1);
  });
}
