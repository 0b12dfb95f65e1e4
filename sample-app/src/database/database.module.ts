import { type DynamicModule, Module } from '@nestjs/common';
import { SqlInbox } from 'nestjs-lianlian/sql';

import type { DatabaseLocation } from './database-location.js';
import { ShopDatabase } from './shop-database.js';

/** Opens the database before anything needs it, and makes it and its inbox injectable everywhere. */
@Module({})
export class DatabaseModule {
  /** @param database one that is open, or where it is */
  static forRoot(database: DatabaseLocation | ShopDatabase): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        {
          provide: ShopDatabase,
          useFactory: () => (database instanceof ShopDatabase ? database : ShopDatabase.open(database)),
        },
        { provide: SqlInbox, inject: [ShopDatabase], useFactory: ({ inbox }: ShopDatabase) => inbox },
      ],
      exports: [ShopDatabase, SqlInbox],
    };
  }
}
