import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  formatLianlianTime,
  LianlianApiError,
  LianlianModule,
  LianlianService,
  LianlianSignatureError,
} from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { RecordingLogger } from '../../support/recording-logger.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** What became of the time in the app's database. */
const KEPT: readonly [what: string, byMs: number, why: string][] = [
  ['rounded up', SECOND_MS, 'rounds milliseconds up'],
  ['a second early', -SECOND_MS, 'rounds milliseconds up'],
  ['eight hours early', -8 * HOUR_MS, 'written in one zone and read in another'],
  ['eight hours late', 8 * HOUR_MS, 'written in one zone and read in another'],
];

describe('what LianLian knows by another time than the app kept', () => {
  let sandbox: LianlianSandbox;
  let app: INestApplicationContext;
  let lianlian: LianlianService;
  let logger: RecordingLogger;
  // At half of the last minute: a second before and after it are of the same day.
  const sent = new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - MINUTE_MS / 2);
  const kept = (byMs: number): Date => new Date(sent.getTime() + byMs);

  beforeEach(async () => {
    sandbox = await LianlianSandbox.start({ modulusLength: 1024 });
    logger = new RecordingLogger();
    app = await NestFactory.createApplicationContext(
      LianlianModule.forRoot({ ...sandbox.options, notifyUrl: 'http://127.0.0.1:9/notify' }),
      { logger },
    );
    lianlian = app.get(LianlianService);
  });
  afterEach(async () => {
    await app.close();
    await sandbox.stop();
  });

  const order = (dt_order: Date) =>
    lianlian.aggregateDirect.pay({
      ...{ user_id: 'u-1', busi_partner: '109001', name_goods: '羽毛球', money_order: '49.95' },
      ...{ no_order: 'o-1', dt_order, pay_type: 'I' as const },
      risk_item: { frms_ware_category: '1009' },
    });
  const asked = (api: string): number => sandbox.requests.filter((request) => request.api === api).length;

  describe.each(['aggregate', 'easypay'] as const)('as %s', (product) => {
    it.each(KEPT)('is not found, and named, where it is %s', async (_what, byMs, why) => {
      await order(sent);
      await sandbox.pay('o-1');
      const reference = { product, no_order: 'o-1', dt_order: kept(byMs), money_order: '49.95' };
      const otherTime = formatLianlianTime(sent);
      // Once says nothing: the payer may still be on the way.
      expect(await lianlian.queries.find(reference)).toEqual({ state: 'not-found' });
      expect(asked(`${product}.query`)).toBe(1);
      expect(await lianlian.queries.find(reference)).toEqual({ state: 'not-found', otherTime });
      expect(logger.texts('error')).toEqual([
        expect.stringContaining(
          `Order o-1: LianLian does not know it with dt_order ${formatLianlianTime(kept(byMs))}, but with dt_order ${otherTime} (result_pay SUCCESS, 49.95 yuan). `,
        ),
      ]);
      expect(logger.texts('error')[0]).toContain(why);
      // Asked again, it says the same, and does not look again.
      const before = asked(`${product}.query`);
      expect(before).toBeLessThanOrEqual(6);
      const text = { ...reference, dt_order: formatLianlianTime(kept(byMs)) };
      expect(await lianlian.queries.find(text)).toEqual({ state: 'not-found', otherTime });
      expect(asked(`${product}.query`)).toBe(before + 1);
      expect(logger.texts('error')).toHaveLength(1);
    });

    it('is what waiting for the result tells, too', async () => {
      await order(sent);
      await sandbox.pay('o-1');
      const reference = { product, no_order: 'o-1', dt_order: kept(SECOND_MS) };
      const waited = await lianlian.queries.waitForResult(reference, { everyMs: 10, timeoutMs: 500 });
      expect(waited).toEqual({ state: 'not-found', otherTime: formatLianlianTime(sent) });
    });

    it('is nothing where LianLian has no such order, and is looked for once', async () => {
      const reference = { product, no_order: 'o-9', dt_order: sent };
      await lianlian.queries.find(reference);
      expect(await lianlian.queries.find(reference)).toEqual({ state: 'not-found' });
      const twice = asked(`${product}.query`);
      expect(twice).toBe(2 + (product === 'aggregate' ? 2 : 4));
      await lianlian.queries.waitForResult(reference, { everyMs: 20, timeoutMs: 200 });
      const looks = sandbox.requests.filter(({ fields }) => fields['dt_order'] !== formatLianlianTime(sent));
      expect(looks).toHaveLength(twice - 2);
      expect(logger.texts('error')).toEqual([]);
    });

    it('is nothing where the look is answered with an error, and is looked for again', async () => {
      await order(sent);
      sandbox.scenario([
        { fault: 'ret-code', ret_code: '5002', api: `${product}.query`, times: 2 },
        { fault: 'ret-code', ret_code: '9921', api: `${product}.query` },
      ]);
      const reference = { product, no_order: 'o-1', dt_order: kept(SECOND_MS) };
      await lianlian.queries.find(reference);
      expect(await lianlian.queries.find(reference)).toEqual({ state: 'not-found' });
      expect(asked(`${product}.query`)).toBe(3);
      sandbox.scenarios.clear();
      expect(await lianlian.queries.find(reference)).toMatchObject({ otherTime: formatLianlianTime(sent) });
    });
  });

  it('is not looked for where a transaction is asked about', async () => {
    await order(sent);
    const reference = { no_order: 'o-1', dt_order: kept(SECOND_MS), oid_paybill: '2026112812345678' };
    for (let query = 1; query <= 2; query++) {
      expect(await lianlian.queries.find({ product: 'aggregate', ...reference })).toEqual({
        state: 'not-found',
      });
    }
    expect(asked('aggregate.query')).toBe(2);
  });

  it('is another order on another day', async () => {
    await order(sent);
    const reference = { no_order: 'o-1', dt_order: kept(24 * HOUR_MS) };
    for (let query = 1; query <= 2; query++) {
      expect(await lianlian.queries.find({ product: 'aggregate', ...reference })).toEqual({
        state: 'not-found',
      });
    }
    expect(logger.texts('error')).toEqual([]);
  });

  it('a second attempt with that time is refused, and the error says why', async () => {
    await order(sent);
    const error: unknown = await order(kept(SECOND_MS)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ ret_code: '1002', category: 'duplicate', outcome: 'unknown' });
    expect((error as LianlianApiError).message).toContain('a column that rounds milliseconds up');
  });

  describe('of a refund', () => {
    const which = (byMs: number) => ({ no_refund: 'r-1', dt_refund: kept(byMs) });
    beforeEach(async () => {
      await order(sent);
      await sandbox.pay('o-1');
    });
    const refund = () =>
      lianlian.refunds.apply({
        ...{ no_refund: 'r-1', dt_refund: sent, money_refund: '9.95' },
        ...{ no_order: 'o-1', dt_order: sent },
      });

    it.each(KEPT)('is never "not found" where it is %s: it would be made anew', async (_what, byMs, why) => {
      await refund();
      const error: unknown = await lianlian.refunds.query(which(byMs)).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(LianlianSignatureError);
      expect(error).toMatchObject({ outcome: 'unknown' });
      const { message } = error as Error;
      expect(message).toContain(
        `Refund r-1: LianLian does not know it with dt_refund ${formatLianlianTime(kept(byMs))}, but with dt_refund ${formatLianlianTime(sent)} (succeeded, 9.95 yuan). `,
      );
      expect(message).toContain(why);
    });

    it('is not found where LianLian has none', async () => {
      const error: unknown = await lianlian.refunds.query(which(0)).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(LianlianApiError);
      expect(error).toMatchObject({ ret_code: '8901', category: 'not_found', outcome: 'failed' });
      expect((error as Error).message).toContain('the very ones that were sent');
      expect(asked('refund.query')).toBe(5);
    });

    it('is not "not found" where LianLian could not be asked about the times beside it', async () => {
      await refund();
      const calls = sandbox.requests.length;
      sandbox.scenario([
        { fault: 'ret-code', ret_code: '8901', api: 'refund.query', times: 1 },
        { fault: 'ret-code', ret_code: '9921', api: 'refund.query' },
      ]);
      await expect(lianlian.refunds.query(which(SECOND_MS))).rejects.toMatchObject({
        ...{ ret_code: '9921', category: 'unavailable' },
      });
      expect(sandbox.requests.length).toBeGreaterThan(calls + 1);
    });

    it('is found as it was sent, by one query', async () => {
      await refund();
      expect(await lianlian.refunds.query(which(0))).toMatchObject({ state: 'succeeded' });
      expect(asked('refund.query')).toBe(1);
    });
  });
});
