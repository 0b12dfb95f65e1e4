import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LianlianModule } from 'nestjs-lianlian';
import { SqlInbox } from 'nestjs-lianlian/sql';

import { dataSourceOptions } from '../database/data-source-options.js';
import { environment, type ProcessName } from '../environment.js';
import { merchantOptions } from '../merchants.js';
import { PROCESS_NAME } from '../process.module.js';
import { InboxModule } from './inbox.module.js';
import { PaymentsHandler } from './payments.handler.js';

/** What both processes need: the web server to receive, the worker to handle. */
@Module({
  imports: [
    TypeOrmModule.forRoot(dataSourceOptions),
    LianlianModule.forRootAsync({
      imports: [InboxModule],
      inject: [SqlInbox, PROCESS_NAME],
      useFactory: (inbox: SqlInbox, process: ProcessName) => ({
        merchants: merchantOptions(),
        gateway: environment.gateway,
        notifications: { inbox },
        sweeper: { enabled: process === 'worker' },
      }),
      routes: 'payments', // POST payments/notify, for both merchants
    }),
  ],
  providers: [PaymentsHandler],
})
export class PaymentsModule {}
