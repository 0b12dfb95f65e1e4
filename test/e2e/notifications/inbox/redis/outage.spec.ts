import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { NotificationInbox } from '../../../../../lib/common/notification-inbox.js';
import { type ConnectedInbox, libraries } from './libraries.js';
import { describeWithRedisServer } from './needs-redis.js';
import { RedisServer } from './redis-server.js';

const LEASE_MS = 60_000;

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

  async function claimedInTheEnd(inbox: NotificationInbox, key: string): Promise<void> {
    await expect
      .poll(() => inbox.claim(key, LEASE_MS).then(({ status }) => status, String), { timeout: 10_000 })
      .toBe('claimed');
  }

  describe.each([...libraries])('with $name', (library) => {
    it('rejects within the time-out, even when the client would wait, and works again afterwards', async () => {
      const inbox = await library.connect(server.url, { timeoutMs: 300 });
      const [kept, missed] = [randomUUID(), randomUUID()];
      const claim = await inbox.claim(kept, LEASE_MS);
      const token = claim.status === 'claimed' ? claim.token : '';
      await server.kill();

      expect(await rejectionOf(inbox.claim(missed, LEASE_MS))).toBeLessThan(1_500);
      expect(await rejectionOf(inbox.renew(kept, token, LEASE_MS))).toBeLessThan(1_500);

      await server.start();
      // What the client kept and sent late was given back: nobody waits for the lease of a claim without a holder.
      await claimedInTheEnd(inbox, missed);
      expect(await inbox.complete(kept, token)).toBe(true);
      expect(await inbox.claim(kept, LEASE_MS)).toEqual({ status: 'done' });
      inbox.disconnect();
    });

    it('rejects within 2 seconds by default', async () => {
      const inbox = await library.connect(server.url);
      server.freeze();
      const took = await rejectionOf(inbox.claim(randomUUID(), LEASE_MS));
      server.thaw();
      expect(took).toBeGreaterThan(1_900);
      expect(took).toBeLessThan(3_500);
      inbox.disconnect();
    });

    it('rejects at once where the client keeps no queue', async () => {
      const inbox = await library.connect(server.url, { withoutQueue: true });
      await server.kill();
      await sleep(100);
      expect(await rejectionOf(inbox.claim(randomUUID(), LEASE_MS))).toBeLessThan(1_000);
      await server.start();
      await claimedInTheEnd(inbox, randomUUID());
      inbox.disconnect();
    });

    it('rejects when the app closed the client', async () => {
      const inbox: ConnectedInbox = await library.connect(server.url);
      inbox.disconnect();
      expect(await rejectionOf(inbox.claim(randomUUID(), LEASE_MS))).toBeLessThan(2_500);
    });

    it('gives a claim back when Redis froze and answers after its time', async () => {
      const inbox = await library.connect(server.url, { timeoutMs: 200 });
      const key = randomUUID();
      server.freeze();
      await rejectionOf(inbox.claim(key, LEASE_MS));
      server.thaw();
      await claimedInTheEnd(inbox, key);
      inbox.disconnect();
    });
  });
});
