import type { NotificationInbox } from '../../lib/common/inbox/notification-inbox.js';
import type { Actor } from './scheduler.js';
import type { StoreWorld } from './stores.js';

/** Stores on servers that run, which worlds in real time use. */
export const REAL_STORES = ['redis', 'postgres', 'mariadb'] as const;
export type RealStoreKind = (typeof REAL_STORES)[number];

export function isRealStore(kind: string): kind is RealStoreKind {
  return REAL_STORES.some((each) => each === kind);
}

/** A server, for many worlds. */
export interface RealStore {
  /** What one world keeps there. */
  open(world: string): RealWorldStore;
  close(): Promise<void>;
}

/** What one world keeps in a server: each process of it has connections of its own. */
export interface RealWorldStore {
  inboxOf(actor: Actor, world: StoreWorld): NotificationInbox;
  /** Breaks the connections of a process that died. */
  kill(actor: Actor): void;
  /** Everything that hooks wrote and that is committed, where the app's tables are there. */
  committed(): Promise<readonly string[] | undefined>;
  close(): Promise<void>;
}

/** An inbox whose keys are those of one world. */
export function keysOf<Transaction>(
  world: string,
  inbox: NotificationInbox<Transaction>,
): NotificationInbox<Transaction> {
  const own = (key: string): string => `${world}/${key}`;
  return {
    transactional: inbox.transactional,
    bars: inbox.bars,
    once: (key, outcome, work, { unless, ...limits } = {}) =>
      inbox.once(own(key), outcome, work, unless === undefined ? limits : { ...limits, unless: own(unless) }),
    recall: (key) => inbox.recall(own(key)),
  };
}
