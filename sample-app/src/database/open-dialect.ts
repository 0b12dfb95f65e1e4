import { join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { Logger } from '@nestjs/common';
import { type Dialect, MysqlDialect, PostgresDialect } from 'kysely';
import { createPool } from 'mysql2';
import type { ServerDialect } from 'nestjs-lianlian/sql';
import { Pool, type PoolConfig } from 'pg';

import type { DatabaseLocation } from './database-location.js';
import { lockFolder } from './folder-lock.js';

/** How long a server may take for a connection: a host that does not answer is not waited for. */
const CONNECT_MS = 10_000;

/** Kysely's way to a database, and what is to be closed after it. */
export interface OpenDialect {
  readonly name: ServerDialect;
  readonly dialect: Dialect;
  readonly close?: () => Promise<void>;
}

/** @throws Error for a URL that is neither PostgreSQL nor MySQL, or a folder that another shop has */
export async function openDialect(location: DatabaseLocation): Promise<OpenDialect> {
  switch (location.kind) {
    case 'server':
      return openServer(location.url);
    case 'memory':
      return embedded(await PGlite.create('memory://'));
    case 'folder': {
      const unlock = await lockFolder(location.folder);
      try {
        return embedded(await PGlite.create(join(location.folder, 'pglite')), unlock);
      } catch (error) {
        await unlock();
        throw error;
      }
    }
  }
}

function openServer(url: string): OpenDialect {
  const { protocol } = new URL(url);
  switch (protocol) {
    case 'postgres:':
    case 'postgresql:':
      return {
        name: 'postgres',
        dialect: new PostgresDialect({
          pool: postgresPool({ connectionString: url, connectionTimeoutMillis: CONNECT_MS }),
        }),
      };
    case 'mysql:':
    case 'mariadb:': {
      // Times are UTC in the tables, whatever the server's own zone is.
      const pool = createPool({
        uri: url.replace(protocol, 'mysql:'),
        timezone: 'Z',
        connectTimeout: CONNECT_MS,
      });
      return { name: 'mysql', dialect: new MysqlDialect({ pool }) };
    }
    default:
      throw new Error(
        `DATABASE_URL begins with ${protocol}: the shop speaks to postgres:, mysql: and mariadb:`,
      );
  }
}

/** PostgreSQL in the process has one connection: a query waits for those before it. */
function embedded(pglite: PGlite, unlock?: () => Promise<void>): OpenDialect {
  return {
    name: 'postgres',
    dialect: new PostgresDialect({
      pool: postgresPool({ ...createPgConfig(pglite), max: 1, idleTimeoutMillis: 0 }),
    }),
    close: async () => {
      await pglite.close();
      await unlock?.();
    },
  };
}

/** Without a listener, a connection that breaks would end the process. */
function postgresPool(config: PoolConfig): Pool {
  const logger = new Logger('Database');
  const warn = (error: Error): void => {
    logger.warn(error.message);
  };
  return new Pool(config).on('error', warn).on('connect', (client) => client.on('error', warn));
}
