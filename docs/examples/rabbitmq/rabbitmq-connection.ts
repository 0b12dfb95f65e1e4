import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type ChannelModel, connect, type ConfirmChannel, type ConsumeMessage } from 'amqplib';

import { RABBITMQ_OPTIONS, type RabbitMqOptions } from './rabbitmq-options.js';
import { makeQueues } from './topology.js';

type Consumer = (message: ConsumeMessage, channel: ConfirmChannel) => void;

const AGAIN_MS = 1_000;
const CLOSING_MS = 2_000;

/** Waits for something no longer than a shutdown may take, however it ends. */
async function inTime(work: Promise<void>): Promise<void> {
  await Promise.race([work.catch(() => undefined), sleep(CLOSING_MS, undefined, { ref: false })]);
}

/** One connection with one channel. It is opened when it is first wanted, and anew when it broke. */
@Injectable()
export class RabbitMqConnection implements OnApplicationShutdown {
  private readonly logger = new Logger('RabbitMQ');
  private model: ChannelModel | undefined;
  private opening: Promise<ConfirmChannel> | undefined;
  private consumer: Consumer | undefined;
  private consumerTag: string | undefined;
  private isAway = false;
  private isClosed = false;
  /** Messages that no queue took: RabbitMQ gives them back, and confirms them all the same. */
  private readonly unroutable = new Set<string>();

  constructor(@Inject(RABBITMQ_OPTIONS) private readonly options: RabbitMqOptions) {}

  /**
   * Resolves when the queue has the message for good.
   *
   * @throws Error where RabbitMQ refuses it, has no such queue, or does not confirm it in time; it may have it then
   */
  async publish(queue: string, content: Buffer, headers: Record<string, unknown> = {}): Promise<void> {
    const { timeoutMs } = this.options;
    const late = new AbortController();
    const tooLate = sleep(timeoutMs, undefined, { signal: late.signal }).then(() => {
      throw new Error(`RabbitMQ did not confirm within ${String(timeoutMs)} ms.`);
    });
    try {
      await Promise.race([this.confirmed(queue, content, headers), tooLate]);
    } finally {
      tooLate.catch(() => undefined);
      late.abort();
    }
  }

  /** From now on messages of the queue go to the consumer, over every connection that follows. */
  async consume(consumer: Consumer): Promise<void> {
    this.consumer = consumer;
    while (this.isConsuming()) {
      try {
        await this.take(await this.open());
        return;
      } catch {
        // `open` has said why; a connection that broke since is opened anew.
        await sleep(AGAIN_MS);
      }
    }
  }

  /** No further message; those that the consumer has stay its own. */
  async stopConsuming(): Promise<void> {
    this.consumer = undefined;
    await inTime(this.cancel());
  }

  async onApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    await inTime(this.close());
  }

  private async cancel(): Promise<void> {
    const channel = await this.opening;
    if (channel !== undefined && this.consumerTag !== undefined) await channel.cancel(this.consumerTag);
  }

  /** The channel first: what was acknowledged on it last is lost where the connection is closed at once. */
  private async close(): Promise<void> {
    await (await this.opening)?.close();
    await this.model?.close();
  }

  private async confirmed(queue: string, content: Buffer, headers: Record<string, unknown>): Promise<void> {
    const channel = await this.open();
    const messageId = randomUUID();
    // The default exchange leads to the queue of that name. `mandatory`: what it leads nowhere comes back.
    const options = { persistent: true, mandatory: true, messageId, headers };
    await new Promise<void>((resolve, reject) => {
      channel.publish('', queue, content, options, (error: unknown) => {
        if (error !== null && error !== undefined)
          reject(new Error('RabbitMQ refused it.', { cause: error }));
        else if (this.unroutable.delete(messageId)) reject(new Error(`RabbitMQ has no queue ${queue}.`));
        else resolve();
      });
    });
  }

  private isConsuming(): boolean {
    return !this.isClosed && this.consumer !== undefined;
  }

  private open(): Promise<ConfirmChannel> {
    if (this.opening !== undefined) return this.opening;
    const opening = this.connect().catch((error: unknown) => {
      this.opening = undefined;
      this.away(error);
      throw error;
    });
    this.opening = opening;
    return opening;
  }

  private async connect(): Promise<ConfirmChannel> {
    const { url, timeoutMs } = this.options;
    // A peer that vanished without a word is noticed within some twenty seconds.
    const model = await connect(`${url}${url.includes('?') ? '&' : '?'}heartbeat=10`, { timeout: timeoutMs });
    model.on('error', (error: unknown) => {
      this.away(error);
    });
    model.on('close', () => {
      if (this.model === model) this.lost();
    });
    try {
      const channel = await this.openChannel(model);
      this.model = model;
      if (this.isAway) this.logger.log('RabbitMQ is back.');
      this.isAway = false;
      return channel;
    } catch (error) {
      model.close().catch(() => undefined);
      throw error;
    }
  }

  private async openChannel(model: ChannelModel): Promise<ConfirmChannel> {
    const { queue, concurrency } = this.options;
    const channel = await model.createConfirmChannel();
    channel.on('return', ({ properties }: { properties: { messageId: unknown } }) => {
      this.unroutable.add(String(properties.messageId));
    });
    // A channel that RabbitMQ closes takes the connection with it: one way to begin anew is enough.
    channel.on('error', (error: unknown) => {
      this.away(error);
      model.close().catch(() => undefined);
    });
    await makeQueues(channel, queue);
    await channel.prefetch(Math.max(1, concurrency));
    return channel;
  }

  /** What comes when there is no consumer any more stays RabbitMQ's: nobody acknowledges it. */
  private async take(channel: ConfirmChannel): Promise<void> {
    // One for each connection, also where it was lost while the one before it was still being set up.
    if (this.consumerTag !== undefined) return;
    const consumerTag = randomUUID();
    this.consumerTag = consumerTag;
    const take = (message: ConsumeMessage | null): void => {
      if (message !== null) this.consumer?.(message, channel);
    };
    await channel.consume(this.options.queue, take, { consumerTag });
  }

  private lost(): void {
    this.model = undefined;
    this.opening = undefined;
    this.consumerTag = undefined;
    if (this.isClosed) return;
    this.away(new Error('The connection was closed.'));
    if (this.consumer !== undefined) void this.consume(this.consumer);
  }

  /** Once, however often it is noticed. */
  private away(error: unknown): void {
    // Not its message, which may hold the address with the password.
    const { code, name } = error as { code?: unknown; name?: unknown };
    if (!this.isAway) this.logger.error(`RabbitMQ is out of reach (${String(code ?? name)}).`);
    this.isAway = true;
  }
}
