import { LianlianConfigError } from '../../../errors/lianlian-config.error.js';
import { databaseOf } from '../../../common/redis/redis-database.js';
import { redisInboxMessages } from './redis-inbox.messages.js';
import { inDatabase, type RedisScript } from './scripts.js';

/** What a `RedisInbox` uses of ioredis: `new Redis(…)` or `new Cluster(…)`. */
export interface IoredisClient {
  evalsha(sha: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>;
  eval(source: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>;
}

interface NodeRedisEvalOptions {
  keys: string[];
  arguments: string[];
}

/** What a `RedisInbox` uses of node-redis: `createClient`, `createClientPool`, `createCluster` or `createSentinel`. */
export interface NodeRedisClient {
  evalSha(sha: string, options: NodeRedisEvalOptions): Promise<unknown>;
  eval(source: string, options: NodeRedisEvalOptions): Promise<unknown>;
}

/** A client of either library, made, connected and closed by the app. */
export type RedisClient = IoredisClient | NodeRedisClient;

/** One way to call a script, whatever the client. */
export interface ScriptCaller {
  /** Calls a script that Redis keeps already, by its name. */
  byName(script: RedisScript, key: string, values: string[]): Promise<unknown>;
  /** Sends the script, and Redis keeps it. */
  inFull(script: RedisScript, key: string, values: string[]): Promise<unknown>;
}

/**
 * The two libraries are told apart by how they write EVALSHA.
 *
 * @throws LianlianConfigError when the client is of neither
 */
export function scriptCallerOf(client: RedisClient): ScriptCaller {
  const message = clientProblem(client);
  if (message !== undefined) throw new LianlianConfigError([{ option: 'RedisInbox client', message }]);
  const database = databaseOf(client);
  const caller = callerOf(client);
  return database === undefined ? caller : callerIn(database, caller);
}

/** All scripts run in the database that the client names, or not at all. */
function callerIn(database: string, caller: ScriptCaller): ScriptCaller {
  const scripts = new Map<RedisScript, RedisScript>();
  const there = (script: RedisScript): RedisScript => {
    const selected = scripts.get(script) ?? inDatabase(script, database);
    scripts.set(script, selected);
    return selected;
  };
  return {
    byName: (script, key, values) => caller.byName(there(script), key, values),
    inFull: (script, key, values) => caller.inFull(there(script), key, values),
  };
}

function callerOf(client: RedisClient): ScriptCaller {
  if ('evalSha' in client) {
    return {
      byName: ({ sha }, key, values) => client.evalSha(sha, { keys: [key], arguments: values }),
      inFull: ({ source }, key, values) => client.eval(source, { keys: [key], arguments: values }),
    };
  }
  return {
    byName: ({ sha }, key, values) => client.evalsha(sha, 1, key, ...values),
    inFull: ({ source }, key, values) => client.eval(source, 1, key, ...values),
  };
}

/** Whether it is a client of one of the libraries. */
export function isRedisClient(client: unknown): client is RedisClient {
  return clientProblem(client) === undefined;
}

/** What keeps it from being a client; undefined if nothing does. */
function clientProblem(client: unknown): string | undefined {
  if (typeof client !== 'object' || client === null) return redisInboxMessages.noClient();
  const has = (name: string): boolean => typeof Reflect.get(client, name) === 'function';
  if (!has('evalSha') && !has('evalsha')) {
    return has('then') ? redisInboxMessages.promise() : redisInboxMessages.otherClient();
  }
  return has('eval') ? undefined : redisInboxMessages.noEval();
}

/** Runs a script by its name, or in full where Redis does not have it: after a restart, a flush or a failover. */
export async function runScript(
  caller: ScriptCaller,
  script: RedisScript,
  key: string,
  values: string[],
): Promise<string> {
  try {
    return String(await caller.byName(script, key, values));
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
    return String(await caller.inFull(script, key, values));
  }
}
