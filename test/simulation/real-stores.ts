import { realRedis } from './real-redis.js';
import { realSql } from './real-sql.js';
import type { RealStore, RealStoreKind } from './real-store.js';
import { mysqlConnections, pgConnections } from './sql-connections.js';

const { LIANLIAN_TEST_REDIS_URL, LIANLIAN_TEST_POSTGRES_URL, LIANLIAN_TEST_MYSQL_URL } = process.env;
const REDIS = LIANLIAN_TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';
const POSTGRES = LIANLIAN_TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const MARIADB = LIANLIAN_TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306/test';

/** The server of a kind that tests use. */
export async function realStore(kind: RealStoreKind): Promise<RealStore> {
  switch (kind) {
    case 'redis':
      return realRedis(REDIS);
    case 'postgres':
      return realSql(() => pgConnections(POSTGRES));
    case 'mariadb':
      return realSql(() => mysqlConnections(MARIADB));
  }
}
