import type { InboxClaim, NotificationInbox } from '../../common/notification-inbox.js';
import { RememberedKeys } from './memory-keys.js';

const DEFAULT_CAPACITY = 500_000;

interface Claim {
  readonly token: string;
  /** Of its key: made once, for the look-up and for the completion. */
  readonly fingerprint: Uint32Array;
  expiresAt: number;
}

/** How much a `MemoryInbox` remembers. */
export interface MemoryInboxOptions {
  /** Completed keys that are remembered at most; the oldest half goes first. Default 500000. */
  readonly capacity?: number | undefined;
}

/**
 * An inbox in the memory of one process: right for one instance of an app whose `expectedPayment` returns
 * `oid_paybill`, or for tests. It forgets everything with a restart.
 *
 * Memory is bounded: 22 to 43 bytes for each completed key that is remembered. A claim in progress is never evicted.
 */
export class MemoryInbox implements NotificationInbox {
  private readonly claims = new Map<string, Claim>();
  private readonly completed: RememberedKeys;
  private tokens = 0;

  /** @param options how many handled notifications it remembers: 500000, unless `capacity` says otherwise */
  constructor({ capacity = DEFAULT_CAPACITY }: MemoryInboxOptions = {}) {
    this.completed = new RememberedKeys(capacity);
  }

  claim(key: string, leaseMs: number): Promise<InboxClaim> {
    return Promise.resolve(this.claimNow(key, leaseMs));
  }

  renew(key: string, token: string, leaseMs: number): Promise<boolean> {
    const claim = this.held(key, token);
    if (claim !== undefined) claim.expiresAt = performance.now() + leaseMs;
    return Promise.resolve(claim !== undefined);
  }

  complete(key: string, token: string): Promise<boolean> {
    const claim = this.held(key, token);
    if (claim === undefined) return Promise.resolve(false);
    this.claims.delete(key);
    this.completed.add(claim.fingerprint);
    return Promise.resolve(true);
  }

  release(key: string, token: string): Promise<boolean> {
    return Promise.resolve(this.held(key, token) !== undefined && this.claims.delete(key));
  }

  private claimNow(key: string, leaseMs: number): InboxClaim {
    const fingerprint = this.completed.fingerprintOf(key);
    if (this.completed.has(fingerprint)) return { status: 'done' };
    const now = performance.now();
    const claim = this.claims.get(key);
    if (claim !== undefined && claim.expiresAt > now) return { status: 'busy' };
    const token = String(++this.tokens);
    this.claims.set(key, { token, fingerprint, expiresAt: now + leaseMs });
    return { status: 'claimed', token };
  }

  /** The claim, if this token holds it and its lease still runs. */
  private held(key: string, token: string): Claim | undefined {
    const claim = this.claims.get(key);
    return claim?.token === token && claim.expiresAt > performance.now() ? claim : undefined;
  }
}
