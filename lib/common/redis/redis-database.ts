/**
 * The number of the database that a client is set to by its options, of ioredis, iovalkey or node-redis; undefined for the
 * first one, and where it cannot be told (a pool, a cluster).
 *
 * A client whose SELECT was refused goes on in the first database, where nobody looks: ioredis for good, node-redis with
 * what it had queued.
 */
export function databaseOf(client: object): string | undefined {
  const options: unknown = Reflect.get(client, 'options');
  if (typeof options !== 'object' || options === null) return undefined;
  const number = Number(Reflect.get(options, 'db') ?? Reflect.get(options, 'database') ?? 0);
  return Number.isSafeInteger(number) && number > 0 ? String(number) : undefined;
}

/** A line of a script that fails where Redis lacks a database, and has the script work there. The client stays where it is. */
export function selecting(database: string): string {
  return `redis.call('SELECT', '${database}')`;
}
