import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { PrismaMariaDb } from '@prisma/adapter-mariadb';
import { PrismaPg } from '@prisma/adapter-pg';
import { prismaExecutor, SqlInbox } from 'nestjs-lianlian/sql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { dropTables, tableName } from '../e2e/notifications/inbox/sql/support/database.js';
import { describeSqlInbox } from '../e2e/notifications/inbox/sql/support/describe-sql-inbox.js';
import { mysqlUrl, postgresUrl } from '../e2e/notifications/inbox/sql/support/servers.js';
import { type Prisma as MysqlPrisma, PrismaClient as MysqlClient } from './generated/mysql/client.js';
import { type Prisma, PrismaClient } from './generated/postgres/client.js';

const [postgres, mysql] = [await postgresUrl(), await mysqlUrl()];

function postgresClient(
  max = 2,
  options: Pick<Prisma.PrismaClientOptions, 'transactionOptions'> = {},
): PrismaClient {
  return new PrismaClient({ ...options, adapter: new PrismaPg({ connectionString: postgres, max }) });
}

function mysqlClient(useTextProtocol = false): MysqlClient {
  const { hostname, port, username, password, pathname } = new URL(mysql ?? '');
  const pool = { host: hostname, port: Number(port || 3306), user: username, password, connectionLimit: 2 };
  return new MysqlClient({
    adapter: new PrismaMariaDb({ ...pool, database: pathname.slice(1) }, { useTextProtocol }),
  });
}

describe.skipIf(postgres === undefined)('PostgreSQL', () => {
  describeSqlInbox<Prisma.TransactionClient>({
    name: 'Prisma',
    open: async (effects) => {
      const prisma = postgresClient();
      return {
        executor: prismaExecutor(prisma, 'postgres'),
        write: async (transaction, text) =>
          transaction.$executeRawUnsafe(`INSERT INTO ${effects} (text) VALUES ($1)`, text),
        nest: (transaction, work) => transaction.$transaction(work),
        close: () => prisma.$disconnect(),
      };
    },
  });

  describe('a handler that uses its client as every service does', () => {
    const table = tableName('inbox');
    const prisma = postgresClient();
    const notes = (text: string) => prisma.note.findMany({ where: { text } });
    beforeAll(async () => {
      await prisma.$executeRaw`CREATE TABLE IF NOT EXISTS ll_prisma_notes (id serial PRIMARY KEY, text varchar(600) NOT NULL)`;
      await new SqlInbox(prismaExecutor(prisma, 'postgres'), { table }).ensureSchema();
    });
    afterAll(async () => {
      await dropTables(prismaExecutor(prisma, 'postgres'), [table]);
      await prisma.$disconnect();
    });

    it('writes with its models, extended ones too, and is rolled back when it fails', async () => {
      const inbox = new SqlInbox(prismaExecutor(prisma.$extends({ name: 'nothing' }), 'postgres'), { table });
      const [paid, failed] = [randomUUID(), randomUUID()];
      await inbox.once(paid, 'an outcome', async (transaction) => {
        await transaction?.note.create({ data: { text: paid } });
        expect(await notes(paid)).toEqual([]);
      });
      const failure = new Error('The handler failed.');
      const handled = inbox.once(failed, 'an outcome', async (transaction) => {
        await transaction?.note.create({ data: { text: failed } });
        throw failure;
      });
      await expect(handled).rejects.toBe(failure);
      expect(await notes(paid)).toHaveLength(1);
      expect(await notes(failed)).toEqual([]);
    });

    it("may take longer, and wait longer for a connection, than Prisma's own limits are", async () => {
      const limited = postgresClient(1, { transactionOptions: { maxWait: 50, timeout: 100 } });
      const inbox = new SqlInbox(prismaExecutor(limited, 'postgres'), { table });
      const keys = [randomUUID(), randomUUID()];
      const results = keys.map((key) =>
        inbox.once(key, 'an outcome', async (transaction) => {
          await transaction?.note.create({ data: { text: key } });
          await sleep(300);
        }),
      );
      expect(await Promise.all(results)).toEqual([{ status: 'ran' }, { status: 'ran' }]);
      expect(await Promise.all(keys.map(notes))).toEqual([[expect.anything()], [expect.anything()]]);
      await limited.$disconnect();
    });
  });
});

describe.skipIf(mysql === undefined)('MySQL or MariaDB', () => {
  for (const useTextProtocol of [false, true]) {
    describeSqlInbox<MysqlPrisma.TransactionClient>({
      name: `Prisma, ${useTextProtocol ? 'statements as text' : 'prepared statements'}`,
      mysql: true,
      open: async (effects) => {
        const prisma = mysqlClient(useTextProtocol);
        return {
          executor: prismaExecutor(prisma, 'mysql'),
          write: async (transaction, text) =>
            transaction.$executeRawUnsafe(`INSERT INTO ${effects} (text) VALUES (?)`, text),
          nest: (transaction, work) => transaction.$transaction(work),
          close: () => prisma.$disconnect(),
        };
      },
    });
  }
});
