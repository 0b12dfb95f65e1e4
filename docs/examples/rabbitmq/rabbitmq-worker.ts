import { setTimeout as sleep } from 'node:timers/promises';

import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { ConfirmChannel, ConsumeMessage } from 'amqplib';
import { type QueuedNotification, QueuedNotifications } from 'nestjs-lianlian';

import { RabbitMqConnection } from './rabbitmq-connection.js';
import { BUSY_MS, PAUSES_MS, RABBITMQ_OPTIONS, type RabbitMqOptions } from './rabbitmq-options.js';
import { deadLetters, waiting } from './topology.js';

const AGAIN_MS = 1_000;

/** Handles notifications for as long as the app runs. */
@Injectable()
export class RabbitMqWorker implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger('RabbitMQ');
  private readonly running = new Set<Promise<void>>();

  constructor(
    @Inject(RABBITMQ_OPTIONS) private readonly options: RabbitMqOptions,
    private readonly rabbit: RabbitMqConnection,
    private readonly queued: QueuedNotifications,
  ) {}

  onApplicationBootstrap(): void {
    if (this.options.concurrency === 0) return;
    void this.rabbit.consume((message, channel) => {
      const work = this.handle(message, channel);
      this.running.add(work);
      void work.finally(() => this.running.delete(work));
    });
  }

  /** Takes no further notification. */
  async onModuleDestroy(): Promise<void> {
    await this.rabbit.stopConsuming();
  }

  /** Waits for the handlers that run: what they need is still there. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.running);
  }

  /** It never rejects. */
  private async handle(message: ConsumeMessage, channel: ConfirmChannel): Promise<void> {
    try {
      await this.settle(message);
      // Not before: who dies until here leaves the message to another worker, and the inbox knows what was done.
      channel.ack(message);
    } catch {
      // RabbitMQ is away, or full. On a connection that broke the message has gone to another worker already.
      await sleep(AGAIN_MS, undefined, { ref: false });
      try {
        channel.nack(message);
      } catch {
        // That connection is gone.
      }
    }
  }

  /** Handles the notification, and puts it where it belongs when it could not be handled. */
  private async settle(message: ConsumeMessage): Promise<void> {
    const attempts = attemptsOf(message) + 1;
    // It verifies the signature once more: anyone who can write to RabbitMQ could write a payment.
    const result = await this.queued.handle(notificationIn(message));
    switch (result.status) {
      case 'handled':
        return;
      case 'busy':
        // Another one is under way, or its process died and its lease still runs.
        await this.move(message, waiting(this.options.queue, BUSY_MS), { attempts: attempts - 1 });
        return;
      case 'failed': {
        const { reason } = result;
        const pauseMs = PAUSES_MS[attempts - 1];
        if (!result.isFinal && pauseMs !== undefined) {
          await this.move(message, waiting(this.options.queue, pauseMs), { attempts });
          return;
        }
        await this.move(message, deadLetters(this.options.queue), { attempts, reason });
        // For a person: neither the reason nor the id holds personal data.
        this.logger.error(
          `event=dead-lettered id=${notificationIn(message).id} attempts=${String(attempts)} ${reason}`,
        );
      }
    }
  }

  private move({ content }: ConsumeMessage, queue: string, headers: Record<string, unknown>): Promise<void> {
    return this.rabbit.publish(queue, content, headers);
  }
}

function attemptsOf({ properties }: ConsumeMessage): number {
  const { attempts } = (properties.headers ?? {}) as { attempts?: unknown };
  return typeof attempts === 'number' ? attempts : 0;
}

/** Whatever it is: what is no notification, `QueuedNotifications` refuses. */
function notificationIn({ content }: ConsumeMessage): QueuedNotification {
  try {
    const parsed: unknown = JSON.parse(content.toString());
    if (typeof parsed === 'object' && parsed !== null) return parsed as QueuedNotification;
  } catch {
    // No JSON.
  }
  return {} as QueuedNotification;
}
