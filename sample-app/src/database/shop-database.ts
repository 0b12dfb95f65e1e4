import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Kysely, Migrator } from 'kysely';
import { kyselyExecutor, SqlInbox } from 'nestjs-lianlian/sql';

import type { DatabaseLocation } from './database-location.js';
import { migrationsFor } from './migrations.js';
import { openDialect } from './open-dialect.js';
import type { ShopQueries, ShopTables, ShopTransaction } from './shop-tables.js';

/** The shop's database, open and with its tables. */
@Injectable()
export class ShopDatabase implements OnApplicationShutdown {
  private constructor(
    readonly queries: ShopQueries,
    /** In the same database, so that an order and its notification are written in one transaction. */
    readonly inbox: SqlInbox<ShopTransaction>,
    private readonly closeRest: () => Promise<void>,
  ) {}

  static async open(location: DatabaseLocation): Promise<ShopDatabase> {
    const { name, dialect, close } = await openDialect(location);
    const queries = new Kysely<ShopTables>({ dialect });
    const inbox = new SqlInbox(kyselyExecutor<ShopTransaction>(queries, name));
    const database = new ShopDatabase(queries, inbox, close ?? (() => Promise.resolve()));
    const migrator = new Migrator({
      db: queries,
      provider: { getMigrations: () => Promise.resolve(migrationsFor(name)) },
    });
    try {
      const { error } = await migrator.migrateToLatest();
      if (error !== undefined) throw new Error('The tables of the shop could not be made', { cause: error });
      await inbox.ensureSchema();
      return database;
    } catch (error) {
      await database.onApplicationShutdown();
      throw error;
    }
  }

  /** Runs work in the transaction that is open, or in one of its own. */
  transaction<T>(
    work: (transaction: ShopTransaction) => Promise<T>,
    open: ShopTransaction | undefined,
  ): Promise<T> {
    return open === undefined ? this.queries.transaction().execute(work) : work(open);
  }

  /** Last of all: the module lets running handlers end before. */
  async onApplicationShutdown(): Promise<void> {
    await this.queries.destroy();
    await this.closeRest();
  }
}
