import { Cluster, Redis } from 'ioredis';
import { createClient, createCluster } from 'redis';

import {
  type RedisClient,
  RedisInbox,
  type RedisInboxOptions,
} from '../../../../../lib/notifications/inbox/redis/index.js';

/** An inbox with the connection that its app would have opened. */
export class ConnectedInbox extends RedisInbox {
  constructor(
    client: RedisClient,
    options: RedisInboxOptions,
    readonly disconnect: () => void,
    readonly ping: () => Promise<unknown>,
  ) {
    super(client, options);
  }
}

/** A Redis library, as an app would use it. */
export interface Library {
  readonly name: string;
  connect(url: string, options?: RedisInboxOptions & { withoutQueue?: boolean }): Promise<ConnectedInbox>;
}

const ioredis: Library = {
  name: 'ioredis',
  connect: async (url, { withoutQueue = false, ...options } = {}) => {
    const client = new Redis(url, {
      lazyConnect: true,
      retryStrategy: () => 50,
      ...(withoutQueue ? { enableOfflineQueue: false, maxRetriesPerRequest: 1 } : {}),
    });
    client.on('error', () => undefined);
    await client.connect();
    const close = (): void => {
      client.disconnect();
    };
    return new ConnectedInbox(client, options, close, () => client.ping());
  },
};

const nodeRedis: Library = {
  name: 'node-redis',
  connect: async (url, { withoutQueue = false, ...options } = {}) => {
    const client = createClient({
      url,
      disableOfflineQueue: withoutQueue,
      socket: { reconnectStrategy: () => 50 },
    });
    client.on('error', () => undefined);
    await client.connect();
    const close = (): void => {
      client.destroy();
    };
    return new ConnectedInbox(client, options, close, () => client.ping());
  },
};

export const libraries: readonly Library[] = [ioredis, nodeRedis];

/** The same, on a cluster that knows `url` as one of its nodes. */
export const clusterLibraries: readonly Library[] = [
  {
    name: "ioredis's Cluster",
    connect: async (url, options = {}) => {
      const client = new Cluster([url], { lazyConnect: true });
      await client.connect();
      const close = (): void => {
        client.disconnect();
      };
      return new ConnectedInbox(client, options, close, () => client.ping());
    },
  },
  {
    name: "node-redis's createCluster",
    connect: async (url, options = {}) => {
      const client = createCluster({ rootNodes: [{ url }] });
      await client.connect();
      const close = (): void => {
        client.destroy();
      };
      return new ConnectedInbox(client, options, close, () => client.get('ping'));
    },
  },
];
