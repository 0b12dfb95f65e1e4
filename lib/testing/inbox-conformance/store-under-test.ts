import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { NotificationInbox } from '../../common/notification-inbox.js';
import type { InboxConformanceOptions } from './options.js';

/** A lease that does not end during a case. */
export const LONG_LEASE_MS = 120_000;

/** A claim, and who holds it. */
interface Held {
  readonly key: string;
  readonly token: string;
  readonly leaseMs: number;
}

/** A case of the suite, to be run against a store. */
export interface StoreCase {
  readonly name: string;
  readonly run: (store: StoreUnderTest) => Promise<void>;
}

/** The store during one case: its clients, its keys and its waiting. */
export class StoreUnderTest {
  readonly leaseMs: number;
  private readonly opened = new Set<NotificationInbox>();

  constructor(private readonly options: InboxConformanceOptions) {
    this.leaseMs = options.leaseMs ?? 150;
  }

  async client(): Promise<NotificationInbox> {
    const inbox = await this.options.open();
    this.opened.add(inbox);
    return inbox;
  }

  async clients(): Promise<[NotificationInbox, NotificationInbox, NotificationInbox]> {
    return [await this.client(), await this.client(), await this.client()];
  }

  async close(): Promise<void> {
    const inboxes = [...this.opened];
    this.opened.clear();
    for (const inbox of inboxes) await this.options.close?.(inbox);
  }

  /** Closes every client, and restarts the server where the store has one. */
  async restart(): Promise<void> {
    await this.close();
    await this.options.restart?.();
  }

  /** A key that nobody used before, in the form of the module's own. */
  key(suffix = ''): string {
    return `201408071000001543/payment/${randomUUID()}/SUCCESS/4995${suffix}`;
  }

  /** Waits until a short lease has surely ended. */
  async leaseEnds(leaseMs = this.leaseMs): Promise<void> {
    await sleep(leaseMs * 2);
  }

  async claimed(inbox: NotificationInbox, key: string, leaseMs = LONG_LEASE_MS): Promise<string> {
    const claim = await inbox.claim(key, leaseMs);
    assert.equal(claim.status, 'claimed', 'a key that nobody holds must be claimed');
    return claim.token;
  }

  /** Claims again and again until the former lease ended. */
  async claimedOnceEnded(inbox: NotificationInbox, key: string, leaseMs = LONG_LEASE_MS): Promise<string> {
    const deadline = performance.now() + this.leaseMs * 5 + 1_000;
    do {
      const claim = await inbox.claim(key, leaseMs);
      if (claim.status === 'claimed') return claim.token;
      assert.equal(claim.status, 'busy', 'a key whose claim was never completed must not be done');
      await sleep(Math.max(5, this.leaseMs / 10));
    } while (performance.now() < deadline);
    assert.fail(`a lease of ${String(this.leaseMs)} ms must end, so that the key can be claimed anew`);
  }

  /** A claim whose lease ended before its holder came back, and which `other` took. */
  async takenOver(
    first: NotificationInbox,
    other: NotificationInbox,
  ): Promise<{ key: string; late: string; current: string }> {
    const key = this.key();
    const late = await this.claimed(first, key, this.leaseMs);
    return { key, late, current: await this.claimedOnceEnded(other, key) };
  }

  /**
   * A claim with a short lease, and a step that must succeed before it ends. A machine too busy for that is
   * given another try with a lease twice as long.
   */
  async withinLease(inbox: NotificationInbox, step: (held: Held) => Promise<boolean>): Promise<Held> {
    for (let leaseMs = this.leaseMs; ; leaseMs *= 2) {
      const held = { key: this.key(), token: '', leaseMs };
      const startedAt = performance.now();
      const claimed = { ...held, token: await this.claimed(inbox, held.key, leaseMs) };
      if (await step(claimed)) return claimed;
      const tooSlow = performance.now() - startedAt >= leaseMs && leaseMs < LONG_LEASE_MS;
      assert.ok(tooSlow, 'the holder of a running lease must not be refused');
    }
  }
}

export async function assertBusy(inbox: NotificationInbox, key: string, why: string): Promise<void> {
  assert.equal((await inbox.claim(key, LONG_LEASE_MS)).status, 'busy', why);
}

export async function assertDone(inbox: NotificationInbox, key: string, why: string): Promise<void> {
  assert.equal((await inbox.claim(key, LONG_LEASE_MS)).status, 'done', why);
}

/** The token must be refused by every operation of a holder, whatever the order. */
export async function assertRefused(inbox: NotificationInbox, key: string, token: string, who: string) {
  assert.equal(await inbox.renew(key, token, LONG_LEASE_MS), false, `renew by ${who} must be refused`);
  assert.equal(await inbox.complete(key, token), false, `complete by ${who} must be refused`);
  assert.equal(await inbox.release(key, token), false, `release by ${who} must be refused`);
}
