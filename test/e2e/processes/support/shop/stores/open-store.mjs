import { mortal } from '../deaths.mjs';

/** The inbox and the orders of a shop; each library is loaded only where it is used, as an app would. */
export async function openStore({ kind, url, name, deaths }) {
  switch (kind) {
    case 'memory':
      return mortalStore((await import('./memory.store.mjs')).openMemory(), deaths);
    case 'redis':
      return mortalStore(await (await import('./redis.store.mjs')).openRedis(url, name), deaths);
    case 'queue':
      return mortalStore(await (await import('./queue.store.mjs')).openQueue(url, name), deaths);
    case 'pg-boss':
      return mortalStore(await (await import('./pg-boss.store.mjs')).openPgBoss(url, name, deaths), deaths);
    case 'postgres':
    case 'mariadb':
    case 'pglite':
    case 'sqlite':
      return mortalStore(await (await import('./sql.store.mjs')).openSql(kind, url, name, deaths), deaths);
    default:
      throw new Error(`STORE is ${kind}`);
  }
}

/** A store whose processes die where they are told to. */
export function mortalStore({ inbox, orders, imports = [] }, deaths) {
  const runs = [];
  return {
    inbox: mortal(inbox, deaths),
    imports,
    orders: Object.assign(orders, { runs, started: (no_order) => runs.push(no_order) }),
  };
}
