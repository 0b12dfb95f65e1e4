import type { ConnectionOptions } from 'bullmq';

import type { LianlianQueueOptions } from './lianlian-queue-options.js';

type QueueConnection = LianlianQueueOptions['connection'];

/** What is used of a client of ioredis, `Redis` or `Cluster`. */
interface IoredisLike {
  readonly isCluster?: boolean;
  readonly options: { readonly redisOptions?: object };
  duplicate(...args: unknown[]): ConnectionOptions & { disconnect(): void };
  defineCommand(...args: unknown[]): unknown;
}

/** A connection, and how to close what was opened for it beside what BullMQ opens and closes itself. */
export interface OpenedConnection {
  readonly connection: ConnectionOptions;
  readonly close: () => void;
}

/**
 * The connection through which notifications are added. Commands that wait for a lost Redis fail with the first
 * failed reconnection: BullMQ would keep them for twenty.
 */
export function producerConnection(connection: QueueConnection): ConnectionOptions {
  if (isClient(connection)) return connection;
  return { retryStrategy, ...optionsOf(connection), maxRetriesPerRequest: 1 };
}

/**
 * The connection from which notifications are taken: BullMQ blocks on it for as long as there are none, and insists
 * on a client that never gives up. A client of the app's own is duplicated for that.
 */
export function workerConnection(connection: QueueConnection): OpenedConnection {
  const patient = { maxRetriesPerRequest: null };
  if (!isClient(connection)) {
    return { connection: { retryStrategy, ...optionsOf(connection), ...patient }, close: () => undefined };
  }
  if (!isIoredis(connection)) return { connection, close: () => undefined };
  const { isCluster = false, options } = connection;
  const copy = isCluster
    ? connection.duplicate(undefined, { redisOptions: { ...options.redisOptions, ...patient } })
    : connection.duplicate(patient);
  return {
    connection: copy,
    close: () => {
      copy.disconnect();
    },
  };
}

/** Whether ioredis would put something before every key: BullMQ's scripts make names of keys by themselves. */
export function hasKeyPrefix(connection: unknown): boolean {
  if (typeof connection === 'string') {
    return URL.canParse(connection) && new URL(connection).searchParams.has('keyPrefix');
  }
  const options: unknown[] = [
    connection,
    memberOf(connection, 'options'),
    memberOf(connection, 'redisOptions'),
  ];
  options.push(memberOf(options[1], 'redisOptions'));
  return options.some((each) => {
    const keyPrefix = memberOf(each, 'keyPrefix');
    return typeof keyPrefix === 'string' && keyPrefix !== '';
  });
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function retryStrategy(times: number): number {
  return Math.min(100 * times, 1_000);
}

function optionsOf(connection: string | ConnectionOptions): object {
  return typeof connection === 'string' ? { url: connection } : connection;
}

/** Whether it is a client of the app's own, of any library. */
export function isClient(connection: unknown): connection is ConnectionOptions {
  return (
    typeof connection === 'object' &&
    connection !== null &&
    typeof Reflect.get(connection, 'duplicate') === 'function'
  );
}

function isIoredis(client: object): client is IoredisLike {
  return typeof Reflect.get(client, 'defineCommand') === 'function';
}
