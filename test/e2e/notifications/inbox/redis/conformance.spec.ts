import { randomUUID } from 'node:crypto';
import { inboxConformance } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, describe, it } from 'vitest';

import type { NotificationInbox } from '../../../../../lib/common/inbox/notification-inbox.js';
import { clusterLibraries, type ConnectedInbox, libraries } from './libraries.js';
import { describeWithRedisServer, describeWithSharedRedis, SHARED_REDIS } from './needs-redis.js';
import { formCluster, freePort, RedisServer } from './redis-server.js';

const options = { prefix: `lianlian:test:${randomUUID()}:`, retentionMs: 60_000 };
const close = (inbox: NotificationInbox): void => {
  (inbox as ConnectedInbox).disconnect();
};

await describeWithSharedRedis('RedisInbox keeps to the port', () => {
  for (const library of libraries) {
    describe(`with ${library.name}`, () => {
      const open = (): Promise<ConnectedInbox> => library.connect(SHARED_REDIS, options);
      for (const { name, run } of inboxConformance({ open, close })) it(name, run);
    });
  }

  describe('with both libraries on one store', () => {
    let opened = 0;
    const open = (): Promise<ConnectedInbox> => {
      const library = libraries[opened++ % libraries.length];
      if (library === undefined) throw new Error('There is no library.');
      return library.connect(SHARED_REDIS, options);
    };
    for (const { name, run } of inboxConformance({ open, close })) it(name, run);
  });
});

describeWithRedisServer(
  'RedisInbox keeps to the port through a crash of Redis with appendfsync always',
  () => {
    let server: RedisServer;
    beforeAll(async () => {
      server = await RedisServer.start('--appendonly', 'yes', '--appendfsync', 'always');
    });
    afterAll(() => server.remove());

    for (const library of libraries) {
      describe(`with ${library.name}`, () => {
        const open = (): Promise<ConnectedInbox> => library.connect(server.url, options);
        const restart = async (): Promise<void> => {
          await server.kill();
          await server.start();
        };
        for (const { name, run } of inboxConformance({ open, close, durable: true, restart })) {
          if (name.includes('restart')) it(name, run);
        }
      });
    }
  },
);

describeWithRedisServer('RedisInbox keeps to the port on a Redis Cluster', () => {
  const servers: RedisServer[] = [];
  beforeAll(async () => {
    for (let node = 0; node < 3; node++) {
      const busPort = String(await freePort());
      servers.push(await RedisServer.start('--cluster-enabled', 'yes', '--cluster-port', busPort));
    }
    await formCluster(servers);
  });
  afterAll(() => Promise.all(servers.map((server) => server.remove())));

  for (const library of clusterLibraries) {
    describe(`with ${library.name}`, () => {
      const open = (): Promise<ConnectedInbox> => library.connect(servers[0]?.url ?? '', options);
      for (const { name, run } of inboxConformance({ open, close })) it(name, run);
    });
  }
});
