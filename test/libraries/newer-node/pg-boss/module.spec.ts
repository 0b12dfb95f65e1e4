import { NestFactory } from '@nestjs/core';
import { PgBoss } from 'pg-boss';
import { expect, it, vi } from 'vitest';

import { freshQueue, openShop } from '../../../e2e/queues/support/queue-shop.js';
import { queueShops } from '../../../e2e/queues/support/queue-shops.js';
import { ACK, post } from '../../../support/http.js';
import { payment, uniqueNumber } from '../../../support/shop.js';
import { bossKind, openProcessQueue, startedBoss } from './boss-kind.js';
import { describeWithPostgres } from './needs-postgres.js';

const SOON = { timeout: 15_000 };
const fresh = (): Record<string, string> => payment({ oid_paybill: uniqueNumber('2026') });

await describeWithPostgres('LianlianQueueModule of pg-boss', (url) => {
  const ofKind = bossKind(url);
  const open = queueShops(ofKind);

  it.each(['started', 'not started'])(
    "takes the app's own PgBoss, %s, and leaves it running",
    async (how) => {
      const boss =
        how === 'started'
          ? await startedBoss(url)
          : new PgBoss({ connectionString: url, schema: 'lltest_boss' });
      boss.on('error', () => undefined);
      const queueName = freshQueue();
      const onPayment = vi.fn();
      const queue = await openProcessQueue(url, queueName, { connection: boss, schema: undefined });
      const shop = await openShop(queueName, queue, { hooks: { onPayment } });
      await vi.waitFor(async () => {
        expect(await post(shop.notifyUrl, fresh())).toMatchObject({ status: 200, text: ACK });
      }, SOON);
      await vi.waitFor(() => {
        expect(onPayment).toHaveBeenCalled();
      }, SOON);
      await shop.close();
      expect(await boss.getQueue(queueName)).toMatchObject({ name: queueName });
      await boss.stop();
      await ofKind.remove(queueName);
    },
  );

  it('options that pg-boss refuses fail the start', async () => {
    const connection = { connectionString: url, monitorIntervalSeconds: 0.1 };
    const { module } = await openProcessQueue(url, freshQueue(), { connection });
    const started = NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
    await expect(started).rejects.toThrow(/LianlianQueueModule connection: was refused by pg-boss/);
  });

  it('keeps dead letters and what waits for good, and lets go of what was handled', async () => {
    let isBroken = true;
    const onPayment = vi.fn(() => {
      if (isBroken) throw new Error('no');
    });
    const shop = await open({ queue: { attempts: 1 }, hooks: { onPayment } });
    await post(shop.notifyUrl, fresh());
    await vi.waitFor(async () => {
      expect(await shop.deadLetters.count()).toBe(1);
    }, SOON);
    isBroken = false;
    const boss = await startedBoss(url);
    const [letter] = await boss.findJobs(`${shop.queueName}.dead-letters`);
    const inSixtyYears = Date.now() + 60 * 365 * 24 * 60 * 60 * 1_000;
    expect(letter?.keepUntil.getTime()).toBeGreaterThan(inSixtyYears);
    const settings = await boss.getQueue(shop.queueName);
    expect(settings).toMatchObject({ deleteAfterSeconds: 3_600, retentionSeconds: 2_000_000_000 });
    await boss.stop({ graceful: false });
  });

  it('a handler that is given up again and again by a process that dies is a dead letter in the end', async () => {
    const onPayment = vi.fn();
    const web = await open({ queue: { worker: false } });
    expect(await post(web.notifyUrl, fresh())).toMatchObject({ status: 200 });
    const boss = await startedBoss(url);
    // As two workers leave it that died.
    for (let died = 0; died < 2; died++) {
      const [job] = await boss.fetch(web.queueName, { ignoreStartAfter: true });
      if (job !== undefined) await boss.fail(web.queueName, job.id);
    }
    await boss.stop({ graceful: false });
    const shop = await open({ queueName: web.queueName, queue: { attempts: 2 }, hooks: { onPayment } });
    await vi.waitFor(async () => {
      expect(await shop.deadLetters.list()).toMatchObject([
        { attempts: 2, reason: expect.stringContaining('died or lost PostgreSQL in each of 2 attempts') },
      ]);
    }, SOON);
    expect(onPayment).not.toHaveBeenCalled();
  });
});
