import { Module } from '@nestjs/common';
import { ConfigModule, type ConfigType } from '@nestjs/config';
import { lianlianConfig, LianlianModule } from 'nestjs-lianlian';
import { SqlInbox } from 'nestjs-lianlian/sql';

import { PrismaModule } from '../prisma/prisma.module';
import { InboxModule } from './inbox.module';
import { PaymentsHandler } from './payments.handler';

@Module({
  imports: [
    LianlianModule.forRootAsync({
      imports: [ConfigModule.forFeature(lianlianConfig), InboxModule],
      inject: [lianlianConfig.KEY, SqlInbox],
      useFactory: (
        merchant: ConfigType<typeof lianlianConfig>,
        inbox: SqlInbox,
      ) => ({ ...merchant, notifications: { inbox } }),
      routes: 'payments', // POST payments/notify, for the handler below
    }),
    PrismaModule,
  ],
  providers: [PaymentsHandler],
})
export class PaymentsModule {}
