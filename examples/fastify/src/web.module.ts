import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { LianlianExceptionFilter } from 'nestjs-lianlian';
import { LianlianQueueModule } from 'nestjs-lianlian/bullmq';

import { environment } from './environment.js';
import { OperationsModule } from './operations/operations.module.js';
import { OrdersController } from './orders/orders.controller.js';
import { OrdersService } from './orders/orders.service.js';
import { PaymentsModule } from './payments/payments.module.js';
import { ProcessModule } from './process.module.js';

const { redisUrl: connection, queueName } = environment;

/** Takes orders, and puts what LianLian says into the queue. */
@Module({
  imports: [
    ProcessModule.named('web'),
    PaymentsModule,
    LianlianQueueModule.forRoot({ connection, queueName, worker: false }),
    OperationsModule,
  ],
  controllers: [OrdersController],
  providers: [OrdersService, { provide: APP_FILTER, useClass: LianlianExceptionFilter }],
})
export class WebModule {}
