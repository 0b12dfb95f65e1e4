import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import { QueuedNotifications } from 'nestjs-lianlian';

import { RabbitMqConnection } from './rabbitmq-connection.js';
import { RABBITMQ_OPTIONS, type RabbitMqOptions } from './rabbitmq-options.js';
import { RabbitMqQueue } from './rabbitmq-queue.js';
import { RabbitMqWorker } from './rabbitmq-worker.js';

/** Imported beside `LianlianModule`, in processes that receive and in those that handle. */
@Module({})
export class RabbitMqModule implements OnModuleInit {
  constructor(
    private readonly queue: RabbitMqQueue,
    private readonly queued: QueuedNotifications,
  ) {}

  /**
   * @example
   * RabbitMqModule.forRoot({ url: 'amqp://127.0.0.1', queue: 'shop.notifications', concurrency: 10, timeoutMs: 2_000 })
   */
  static forRoot(options: RabbitMqOptions): DynamicModule {
    return {
      module: RabbitMqModule,
      providers: [
        { provide: RABBITMQ_OPTIONS, useValue: options },
        RabbitMqConnection,
        RabbitMqQueue,
        RabbitMqWorker,
      ],
    };
  }

  /** From now on requests put notifications into the queue, and acknowledge them when RabbitMQ has confirmed. */
  onModuleInit(): void {
    this.queued.use(this.queue);
  }
}
