import { createHash } from 'node:crypto';

import { selecting } from '../../../common/redis/redis-database.js';

/** A script that Redis runs as one step, and the name under which Redis keeps it. */
export interface RedisScript {
  readonly source: string;
  readonly sha: string;
}

/*
 * One string per key: `claim:<token>` while its work runs, `done:<outcome>#<token>` afterwards. Redis's own clock ends
 * it, so that the clocks of the app's machines do not matter. Each script touches this key alone, which is what
 * Redis Cluster asks for.
 */

/**
 * Takes the key, unless it is taken. A claim that finds itself was sent twice: clients do that when the connection
 * broke before the response came. ARGV: value of the claim, lease in ms.
 */
export const CLAIM = script(`
local value = redis.call('GET', KEYS[1])
if value and string.sub(value, 1, 5) == 'done:' then return value end
if value and value ~= ARGV[1] then return 'busy' end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 'claimed'`);

/** ARGV: value of the claim, lease in ms. */
export const RENEW = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 'lost' end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 'held'`);

/**
 * Also where the key is free again, because the lease ended or Redis lost it and nobody came since: the work has run.
 * A completion that finds itself was sent twice. ARGV: value of the claim, value when done, retention in ms or 'forever'.
 */
export const COMPLETE = script(`
local value = redis.call('GET', KEYS[1])
if value == ARGV[2] then return 'held' end
if value and value ~= ARGV[1] then return 'lost' end
if ARGV[3] == 'forever' then redis.call('SET', KEYS[1], ARGV[2])
else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 'held'`);

/** ARGV: value of the claim. */
export const RELEASE = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 'lost' end
redis.call('DEL', KEYS[1])
return 'held'`);

/** The value of the key, or an empty text. */
export const RECALL = script(`
return redis.call('GET', KEYS[1]) or ''`);

/** Only whether scripts can be run. */
export const NOTHING = script(`return ''`);

/** The same in a database that Redis has to have. */
export function inDatabase({ source }: RedisScript, database: string): RedisScript {
  return script(`${selecting(database)}\n${source}`);
}

function script(text: string): RedisScript {
  const source = text.trim();
  return { source, sha: createHash('sha1').update(source).digest('hex') };
}
