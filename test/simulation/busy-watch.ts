import type { NotificationInbox, OnceLimits } from '../../lib/common/inbox/notification-inbox.js';
import type { Actor } from './scheduler.js';
import { StoreOutage } from './stores.js';

/** A call of `once` that may hold its key. */
interface Holder {
  /** Whether another call for the key was under way meanwhile. */
  hasMet: boolean;
}

/**
 * Watches what inboxes say: that a key is busy is true only while somebody is at work on it, or died or lost the store
 * while they were. A claim that its handler did not give back would keep an order waiting for nothing.
 */
export class BusyWatch {
  private readonly holders = new Map<string, Set<Holder>>();

  constructor(private readonly tell: (violation: string) => void) {}

  /**
   * The inbox of one process, watched.
   *
   * @param passesBars whether it passes on that the inbox looks by itself for what forbids a claim
   */
  around<Transaction>(
    inbox: NotificationInbox<Transaction>,
    actor: Actor,
    passesBars: boolean,
  ): NotificationInbox<Transaction> {
    return {
      transactional: inbox.transactional,
      bars: passesBars ? inbox.bars : undefined,
      recall: (key) => inbox.recall(key),
      once: async (key, outcome, work, limits) => {
        const [mine, leave] = this.enter(key);
        try {
          const result = await inbox.once(key, outcome, work, passesBars ? limits : withoutBar(limits));
          if (result.status === 'busy' && !mine.hasMet) {
            this.tell(`${actor.name} was told that ${key} is busy, and nobody was at work on it`);
          }
          leave();
          return result;
        } catch (error) {
          // What a store that failed still holds is not known. What a handler threw gives its claim back.
          if (!(error instanceof StoreOutage)) leave();
          throw error;
        }
      },
    };
  }

  private enter(key: string): readonly [mine: Holder, leave: () => void] {
    const holders = this.holders.get(key) ?? new Set();
    this.holders.set(key, holders);
    for (const other of holders) other.hasMet = true;
    const mine = { hasMet: holders.size > 0 };
    holders.add(mine);
    return [mine, () => holders.delete(mine)];
  }
}

function withoutBar({ leaseMs, maxHandlingMs }: OnceLimits = {}): OnceLimits {
  return { leaseMs, maxHandlingMs };
}
