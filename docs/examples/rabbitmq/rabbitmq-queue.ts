import { Inject, Injectable } from '@nestjs/common';
import type { NotificationQueue, QueuedNotification } from 'nestjs-lianlian';

import { RabbitMqConnection } from './rabbitmq-connection.js';
import { RABBITMQ_OPTIONS, type RabbitMqOptions } from './rabbitmq-options.js';

/**
 * Takes notifications from the requests that bring them. RabbitMQ keeps every copy that LianLian sends: the inbox beside it
 * is what handles one of them.
 */
@Injectable()
export class RabbitMqQueue implements NotificationQueue {
  constructor(
    @Inject(RABBITMQ_OPTIONS) private readonly options: RabbitMqOptions,
    private readonly rabbit: RabbitMqConnection,
  ) {}

  enqueue(notification: QueuedNotification): Promise<void> {
    return this.rabbit.publish(this.options.queue, Buffer.from(JSON.stringify(notification)));
  }
}
