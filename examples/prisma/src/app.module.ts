import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { APP_FILTER } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { LianlianExceptionFilter } from 'nestjs-lianlian';

import { AdminModule } from './admin/admin.module';
import { OrdersModule } from './orders/orders.module';
import { PaymentsModule } from './payments/payments.module';

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true }),
    ScheduleModule.forRoot(),
    PaymentsModule,
    OrdersModule,
    AdminModule,
  ],
  // What payers and operators are told when LianLian refuses a call or cannot be reached.
  providers: [{ provide: APP_FILTER, useClass: LianlianExceptionFilter }],
})
export class AppModule {}
