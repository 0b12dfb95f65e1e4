import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { NotificationInbox } from '../../../../../lib/common/inbox/notification-inbox.js';
import { type ConnectedInbox, libraries } from './libraries.js';
import { describeWithRedisServer } from './needs-redis.js';
import { RedisServer } from './redis-server.js';

const OUTCOME = '2026/SUCCESS/4995';
const nothing = (): Promise<void> => Promise.resolve();
const neverRun = (): never => {
  throw new Error('work ran that must not');
};

describeWithRedisServer('RedisInbox while Redis is away', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start('--appendonly', 'yes', '--appendfsync', 'always');
  });
  afterAll(() => server.remove());

  /** How long an operation took to reject. */
  async function rejectionOf(operation: Promise<unknown>): Promise<number> {
    const startedAt = performance.now();
    await expect(operation).rejects.toThrow();
    return performance.now() - startedAt;
  }

  async function ranInTheEnd(inbox: NotificationInbox, key: string): Promise<void> {
    await expect
      .poll(() => inbox.once(key, OUTCOME, nothing).then(({ status }) => status, String), { timeout: 10_000 })
      .toBe('ran');
  }

  describe.each([...libraries])('with $name', (library) => {
    it('rejects within the time-out, even when the client would wait, and works again afterwards', async () => {
      const inbox = await library.connect(server.url, { timeoutMs: 300 });
      const [kept, missed] = [randomUUID(), randomUUID()];
      const work = async (): Promise<void> => {
        await server.kill();
        expect(await rejectionOf(inbox.once(missed, OUTCOME, neverRun))).toBeLessThan(1_500);
        expect(await rejectionOf(inbox.recall(kept))).toBeLessThan(1_500);
        await server.start();
        // What the client kept and sent late was given back: nobody waits for the lease of a claim without a holder.
        await ranInTheEnd(inbox, missed);
      };
      expect(await inbox.once(kept, OUTCOME, work)).toEqual({ status: 'ran' });
      expect(await inbox.once(kept, OUTCOME, neverRun)).toEqual({ status: 'done', outcome: OUTCOME });
      inbox.disconnect();
    });

    it('completes later what ran while Redis went away, and holds the key until then', async () => {
      const inbox = await library.connect(server.url, { timeoutMs: 300 });
      const key = randomUUID();
      const work = vi.fn(() => server.kill());
      await expect(inbox.once(key, OUTCOME, work)).rejects.toThrow();
      await server.start();
      const next = async (): Promise<string> => {
        const result = await inbox.once(key, 'other', neverRun).catch((error: unknown) => String(error));
        return typeof result === 'string' ? result : result.status;
      };
      await expect.poll(next, { timeout: 15_000 }).toBe('done');
      expect(await inbox.recall(key)).toBe(OUTCOME);
      expect(work).toHaveBeenCalledTimes(1);
      inbox.disconnect();
    });

    it('rejects within 2 seconds by default', async () => {
      const inbox = await library.connect(server.url);
      server.freeze();
      const took = await rejectionOf(inbox.once(randomUUID(), OUTCOME, neverRun));
      server.thaw();
      expect(took).toBeGreaterThan(1_900);
      expect(took).toBeLessThan(3_500);
      inbox.disconnect();
    });

    it('rejects at once where the client keeps no queue', async () => {
      const inbox = await library.connect(server.url, { withoutQueue: true });
      await server.kill();
      await sleep(100);
      expect(await rejectionOf(inbox.once(randomUUID(), OUTCOME, neverRun))).toBeLessThan(1_000);
      await server.start();
      await ranInTheEnd(inbox, randomUUID());
      inbox.disconnect();
    });

    it('rejects when the app closed the client', async () => {
      const inbox: ConnectedInbox = await library.connect(server.url);
      inbox.disconnect();
      expect(await rejectionOf(inbox.once(randomUUID(), OUTCOME, neverRun))).toBeLessThan(2_500);
    });

    it('gives a claim back when Redis froze and answers after its time', async () => {
      const inbox = await library.connect(server.url, { timeoutMs: 200 });
      const key = randomUUID();
      server.freeze();
      await rejectionOf(inbox.once(key, OUTCOME, neverRun));
      server.thaw();
      await ranInTheEnd(inbox, key);
      inbox.disconnect();
    });
  });
});
