import {
  DEFAULT_LIMITS,
  type NotificationInbox,
  type OnceLimits,
  type OnceResult,
} from '../../lib/common/inbox/notification-inbox.js';
import type { AppDatabase, Write } from './app-database.js';
import type { PlannedFaults } from './planned-faults.js';
import type { Actor, Scheduler } from './scheduler.js';

/** What a store needs of its world. */
export interface StoreWorld {
  readonly scheduler: Scheduler;
  readonly faults: PlannedFaults;
  readonly database: AppDatabase;
}

/** A transaction of the app: what it wrote is seen when it is committed. */
export interface AppTransaction {
  write(written: Write): void | Promise<void>;
  /**
   * A statement that fails, in a handler that swallows its error. As in PostgreSQL, the commit rolls back then: true.
   * False where the database (MariaDB) goes on, and such a handler would be at fault.
   */
  fail(): boolean | Promise<boolean>;
}

/** How long a store that is slow takes: longer than LianLian waits. */
const SLOW_STORE_MS = 30_000;

export function slowly(scheduler: Scheduler): Promise<void> {
  return new Promise((resolve) => {
    scheduler.after(SLOW_STORE_MS, resolve);
  });
}

/** A store that failed: what it still does is not known. */
export class StoreOutage extends Error {}

/**
 * A store that several processes share. In virtual time the real MemoryInbox is in it, and stands for Redis; in real
 * time RedisInbox itself. Its calls take steps, may
 * fail before they did anything (`before`), after they did it (`after`), or lose what they should remember (`forgets`).
 * A process that dies keeps its claim until the claim is given up, and so does work whose end is lost.
 */
export function sharedInbox(memory: NotificationInbox, actor: Actor, world: StoreWorld): NotificationInbox {
  const { scheduler, faults } = world;
  return {
    async once(key, outcome, work, limits) {
      const how = faults.next('store', ({ call }) => call)?.how;
      if (how === 'slow') await slowly(scheduler);
      await scheduler.step(actor, () => {
        if (how === 'before') throw new StoreOutage('before');
      });
      let forget = (_outage: StoreOutage): void => undefined;
      const forgotten = new Promise<never>((_resolve, reject) => (forget = reject));
      const remembered = memory.once(
        key,
        outcome,
        async () => {
          await work();
          if (how !== 'forgets') return scheduler.step(actor, () => undefined);
          forget(new StoreOutage('forgets'));
          return new Promise(() => undefined);
        },
        limits,
      );
      const result = await Promise.race([remembered, forgotten]);
      return scheduler.step(actor, () => {
        if (how === 'after') throw new StoreOutage('after');
        return result;
      });
    },
    recall: async (key) => {
      const known = await memory.recall(key);
      return scheduler.step(actor, () => known);
    },
  };
}

interface OpenTransaction {
  readonly actor: Actor;
  readonly endsAt: number;
}

/**
 * A model of a SQL database: the handler's writes and the outcome are committed together. A process that dies, or whose
 * transaction is idle for too long, has written nothing, and its claim is free at once. The real SqlInbox runs the same
 * worlds with `--store postgres` and `--store mariadb`.
 */
export class TransactionalStore {
  private readonly open = new Map<string, OpenTransaction>();
  private readonly done = new Map<string, string>();

  constructor(private readonly world: StoreWorld) {}

  inboxOf(actor: Actor): NotificationInbox<AppTransaction> {
    return {
      transactional: true,
      bars: true,
      once: (key, outcome, work, limits) => this.once(actor, key, outcome, work, limits),
      recall: (key) => this.world.scheduler.step(actor, () => this.done.get(key)),
    };
  }

  private async once(
    actor: Actor,
    key: string,
    outcome: string,
    work: (transaction?: AppTransaction) => Promise<void>,
    { maxHandlingMs = DEFAULT_LIMITS.maxHandlingMs, unless }: OnceLimits = {},
  ): Promise<OnceResult> {
    const { scheduler, faults, database } = this.world;
    const how = faults.next('store', ({ call }) => call)?.how;
    if (how === 'slow') await slowly(scheduler);
    const mine = { actor, endsAt: scheduler.now() + maxHandlingMs };
    const refused = await scheduler.step(actor, (): OnceResult | undefined => {
      if (how === 'before') throw new StoreOutage('before');
      const before = this.done.get(key);
      if (before !== undefined) return { status: 'done', outcome: before };
      if (this.isHeld(key)) return { status: 'busy' };
      if (unless !== undefined && this.done.has(unless)) return { status: 'barred' };
      this.open.set(key, mine);
      return undefined;
    });
    if (refused !== undefined) return refused;
    const writes: Write[] = [];
    let hasFailed = false;
    const transaction: AppTransaction = {
      write: (written) => void writes.push(written),
      fail: () => (hasFailed = true),
    };
    try {
      await work(transaction);
      await scheduler.step(actor, () => {
        // The database ended the session meanwhile, or loses the connection now: nothing is committed.
        if (how === 'forgets' || hasFailed || mine.endsAt <= scheduler.now() || this.open.get(key) !== mine) {
          throw new StoreOutage('rolled back');
        }
        database.apply(writes);
        this.done.set(key, outcome);
      });
    } finally {
      if (this.open.get(key) === mine) this.open.delete(key);
    }
    return scheduler.step(actor, (): OnceResult => {
      if (how === 'after') throw new StoreOutage('cut after the commit');
      return { status: 'ran' };
    });
  }

  private isHeld(key: string): boolean {
    const holder = this.open.get(key);
    return holder !== undefined && holder.actor.isAlive && holder.endsAt > this.world.scheduler.now();
  }
}
