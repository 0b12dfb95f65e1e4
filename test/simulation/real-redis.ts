import { Redis } from 'ioredis';

import { RedisInbox } from '../../lib/notifications/inbox/redis/index.js';
import { keysOf, type RealStore, type RealWorldStore } from './real-store.js';
import type { Actor } from './scheduler.js';
import { sharedInbox } from './stores.js';

const PREFIX = 'lianlian-simulation:';
/** Keys of a run that was stopped are gone by then. */
const RETENTION_MS = 60_000;

/** The real RedisInbox. The app's own tables are the model's: nothing joins them to Redis. */
export function realRedis(url: string): RealStore {
  const open = (world: string): RealWorldStore => {
    const clients = new Map<Actor, Redis>();
    return {
      inboxOf: (actor, its) => {
        const client = new Redis(url, { maxRetriesPerRequest: 1 });
        client.on('error', () => undefined);
        clients.set(actor, client);
        const inbox = new RedisInbox(client, { prefix: PREFIX, retentionMs: RETENTION_MS });
        return sharedInbox(keysOf(world, inbox), actor, its);
      },
      kill: (actor) => {
        clients.get(actor)?.disconnect();
      },
      committed: () => Promise.resolve(undefined),
      close: () => {
        for (const client of clients.values()) client.disconnect();
        return Promise.resolve();
      },
    };
  };
  return { open, close: () => Promise.resolve() };
}
