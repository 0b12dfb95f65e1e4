import { MemoryInbox } from 'nestjs-lianlian';
import { concat, delay, from, NEVER, of, tap, throwError } from 'rxjs';
import { describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../../../support/adapters.js';
import { ACK, post, postChunks, sleep } from '../../../support/http.js';
import { openShop, payment, refund, shapesOn, uniqueNumber } from '../../../support/shop.js';

const expectedPayment = (): { money_order: string } => ({ money_order: '0.1' });
const fresh = (money_order = '0.1'): Record<string, string> =>
  payment({ oid_paybill: uniqueNumber('2026'), money_order });
const acknowledged = { status: 200, text: ACK };

describe.each(ADAPTERS)('on %s', (adapter) => {
  describe.each(shapesOn(adapter))('on %s', (shape) => {
    const open = (onPayment: () => unknown, extra: Partial<Parameters<typeof openShop>[0]> = {}) =>
      openShop({ adapter, shape, hooks: { expectedPayment, onPayment, onRefund: onPayment }, ...extra });

    it('50 copies at once run the handler once; the others are told to come again, and then acknowledged', async () => {
      const onPayment = vi.fn(() => sleep(50));
      const shop = await open(onPayment);
      const body = fresh();
      const responses = await Promise.all(Array.from({ length: 50 }, () => post(shop.notifyUrl, body)));
      expect(onPayment).toHaveBeenCalledTimes(1);
      expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200, 503]));
      expect(responses.filter(({ status }) => status === 200).every(({ text }) => text === ACK)).toBe(true);
      expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
      expect(onPayment).toHaveBeenCalledTimes(1);
      await shop.close();
    });

    it('copies that write the amount differently, or carry another remark, are the same payment', async () => {
      const onPayment = vi.fn();
      const shop = await open(onPayment);
      const copies = [
        { money_order: '0.1' },
        { money_order: '0.10' },
        { money_order: '0.100', info_order: 'x' },
      ];
      const oid_paybill = uniqueNumber('2026');
      for (const copy of copies) {
        expect(await post(shop.notifyUrl, payment({ oid_paybill, ...copy }))).toMatchObject(acknowledged);
      }
      expect(onPayment).toHaveBeenCalledTimes(1);
      await shop.close();
    });

    it('other transactions, results of a refund, and kinds are handled each', async () => {
      const onPayment = vi.fn();
      const shop = await open(onPayment);
      const number = uniqueNumber('2026');
      const bodies = [
        payment({ oid_paybill: number, money_order: '0.1' }),
        payment({ oid_paybill: `${number}1`, money_order: '0.1' }),
        refund({ oid_refundno: number, sta_refund: '1' }),
        refund({ oid_refundno: number, sta_refund: '2' }),
        refund({ oid_refundno: '', no_refund: number, sta_refund: '2', money_refund: '1' }),
        refund({ oid_refundno: '', no_refund: number, sta_refund: '2', money_refund: '2' }),
      ];
      for (const body of [...bodies, ...bodies])
        expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
      expect(onPayment).toHaveBeenCalledTimes(bodies.length);
      await shop.close();
    });

    it.each([
      [
        'throws',
        () => {
          throw new Error('first time');
        },
      ],
      ['rejects', () => Promise.reject(new Error('first time'))],
      [
        'returns an Observable that fails',
        () =>
          concat(
            of(1),
            throwError(() => new Error('first time')),
          ),
      ],
    ])('a handler that %s gives its claim back, and the next copy runs it', async (_what, fail) => {
      const onPayment = vi.fn((): unknown => undefined).mockImplementationOnce(fail);
      const shop = await open(onPayment);
      const body = fresh();
      expect((await post(shop.notifyUrl, body)).status).toBe(500);
      expect(shop.logger.texts('error').join('\n')).toContain('first time');
      expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
      expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
      expect(onPayment).toHaveBeenCalledTimes(2);
      await shop.close();
    });

    it('an Observable that a handler returns is awaited to its end, even an empty one', async () => {
      const done: number[] = [];
      const onPayment = vi
        .fn((): unknown => undefined)
        .mockImplementationOnce(() =>
          from([1, 2, 3]).pipe(
            delay(40),
            tap((n) => done.push(n)),
          ),
        )
        .mockImplementationOnce(() => from([]));
      const shop = await open(onPayment);
      expect(await post(shop.notifyUrl, fresh())).toMatchObject(acknowledged);
      expect(done).toEqual([1, 2, 3]);
      expect(await post(shop.notifyUrl, fresh())).toMatchObject(acknowledged);
      await shop.close();
    });

    it('a failure after the response is logged, and the next copy runs again', async () => {
      const onPayment = vi
        .fn((): unknown => undefined)
        .mockImplementationOnce(async () => {
          await sleep(150);
          throw new Error('too late to tell');
        });
      const shop = await open(onPayment, { notifications: { budgetMs: 50 } });
      const body = fresh();
      expect((await post(shop.notifyUrl, body)).status).toBe(503);
      await sleep(200);
      expect(shop.logger.texts('error').join('\n')).toContain('too late to tell');
      expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
      expect(onPayment).toHaveBeenCalledTimes(2);
      await shop.close();
    });
  });

  it('a handler that outlives its lease keeps it by renewal', async () => {
    const onPayment = vi.fn(() => sleep(1200));
    const hooks = { expectedPayment, onPayment };
    const shop = await openShop({ adapter, hooks, notifications: { leaseMs: 450 } });
    const body = fresh();
    const first = post(shop.notifyUrl, body);
    await sleep(800);
    expect((await post(shop.notifyUrl, body)).status).toBe(503);
    expect(await first).toMatchObject(acknowledged);
    expect(onPayment).toHaveBeenCalledTimes(1);
    await shop.close();
  });

  it('a handler that never ends holds its claim no longer than maxHandlingMs, and the next copy runs', async () => {
    const inbox = new MemoryInbox();
    const died = await openShop({
      adapter,
      hooks: { expectedPayment, onPayment: () => NEVER },
      notifications: { inbox, maxHandlingMs: 1_000, budgetMs: 20 },
    });
    const onPayment = vi.fn();
    const alive = await openShop({
      adapter,
      hooks: { expectedPayment, onPayment },
      notifications: { inbox },
    });
    const body = fresh();
    expect((await post(died.notifyUrl, body)).status).toBe(503);
    expect((await post(alive.notifyUrl, body)).status).toBe(503);
    expect(onPayment).not.toHaveBeenCalled();
    await sleep(1_050);
    expect(await post(alive.notifyUrl, body)).toMatchObject(acknowledged);
    expect(onPayment).toHaveBeenCalledTimes(1);
    await alive.close();
    died.app.getHttpServer().close();
  });

  it('two instances with one inbox run a notification once', async () => {
    const inbox = new MemoryInbox();
    const onPayment = vi.fn(() => sleep(30));
    const open = () => openShop({ adapter, hooks: { expectedPayment, onPayment }, notifications: { inbox } });
    const shops = [await open(), await open()];
    const body = fresh();
    await Promise.all(Array.from({ length: 20 }, (_, i) => post(shops[i % 2]?.notifyUrl ?? '', body)));
    for (const shop of shops) expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
    expect(onPayment).toHaveBeenCalledTimes(1);
    await Promise.all(shops.map((shop) => shop.close()));
  });

  it('the budget counts from arrival, the time that the body took included', async () => {
    const hooks = { expectedPayment, onPayment: () => sleep(300) };
    const shop = await openShop({ adapter, hooks, notifications: { budgetMs: 400 } });
    const text = JSON.stringify(fresh());
    const response = await postChunks(shop.notifyUrl, [text.slice(0, 10), text.slice(10)], { pauseMs: 150 });
    expect(response.status).toBe(503);
    await shop.close();
  });

  it('an app that shuts down waits for handlers that run', async () => {
    let finished = false;
    const onPayment = async (): Promise<void> => {
      await sleep(200);
      finished = true;
    };
    const shop = await openShop({
      adapter,
      hooks: { expectedPayment, onPayment },
      notifications: { budgetMs: 20 },
    });
    expect((await post(shop.notifyUrl, fresh())).status).toBe(503);
    await shop.close();
    expect(finished).toBe(true);
  });
});
