import type { NotificationInbox, OnceLimits, OnceResult } from '../../common/inbox/notification-inbox.js';
import { onceLimitsOf } from '../../common/inbox/once-limits.js';
import { readOptions } from '../../common/options/read-options.js';
import { RememberedOutcomes } from './remembered-outcomes.js';

const DEFAULT_CAPACITY = 500_000;

/** Work that runs, until it is given up. */
interface Claim {
  readonly endsAt: number;
}

/** How much a `MemoryInbox` remembers. */
export interface MemoryInboxOptions {
  /** Orders and messages that are remembered at most; the oldest half goes first. Default 500000. */
  readonly capacity?: number | undefined;
}

/**
 * An inbox in the memory of one process: right for one instance of an app whose `expectedPayment` returns
 * `oid_paybill`, or for tests. It forgets everything with a restart.
 *
 * Memory is bounded: at most 200 bytes for each order that is remembered. A claim in progress is never evicted.
 */
export class MemoryInbox implements NotificationInbox {
  private readonly running = new Map<string, Claim>();
  private readonly done: RememberedOutcomes;

  /**
   * @param options how many handled notifications it remembers: 500000, unless `capacity` says otherwise
   * @throws LianlianConfigError where `capacity` is no number of them, or misspelt
   */
  constructor(options: MemoryInboxOptions = {}) {
    const capacity = readOptions(options, { of: 'MemoryInbox', known: ['capacity'] }, (reader) =>
      reader.positiveInteger('capacity', DEFAULT_CAPACITY),
    );
    this.done = new RememberedOutcomes(capacity);
  }

  async once(
    key: string,
    outcome: string,
    work: () => Promise<void>,
    limits?: OnceLimits,
  ): Promise<OnceResult> {
    const { maxHandlingMs } = onceLimitsOf(limits);
    const before = this.done.get(key);
    if (before !== undefined) return { status: 'done', outcome: before };
    const other = this.running.get(key);
    if (other !== undefined && other.endsAt > performance.now()) return { status: 'busy' };
    const claim = { endsAt: performance.now() + maxHandlingMs };
    this.running.set(key, claim);
    try {
      await work();
      // Given up and taken by a copy, which runs or has run.
      if (this.running.get(key) !== claim) return { status: 'lost' };
      this.done.set(key, outcome);
      return { status: 'ran' };
    } finally {
      if (this.running.get(key) === claim) this.running.delete(key);
    }
  }

  recall(key: string): Promise<string | undefined> {
    return Promise.resolve(this.done.get(key));
  }
}
