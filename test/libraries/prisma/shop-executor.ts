import { PrismaMariaDb } from '@prisma/adapter-mariadb';
import { PrismaPg } from '@prisma/adapter-pg';
import type { prismaExecutor, SqlExecutor } from 'nestjs-lianlian/sql';

import { PrismaClient as MysqlClient } from '../generated/mysql/client.js';
import { PrismaClient } from '../generated/postgres/client.js';

/** What a shop's process takes as its executor: it hands over the package that it was built with. */
export function executorOn(sql: { prismaExecutor: typeof prismaExecutor }, url: string): SqlExecutor {
  if (url.startsWith('postgres')) {
    return sql.prismaExecutor(
      new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) }),
      'postgres',
    );
  }
  const adapter = new PrismaMariaDb(url.replace('mysql:', 'mariadb:'));
  return sql.prismaExecutor(new MysqlClient({ adapter }), 'mysql');
}
