import { createConnection } from 'node:net';

import { describe } from 'vitest';

import { lacks } from '../../../support/needs.js';
import type { StoreKind } from './shop.js';

export interface Store {
  readonly kind: StoreKind;
  readonly url?: string;
}

const SERVERS = {
  redis: ['LIANLIAN_TEST_REDIS_URL', 'redis://127.0.0.1:6379'],
  postgres: ['LIANLIAN_TEST_POSTGRES_URL', 'postgres://postgres@127.0.0.1:5432/postgres'],
  mariadb: ['LIANLIAN_TEST_MYSQL_URL', 'mysql://root@127.0.0.1:3306/test'],
} as const;

/** Where a shop keeps its orders. */
const SERVER_OF = {
  ...({
    memory: 'memory',
    pglite: 'pglite',
    sqlite: 'sqlite',
    redis: 'redis',
    mariadb: 'mariadb',
    postgres: 'postgres',
  } as const),
  ...({ queue: 'redis', 'pg-boss': 'postgres', rabbitmq: 'postgres' } as const),
} satisfies Readonly<Record<StoreKind, string>>;

/** `describe` for a store of the server that tests share, where it is there. Concurrent: at once with its siblings. */
export async function describeOn(
  kind: StoreKind,
  tests: string,
  body: (store: Store) => void,
  { concurrent = false } = {},
): Promise<void> {
  const server = SERVER_OF[kind];
  if (server === 'memory' || server === 'pglite' || server === 'sqlite') {
    describe(`${kind}: ${tests}`, { concurrent }, () => {
      body({ kind });
    });
    return;
  }
  const [variable, standard] = SERVERS[server];
  const url = process.env[variable] ?? standard;
  const skips = lacks({
    tests: `${kind}: ${tests}`,
    missing: (await connects(new URL(url))) ? false : `a server at ${new URL(url).host}`,
    run: `start one there, or name another one in ${variable}`,
  });
  describe.skipIf(skips)(`${kind}: ${tests}`, { concurrent }, () => {
    body({ kind, url });
  });
}

const PORTS: Readonly<Record<string, number>> = { 'redis:': 6379, 'postgres:': 5432, 'mysql:': 3306 };

function connects({ hostname, port, protocol }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({
      host: hostname,
      port: Number(port || PORTS[protocol]),
      timeout: 2_000,
    });
    const settle = (reached: boolean) => () => {
      socket.destroy();
      resolve(reached);
    };
    socket.once('connect', settle(true));
    socket.once('error', settle(false));
    socket.once('timeout', settle(false));
  });
}
