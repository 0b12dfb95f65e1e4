import {
  type LianlianNotificationOptions,
  LianlianService,
  MemoryInbox,
  type NotificationInbox,
  type OnceLimits,
  type OnceResult,
} from 'nestjs-lianlian';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../../../support/adapters.js';
import { ACK, post, sleep } from '../../../support/http.js';
import { OID_PARTNER } from '../../../support/merchant.js';
import { keys, openShop, payment, refund, type Shop, shapesOn, uniqueNumber } from '../../../support/shop.js';
import { type Gateway, startGateway } from '../../calls/support/gateway.js';
import { signedResponse } from '../../calls/support/lianlian-side.js';

const acknowledged = { status: 200, text: ACK };
const expectedPayment = (): { money_order: string } => ({ money_order: '49.95' });
const fresh = (overrides: Record<string, string> = {}): Record<string, string> =>
  payment({ oid_paybill: uniqueNumber('2026'), ...overrides });
const counts = (shop: Shop): Readonly<Record<string, number>> =>
  shop.app.get(LianlianService).events.counts();

/** Posts a message many times, not all at once. */
async function posted(
  url: string,
  body: Record<string, string>,
  times: number,
  atOnce = 50,
): Promise<number[]> {
  const statuses: number[] = [];
  while (statuses.length < times) {
    const some = Math.min(atOnce, times - statuses.length);
    const responses = await Promise.all(Array.from({ length: some }, () => post(url, body)));
    statuses.push(...responses.map(({ status }) => status));
  }
  return statuses;
}

/**
 * An inbox of one process that does as a database: each handler holds a connection, and is given its transaction; a copy
 * waits, on a connection of its own, for the row that the first one holds.
 */
class TransactionalMemory extends MemoryInbox {
  readonly transactional = true;
  private readonly rows = new Map<string, Promise<unknown>>();

  override once(
    key: string,
    outcome: string,
    work: (transaction?: unknown) => Promise<void>,
    limits?: OnceLimits,
  ): Promise<OnceResult> {
    const free = this.rows.get(key) ?? Promise.resolve();
    const result = free.then(() => super.once(key, outcome, () => work({}), limits));
    this.rows.set(
      key,
      result.catch(() => undefined),
    );
    return result;
  }
}

/** Work of which it is known how much runs at once. */
function measured(ms: number) {
  const seen = { running: 0, most: 0, runs: 0 };
  const work = async (): Promise<void> => {
    seen.runs++;
    seen.most = Math.max(seen.most, ++seen.running);
    await sleep(ms);
    seen.running--;
  };
  return { seen, work };
}

/** A handler whose first run ends when it is told to. */
function hangingOnce() {
  let end = (): void => undefined;
  const onPayment = vi
    .fn((): unknown => undefined)
    .mockImplementationOnce(() => new Promise<void>((resolve) => (end = resolve)));
  const finish = (): void => {
    end();
  };
  return { onPayment, finish };
}

/** An inbox that knows how large its pool is. */
const pooled = (connections: number): NotificationInbox =>
  Object.assign(new TransactionalMemory(), { connections });

describe.each(ADAPTERS)('limits, on %s', (adapter) => {
  describe.each(shapesOn(adapter))('on %s', (shape) => {
    describe('maxHandlingMs', () => {
      it('gives up a handler that never ends: an error line names the order, and the next copy runs', async () => {
        const { onPayment, finish } = hangingOnce();
        const shop = await openShop({
          adapter,
          shape,
          hooks: { expectedPayment, onPayment },
          notifications: { budgetMs: 50, maxHandlingMs: 2_000 },
        });
        const body = fresh();
        const lines = (): string[] =>
          shop.logger.texts('error').filter((line) => line.includes('notifications.maxHandlingMs'));
        expect((await post(shop.notifyUrl, body)).status).toBe(503);
        expect((await post(shop.notifyUrl, body)).status).toBe(503);
        expect([onPayment.mock.calls.length, lines()]).toEqual([1, []]);
        await vi.waitFor(() => {
          expect(lines()).toHaveLength(1);
        }, 10_000);
        expect(lines()[0]).toContain(body['no_order']);
        expect(lines()[0]).toContain('2000 ms');
        await vi.waitFor(async () => {
          expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
        }, 10_000);
        expect(onPayment).toHaveBeenCalledTimes(2);
        // The late end is told of, for the order may have been settled twice, and changes nothing.
        finish();
        await vi.waitFor(() => {
          expect(counts(shop)).toMatchObject({ handled: 1, 'refused.lease-lost': 1 });
        });
        expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
        expect([onPayment.mock.calls.length, lines().length]).toEqual([2, 1]);
        await shop.close();
      });

      it('says nothing of a handler that ends, or fails, in time', async () => {
        const onPayment = vi.fn((): unknown => undefined).mockRejectedValueOnce(new Error('no stock'));
        const shop = await openShop({
          adapter,
          shape,
          hooks: { expectedPayment, onPayment },
          notifications: { maxHandlingMs: 150 },
        });
        const body = fresh();
        expect((await post(shop.notifyUrl, body)).status).toBe(500);
        expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
        await sleep(300);
        expect(shop.logger.texts('error').join()).not.toContain('maxHandlingMs');
        await shop.close();
      });
    });

    describe('maxConcurrent', () => {
      const run = async (
        notifications: { maxConcurrent?: number; inbox?: NotificationInbox },
        { fails = false, ms = 20 } = {},
      ): Promise<{ most: number; runs: number; warnings: string[]; statuses: Set<number> }> => {
        const { seen, work } = measured(ms);
        const bodies = Array.from({ length: 24 }, () => fresh());
        let asked = 0;
        let allAsked = (): void => undefined;
        const haveArrived = new Promise<void>((resolve) => (allAsked = resolve));
        const expecting = (): { money_order: string } => {
          asked += 1;
          if (asked === bodies.length) allAsked();
          return expectedPayment();
        };
        const onPayment = async (): Promise<void> => {
          // However slowly they arrive, all of them want a place at once.
          await haveArrived;
          await work();
          if (fails) throw new Error('no stock');
        };
        const hooks = { expectedPayment: expecting, onPayment };
        const shop = await openShop({ adapter, shape, hooks, notifications });
        const responses = await Promise.all(bodies.map((body) => post(shop.notifyUrl, body)));
        const warnings = shop.logger.texts('warn').filter((line) => line.includes('maxConcurrent'));
        await shop.close();
        const statuses = new Set(responses.map(({ status }) => status));
        return { most: seen.most, runs: seen.runs, warnings, statuses };
      };

      it.each([
        ['3, as it was told,', { maxConcurrent: 3 }, 3],
        ['1, as it was told,', { maxConcurrent: 1 }, 1],
        ['5, where an inbox is transactional,', { inbox: new TransactionalMemory() }, 5],
        ['2, as it was told of an inbox that is,', { inbox: new TransactionalMemory(), maxConcurrent: 2 }, 2],
        ['3, where its pool has five connections,', { inbox: pooled(5) }, 3],
        ['1, where its pool has two,', { inbox: pooled(2) }, 1],
        ['5, where its pool has twenty,', { inbox: pooled(20) }, 5],
      ])('lets never more than %s run at once, and warns once', async (_what, notifications, most) => {
        expect(await run(notifications)).toEqual({
          most,
          runs: 24,
          warnings: [expect.stringContaining(`${String(most)} notification handlers`)],
          statuses: new Set([200]),
        });
      });

      it('gives the place of a handler that failed to the next', async () => {
        expect(await run({ maxConcurrent: 2 }, { fails: true })).toMatchObject({
          most: 2,
          runs: 24,
          statuses: new Set([500]),
        });
      });

      it('asks the app anew where a payment waited for its place: its order may be another one by now', async () => {
        let money_order = '49.95';
        const asked = vi.fn();
        let finish = (): void => undefined;
        const onPayment = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
        const shop = await openShop({
          adapter,
          shape,
          hooks: { expectedPayment: () => (asked(), { money_order }), onPayment },
          notifications: { inbox: new TransactionalMemory(), maxConcurrent: 1 },
        });
        const first = post(shop.notifyUrl, fresh());
        await vi.waitFor(() => {
          expect(onPayment).toHaveBeenCalledTimes(1);
        });
        const second = post(shop.notifyUrl, fresh());
        await vi.waitFor(() => {
          expect(asked).toHaveBeenCalledTimes(2);
        });
        money_order = '1000.00';
        await sleep(1_100);
        finish();
        expect([(await first).status, (await second).status]).toEqual([200, 409]);
        expect(onPayment).toHaveBeenCalledTimes(1);
        expect(shop.logger.texts('error')).toEqual([expect.stringContaining('1000.00')]);
        await shop.close();
      });

      it('gives copies of one message one place: other payments go on', async () => {
        const { onPayment, finish } = hangingOnce();
        const shop = await openShop({
          adapter,
          shape,
          hooks: { expectedPayment, onPayment },
          notifications: { inbox: new TransactionalMemory(), maxConcurrent: 2 },
        });
        const body = fresh();
        const slow = post(shop.notifyUrl, body);
        await vi.waitFor(() => {
          expect(onPayment).toHaveBeenCalledTimes(1);
        });
        expect(new Set(await posted(shop.notifyUrl, body, 20))).toEqual(new Set([503]));
        // A copy that comes while the first one is handled is no failure.
        expect(shop.logger.texts('error')).toEqual([]);
        expect(await post(shop.notifyUrl, fresh())).toMatchObject(acknowledged);
        finish();
        expect(await slow).toMatchObject(acknowledged);
        expect(onPayment).toHaveBeenCalledTimes(2);
        await shop.close();
      });

      it('is no limit where it is not set, and nothing is warned of', async () => {
        const { most, warnings } = await run({}, { ms: 1_000 });
        expect(most).toBeGreaterThan(5);
        expect(warnings).toEqual([]);
      });
    });

    it('writes one line about 1000 posts of one refused message, and an event for each', async () => {
      const onPayment = vi.fn();
      const shop = await openShop({
        adapter,
        shape,
        hooks: { expectedPayment: () => ({ money_order: '50.00' }), onPayment },
      });
      const statuses = await posted(shop.notifyUrl, fresh(), 1_000);
      expect(new Set(statuses)).toEqual(new Set([409]));
      expect(shop.logger.texts('error')).toEqual([expect.stringContaining('50.00')]);
      expect(counts(shop)).toMatchObject({ received: 1_000, 'refused.other-amount': 1_000 });
      expect(onPayment).not.toHaveBeenCalled();
      await shop.close();
    });

    it('writes a line of its own for another message, another reason, and another failure', async () => {
      let expected: unknown = { money_order: '50.00' };
      const onPayment = vi.fn((): unknown => undefined);
      const shop = await openShop({
        adapter,
        shape,
        hooks: { expectedPayment: () => expected as never, onPayment },
      });
      const [one, other] = [fresh(), fresh()];
      const lines = async (body: Record<string, string>): Promise<string[]> => {
        shop.logger.clear();
        for (let copy = 0; copy < 3; copy++) await post(shop.notifyUrl, body);
        return shop.logger.texts('error');
      };
      expect(await lines(one)).toHaveLength(1);
      expect(await lines(one)).toHaveLength(0);
      expect(await lines(other)).toHaveLength(1);
      expected = null;
      expect(await lines(one)).toHaveLength(1);
      expected = { money_order: '51.00' };
      expect(await lines(one)).toHaveLength(1);
      expected = { money_order: '49.95' };
      onPayment.mockImplementation(() => {
        throw new Error('no stock');
      });
      expect(await lines(one)).toEqual([expect.stringContaining('no stock')]);
      onPayment.mockImplementation(() => {
        throw new Error('no database');
      });
      expect(await lines(one)).toEqual([expect.stringContaining('no database')]);
      await shop.close();
    });

    it('writes a line about a refused message again after ten minutes', async () => {
      const shop = await openShop({
        adapter,
        shape,
        hooks: { expectedPayment: () => null, onPayment: vi.fn() },
      });
      const now = performance.now.bind(performance);
      let passed = 0;
      const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + passed);
      const body = fresh();
      const lines = async (): Promise<number> => {
        shop.logger.clear();
        expect((await post(shop.notifyUrl, body)).status).toBe(409);
        return shop.logger.texts('error').length;
      };
      const seen = [await lines()];
      for (const minutes of [9, 11]) {
        passed = minutes * 60_000;
        seen.push(await lines());
      }
      clock.mockRestore();
      expect(seen).toEqual([1, 0, 1]);
      await shop.close();
    });

    describe('confirmByQuery', () => {
      let lianlian: Gateway;
      let result_pay: string;
      let respondsAfterMs = 0;
      let mayRespond: Promise<void> = Promise.resolve();
      beforeAll(async () => {
        lianlian = await startGateway(({ path, fields }, response) => {
          const { no_order = '', dt_order = '', oid_paybill = `T${no_order}` } = fields;
          const found = { no_order, dt_order, oid_paybill, money_order: '49.95', result_pay, pay_type: 'D' };
          const said = path === '/aggregate' ? { ret_code: '0000', ...found } : { ret_code: '5002' };
          const fieldsSaid = { oid_partner: OID_PARTNER, ret_msg: 'x', ...said };
          const text = signedResponse(fieldsSaid, keys.lianlian.privateKey);
          const respond = (): unknown => response.setHeader('content-type', 'application/json').end(text);
          void mayRespond.then(() => setTimeout(respond, respondsAfterMs));
          return undefined;
        });
      });
      afterAll(() => lianlian.stop());

      const open = (
        onPayment: () => unknown,
        confirmByQuery = true,
        more: LianlianNotificationOptions = {},
      ): Promise<Shop> => {
        lianlian.reset();
        return openShop({
          adapter,
          shape,
          hooks: { expectedPayment, onPayment, onRefund: () => undefined },
          notifications: { confirmByQuery, ...more },
          module: {
            endpoints: {
              'aggregate.query': `${lianlian.url}/aggregate`,
              'easypay.query': `${lianlian.url}/easypay`,
            },
          },
        });
      };
      const message = (): Record<string, string> => {
        const no_order = uniqueNumber('confirm-');
        return payment({ no_order, oid_paybill: `T${no_order}` });
      };
      const asked = (): number => lianlian.requests.filter(({ path }) => path === '/aggregate').length;

      it('asks LianLian 5 times at most for 1000 posts of one message, until a minute has passed', async () => {
        result_pay = 'PROCESSING';
        const onPayment = vi.fn();
        const shop = await open(onPayment);
        const body = message();
        const statuses = await posted(shop.notifyUrl, body, 1_000);
        expect(new Set(statuses)).toEqual(new Set([503]));
        expect(asked()).toBe(5);
        expect(onPayment).not.toHaveBeenCalled();
        // Another message is a question of its own.
        expect((await post(shop.notifyUrl, message())).status).toBe(503);
        expect(asked()).toBe(6);
        result_pay = 'SUCCESS';
        expect((await post(shop.notifyUrl, body)).status).toBe(503);
        expect(asked()).toBe(6);
        const now = performance.now.bind(performance);
        const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + 61_000);
        const later = await post(shop.notifyUrl, body);
        clock.mockRestore();
        expect(later).toMatchObject(acknowledged);
        expect([asked(), onPayment.mock.calls.length]).toEqual([7, 1]);
        await shop.close();
      });

      it('keeps no other payment from its place while LianLian is asked', async () => {
        result_pay = 'SUCCESS';
        let letRespond = (): void => undefined;
        mayRespond = new Promise((resolve) => (letRespond = resolve));
        const onPayment = vi.fn();
        const shop = await open(onPayment, true, { inbox: new TransactionalMemory(), maxConcurrent: 1 });
        const confirmed = post(shop.notifyUrl, message());
        await vi.waitFor(() => {
          expect(asked()).toBe(1);
        });
        // About a refund nobody is asked.
        expect(await post(shop.notifyUrl, refund())).toMatchObject(acknowledged);
        expect(onPayment).not.toHaveBeenCalled();
        letRespond();
        expect(await confirmed).toMatchObject(acknowledged);
        await shop.close();
      });

      it('asks once for copies of a payment that is confirmed, however many come', async () => {
        result_pay = 'SUCCESS';
        const onPayment = vi.fn();
        const shop = await open(onPayment);
        const body = message();
        const statuses = await posted(shop.notifyUrl, body, 100);
        expect(new Set([...statuses, 503])).toEqual(new Set([200, 503]));
        expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
        expect([asked(), onPayment.mock.calls.length]).toEqual([1, 1]);
        await shop.close();
      });

      it('asks as rarely where the message names no pay_type', async () => {
        result_pay = 'PROCESSING';
        const shop = await open(vi.fn());
        const no_order = uniqueNumber('undecided-');
        const body = payment({ no_order, oid_paybill: `T${no_order}`, pay_type: '' });
        const statuses = await posted(shop.notifyUrl, body, 200);
        expect(new Set(statuses)).toEqual(new Set([503]));
        expect(asked()).toBe(5);
        await shop.close();
      });

      it('asks once for copies that come at once, though none of them has a claim yet', async () => {
        result_pay = 'SUCCESS';
        respondsAfterMs = 1_000;
        const onPayment = vi.fn();
        const shop = await open(onPayment, false);
        const no_order = uniqueNumber('at-once-');
        const body = payment({ no_order, oid_paybill: `T${no_order}`, pay_type: '' });
        const statuses = await posted(shop.notifyUrl, body, 20, 20);
        respondsAfterMs = 0;
        expect(new Set([...statuses, 503])).toEqual(new Set([200, 503]));
        expect([asked(), onPayment.mock.calls.length]).toEqual([1, 1]);
        expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
        expect(onPayment).toHaveBeenCalledTimes(1);
        await shop.close();
      });
    });
  });

  it('do not count refunds with payments: each message has a line of its own', async () => {
    const hooks = {
      expectedPayment,
      expectedRefund: () => null,
      onPayment: () => undefined,
      onRefund: () => undefined,
    };
    const shop = await openShop({ adapter, hooks });
    for (const oid_refundno of [uniqueNumber('R'), uniqueNumber('R')]) {
      for (let copy = 0; copy < 3; copy++) {
        expect((await post(shop.notifyUrl, refund({ oid_refundno }))).status).toBe(409);
      }
    }
    expect(shop.logger.texts('error')).toHaveLength(2);
    await shop.close();
  });
});
