// What an inbox has to do, with clients of other libraries and versions than those of this repository. Prints how many
// cases passed with each.
import { randomUUID } from 'node:crypto';

import { Redis } from 'ioredis';
import { Redis as Valkey } from 'iovalkey';
import { RedisInbox } from 'nestjs-lianlian/redis';
import { inboxConformance } from 'nestjs-lianlian/testing';
import { createClient } from 'redis';

const [url] = process.argv.slice(2);

const clients = {
  ioredis: async () => {
    const client = new Redis(url);
    return { client, close: () => client.disconnect() };
  },
  iovalkey: async () => {
    const client = new Valkey(url);
    return { client, close: () => client.disconnect() };
  },
  redis: async () => {
    const client = await createClient({ url }).on('error', console.error).connect();
    return { client, close: () => client.destroy() };
  },
};

for (const [name, connect] of Object.entries(clients)) {
  const closing = new Map();
  const prefix = `lianlian:test:${randomUUID()}:`;
  const cases = inboxConformance({
    open: async () => {
      const { client, close } = await connect();
      const inbox = new RedisInbox(client, { prefix, retentionMs: 60_000 });
      closing.set(inbox, close);
      return inbox;
    },
    close: (inbox) => closing.get(inbox)(),
  });
  for (const { name: what, run } of cases) {
    await run().catch((cause) => {
      throw new Error(`${name}: ${what}`, { cause });
    });
  }
  console.log(name, cases.length);
}
