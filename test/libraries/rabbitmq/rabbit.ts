import { connect } from 'amqplib';
import { describe } from 'vitest';

import {
  PAUSES_MS,
  BUSY_MS,
  type RabbitMqOptions,
} from '../../../docs/examples/rabbitmq/rabbitmq-options.js';
import { deadLetters, waiting } from '../../../docs/examples/rabbitmq/topology.js';
import { lacks } from '../../support/needs.js';

/** The RabbitMQ that tests share: each has queues of its own. */
export const RABBITMQ = process.env['LIANLIAN_TEST_RABBITMQ_URL'] ?? 'amqp://guest:guest@127.0.0.1:5672';

/** `describe` where a RabbitMQ answers. */
export async function describeWithRabbitMq(name: string, body: () => void): Promise<void> {
  describe.skipIf(await lacksRabbitMq(name))(name, body);
}

/** Whether tests have to be skipped for want of one. */
export async function lacksRabbitMq(tests: string): Promise<boolean> {
  const { host } = new URL(RABBITMQ);
  const missing = !(await answers()) && `a RabbitMQ at ${host}`;
  return lacks({ tests, missing, run: 'start one there, or name another one in LIANLIAN_TEST_RABBITMQ_URL' });
}

/** The example's options, for a worker or without one. */
export function rabbitOptions(queue: string, options: Partial<RabbitMqOptions> = {}): RabbitMqOptions {
  return { url: RABBITMQ, queue, concurrency: 10, timeoutMs: 5_000, ...options };
}

/** What lies in a queue, as it came. */
export async function messagesIn(queue: string): Promise<{ content: string; headers: object }[]> {
  const model = await connect(RABBITMQ);
  const channel = await model.createChannel();
  const messages: { content: string; headers: object }[] = [];
  for (;;) {
    const message = await channel.get(queue);
    if (message === false) break;
    messages.push({ content: message.content.toString(), headers: message.properties.headers ?? {} });
  }
  // Whatever was not acknowledged goes back.
  await model.close();
  return messages;
}

/** Puts something into a queue, as anybody may who is let in. */
export async function put(queue: string, content: string): Promise<void> {
  const model = await connect(RABBITMQ);
  const channel = await model.createConfirmChannel();
  channel.sendToQueue(queue, Buffer.from(content));
  await channel.waitForConfirms();
  await model.close();
}

/** Takes a test's queues away. */
export async function removeQueues(queue: string): Promise<void> {
  const model = await connect(RABBITMQ);
  const channel = await model.createChannel();
  const waits = [BUSY_MS, ...PAUSES_MS].map((ms) => waiting(queue, ms));
  for (const name of [queue, deadLetters(queue), ...waits]) await channel.deleteQueue(name);
  await model.close();
}

async function answers(): Promise<boolean> {
  try {
    await (await connect(RABBITMQ, { timeout: 2_000 })).close();
    return true;
  } catch {
    return false;
  }
}
