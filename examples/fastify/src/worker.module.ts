import { Module } from '@nestjs/common';
import { LianlianQueueModule } from 'nestjs-lianlian/bullmq';

import { environment } from './environment.js';
import { OperationsModule } from './operations/operations.module.js';
import { PaymentsModule } from './payments/payments.module.js';
import { ProcessModule } from './process.module.js';

const { redisUrl: connection, queueName } = environment;

/** Handles what is in the queue. It listens for probes and for Prometheus alone: let nobody else reach its port. */
@Module({
  imports: [
    ProcessModule.named('worker'),
    PaymentsModule,
    LianlianQueueModule.forRoot({ connection, queueName, worker: { concurrency: 10 } }),
    OperationsModule,
  ],
})
export class WorkerModule {}
