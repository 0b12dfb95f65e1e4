import { afterEach, expect, it, vi } from 'vitest';

import { ACK, post } from '../../support/http.js';
import { payment, uniqueNumber } from '../../support/shop.js';
import { describeWithSharedRedis, SHARED_REDIS } from '../notifications/inbox/redis/needs-redis.js';
import type { QueueShop } from '../queues/support/queue-shop.js';
import { openQueueShop, rawQueue, removeQueue } from './support/queue-shop.js';

await describeWithSharedRedis('jobs without OpenTelemetry', () => {
  let web: QueueShop;
  const shops: QueueShop[] = [];
  afterEach(async () => {
    for (const { close } of shops.splice(0)) await close();
    await removeQueue(SHARED_REDIS, web.queueName);
  });

  /** A notification in the queue, which no worker takes yet. */
  const receive = async (): Promise<void> => {
    web = await openQueueShop({ redisUrl: SHARED_REDIS, queue: { worker: false } });
    shops.push(web);
    const body = payment({ oid_paybill: uniqueNumber('2026') });
    expect(await post(web.notifyUrl, body)).toMatchObject({ status: 200, text: ACK });
  };

  it('say nothing of a trace', async () => {
    await receive();
    const queue = rawQueue(SHARED_REDIS, web.queueName);
    const [job] = await queue.getWaiting();
    expect(Object.keys(job?.data ?? {})).toEqual(['route', 'message']);
    await queue.close();
  });

  it.each([
    [
      'as a server with OpenTelemetry writes it',
      { creation: { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` } },
    ],
    ['that cannot be read', 'not a trace'],
  ])('are handled with a trace %s', async (_how, trace) => {
    await receive();
    const queue = rawQueue(SHARED_REDIS, web.queueName);
    const [job] = await queue.getWaiting();
    if (job !== undefined) await job.updateData({ ...job.data, trace });
    await queue.close();
    const onPayment = vi.fn();
    const { queueName } = web;
    const worker = await openQueueShop({ redisUrl: SHARED_REDIS, queueName, hooks: { onPayment } });
    shops.push(worker);
    await vi.waitFor(() => {
      expect(worker.events.counts()).toMatchObject({ handled: 1 });
    });
    expect(onPayment).toHaveBeenCalledTimes(1);
  });
});
