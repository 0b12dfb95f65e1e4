import { type DynamicModule, Module } from '@nestjs/common';
import { ConfigModule, type ConfigType } from '@nestjs/config';
import { lianlianConfig, LianlianModule, type LianlianModuleOptions } from 'nestjs-lianlian';
import { pgExecutor, SqlInbox } from 'nestjs-lianlian/sql';
import { Pool } from 'pg';

import { DatabaseModule } from './database.module.js';
import { OrdersController } from './orders.controller.js';
import { Orders } from './orders.js';
import { PaymentsController } from './payments.controller.js';

/** The whole shop. What it runs on decides whether its processes sweep by themselves. */
@Module({})
export class ShopModule {
  static with(options: Pick<LianlianModuleOptions, 'sweeper'>): DynamicModule {
    return {
      module: ShopModule,
      imports: [
        DatabaseModule,
        LianlianModule.forRootAsync({
          imports: [ConfigModule.forFeature(lianlianConfig), DatabaseModule],
          inject: [lianlianConfig.KEY, Pool],
          useFactory: (merchant: ConfigType<typeof lianlianConfig>, pool: Pool) => ({
            ...merchant,
            ...options,
            // Fewer handlers than the pool has connections: each holds one, and asks for the order on another.
            notifications: { inbox: new SqlInbox(pgExecutor(pool)), maxConcurrent: 2 },
          }),
        }),
      ],
      controllers: [OrdersController, PaymentsController],
      providers: [Orders],
    };
  }
}
