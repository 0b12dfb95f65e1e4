import { sql } from 'drizzle-orm';
import knex from 'knex';
import callbackMysql from 'mysql2';
import mysql from 'mysql2/promise';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';

import { LianlianConfigError } from '../../../../../lib/errors/lianlian-config.error.js';
import {
  drizzleExecutor,
  knexExecutor,
  kyselyExecutor,
  mikroOrmExecutor,
  mysql2Executor,
  pgExecutor,
  pgliteExecutor,
  prismaExecutor,
  sequelizeExecutor,
  type SqlExecutor,
  SqlInbox,
  typeormExecutor,
} from '../../../../../lib/notifications/inbox/sql/index.js';
import { withQuestionMarks } from '../../../../../lib/notifications/inbox/sql/executors/question-marks.js';
import { readResult } from '../../../../../lib/notifications/inbox/sql/executors/read-result.js';
import { buildInbox } from '../../../../e2e/notifications/inbox/sql/support/build-inbox.js';

const nothing = (): void => undefined;
function refuse(): never {
  throw new Error('Nothing is asked of it.');
}

describe('an executor', () => {
  it('rejects when the database cannot be reached', async () => {
    const pool = new Pool({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 2_000 });
    const mysqlPool = mysql.createPool({ host: '127.0.0.1', port: 1, connectTimeout: 2_000 });
    for (const executor of [pgExecutor(pool), mysql2Executor(mysqlPool)] as SqlExecutor[]) {
      const inbox = new SqlInbox(executor);
      await expect(inbox.once('key', 'outcome', () => Promise.resolve())).rejects.toThrow();
      await expect(inbox.recall('key')).rejects.toThrow();
      await expect(inbox.ensureSchema()).rejects.toThrow();
      await expect(inbox.purge()).rejects.toThrow();
    }
    await Promise.all([pool.end(), mysqlPool.end()]);
  });

  it('refuses a database that the inbox does not speak to', () => {
    const dataSource = new DataSource({ type: 'postgres' });
    Object.assign(dataSource.options, { type: 'oracle' });
    expect(() => typeormExecutor(dataSource)).toThrow(
      /TypeORM is set up for 'oracle': the inbox needs PostgreSQL, MySQL or MariaDB\.$/,
    );
    const methods = { query: nothing, transaction: nothing, $transaction: nothing, transactional: nothing };
    const given = { ...methods, $queryRawUnsafe: nothing, $executeRawUnsafe: nothing, fork: nothing };
    const manager = { ...given, execute: nothing, getKysely: nothing };
    expect(() => prismaExecutor(given as never, 'mongodb' as never)).toThrow(
      /Prisma is set up for 'mongodb'/,
    );
    expect(() => mikroOrmExecutor(manager as never, 'mssql' as never)).toThrow(/MikroORM .* for 'mssql'/);
    const sequelize = { ...given, getDialect: () => 'mssql' };
    expect(() => sequelizeExecutor(sequelize as never)).toThrow(/Sequelize is set up for 'mssql'/);
  });

  it('refuses SQLite behind a library that shares one connection, and names the executors that there are for it', () => {
    const [dataSource, db] = [
      new DataSource({ type: 'postgres' }),
      knex({ client: 'better-sqlite3', useNullAsDefault: true }),
    ];
    Object.assign(dataSource.options, { type: 'better-sqlite3' });
    const typed = 'sqlite' as never;
    const makes: [library: string, make: () => unknown][] = [
      ['TypeORM', () => typeormExecutor(dataSource)],
      ['Knex', () => knexExecutor(db)],
      ['Kysely', () => kyselyExecutor({ executeQuery: refuse, transaction: refuse }, typed)],
      ['Drizzle', () => drizzleExecutor({ execute: refuse, transaction: refuse }, { sql, dialect: typed })],
    ];
    for (const [library, make] of makes) {
      expect(make).toThrow(LianlianConfigError);
      expect(make).toThrow(
        new RegExp(`${library} is set up for '.*sqlite.*betterSqlite3Executor or a nodeSqliteExecutor`),
      );
    }
  });

  it.each([
    ['undefined', undefined, /must be a Pool of pg\.$/],
    ['the address of a database', 'postgres://localhost/shop', /must be a Pool of pg\.$/],
    [
      'the settings of a pool',
      { connectionString: 'postgres://localhost/shop' },
      /has no connect and no query/,
    ],
    ['a promise', Promise.resolve(new Pool()), /is a promise: await it/],
  ])('refuses %s in place of a pool, at once', (_what, given, problem) => {
    expect(() => pgExecutor(given as never)).toThrow(LianlianConfigError);
    expect(() => pgExecutor(given as never)).toThrow(/pgExecutor/);
    expect(() => pgExecutor(given as never)).toThrow(problem);
  });

  it.each([
    mysql2Executor,
    pgliteExecutor,
    typeormExecutor,
    knexExecutor,
    kyselyExecutor,
    drizzleExecutor,
    prismaExecutor,
    mikroOrmExecutor,
    sequelizeExecutor,
  ] as ((given: never, options: never) => unknown)[])('refuses what is none of its databases: %o', (make) => {
    const call = (): unknown => make({ options: {} } as never, {} as never);
    expect(call).toThrow(LianlianConfigError);
    expect(call).toThrow(new RegExp(`${make.name}.* must be `, 's'));
  });

  it('refuses a pool of mysql2 with callbacks, and takes its promises', async () => {
    const pool = callbackMysql.createPool({ host: '127.0.0.1', port: 1 });
    expect(() => mysql2Executor(pool as never)).toThrow(/give it pool\.promise\(\)/);
    expect(mysql2Executor(pool.promise()).dialect).toBe('mysql');
    await pool.promise().end();
  });

  it('is asked for where an inbox is given the database itself, or nothing', async () => {
    const pool = new Pool();
    expect(() => new SqlInbox(pool as never)).toThrow(/such as pgExecutor\(pool\).* has no transaction/s);
    expect(() => new SqlInbox(undefined as never)).toThrow(/SqlInbox executor.* must be an executor/s);
    await pool.end();
  });

  it('loads nothing but Node itself', async () => {
    const { readFile } = await import('node:fs/promises');
    const { url, remove } = await buildInbox();
    const code = await readFile(new URL(url), 'utf8');
    await remove();
    const imports = [
      ...code.replace(/\/\*[^]*?\*\//g, '').matchAll(/(?:from|import|require)\s*\(?\s*["']([^"']+)["']/g),
    ].map(([, name]) => name);
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter((name) => name?.startsWith('node:') === false)).toEqual([]);
  });
});

describe('withQuestionMarks', () => {
  it('repeats parameters that are named twice, in the order of their places', () => {
    expect(withQuestionMarks('a = $2 AND b = $1 OR c = $2', ['one', 2])).toEqual({
      sql: 'a = ? AND b = ? OR c = ?',
      params: [2, 'one', 2],
    });
  });

  it('tells $1 from $10', () => {
    const params = Array.from({ length: 10 }, (_, index) => index + 1);
    expect(withQuestionMarks('$10, $1', params)).toEqual({ sql: '?, ?', params: [10, 1] });
  });

  it('leaves question marks as they are', () => {
    expect(withQuestionMarks('a = ?', ['$1'])).toEqual({ sql: 'a = ?', params: ['$1'] });
  });
});

describe('readResult', () => {
  const row = { done: 1 };
  it.each([
    ['pg', { rows: [row], rowCount: 1 }, { rows: [row], affected: 1 }],
    ['pg, after DDL', { rows: [], rowCount: null }, { rows: [], affected: 0 }],
    ['PGlite', { rows: [], affectedRows: 2 }, { rows: [], affected: 2 }],
    ['mysql2, rows', [[row], []], { rows: [row], affected: 0 }],
    ['mysql2, no rows', [[], []], { rows: [], affected: 0 }],
    ['mysql2, a write', [{ affectedRows: 3 }, undefined], { rows: [], affected: 3 }],
    ['postgres.js', Object.assign([row], { count: 1 }), { rows: [row], affected: 1 }],
    ['postgres.js, a write', Object.assign([], { count: 4 }), { rows: [], affected: 4 }],
  ])('reads the result of %s', (_name, result, expected) => {
    const { rows, affected } = readResult(result);
    expect({ rows: [...rows], affected }).toEqual(expected);
  });
});
