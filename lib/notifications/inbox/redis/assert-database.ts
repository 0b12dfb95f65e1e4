import { databaseOf } from '../../../common/redis/redis-database.js';
import { isRedisClient, runScript, scriptCallerOf } from './redis-client.js';
import { NOTHING } from './scripts.js';

/**
 * Rejects where Redis lacks the database that a client is set to, or refuses it: the client would go on in the first one.
 * What is no client of a known library, or names no database, passes.
 *
 * @param key one that lies where the client's keys do
 */
export async function assertDatabase(client: object, key: string): Promise<void> {
  if (databaseOf(client) === undefined || !isRedisClient(client)) return;
  await runScript(scriptCallerOf(client), NOTHING, key, []);
}
