import { LianlianConfigError } from '../../../errors/lianlian-config.error.js';
import type { RedisScript } from './scripts.js';

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
  if (!isClient(client)) {
    const message = 'must be a client of ioredis or node-redis (not its options, and not a promise of it).';
    throw new LianlianConfigError([{ option: 'RedisInbox client', message }]);
  }
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

function isClient(client: unknown): boolean {
  if (typeof client !== 'object' || client === null) return false;
  const { evalSha, evalsha } = client as { evalSha?: unknown; evalsha?: unknown };
  return typeof evalSha === 'function' || typeof evalsha === 'function';
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
