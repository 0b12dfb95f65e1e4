import type { ConfirmChannel } from 'amqplib';

import { BUSY_MS, PAUSES_MS } from './rabbitmq-options.js';

/** A worker that dies leaves its notifications to others, and one whose handler kills its process is not taken forever. */
const MAX_DELIVERIES = 20;

/** Where a notification lies that every attempt failed for, until a person moves it. */
export function deadLetters(queue: string): string {
  return `${queue}.dead-letters`;
}

/** The queue in which a notification waits for `ms`. */
export function waiting(queue: string, ms: number): string {
  return `${queue}.wait-${String(ms)}`;
}

/**
 * Makes the queues, where they are not there. Quorum queues are on disk, on most nodes of the cluster, when a message is
 * confirmed. What RabbitMQ itself moves from one to the next it moves as safely (`at-least-once`), which takes an overflow
 * of `reject-publish`.
 */
export async function makeQueues(channel: ConfirmChannel, queue: string): Promise<void> {
  const quorum = { 'x-queue-type': 'quorum', 'x-overflow': 'reject-publish' };
  const movesTo = (other: string) => ({
    'x-dead-letter-exchange': '',
    'x-dead-letter-routing-key': other,
    'x-dead-letter-strategy': 'at-least-once',
  });
  const make = (name: string, args: object) => channel.assertQueue(name, { durable: true, arguments: args });
  await make(deadLetters(queue), quorum);
  await make(queue, { ...quorum, ...movesTo(deadLetters(queue)), 'x-delivery-limit': MAX_DELIVERIES });
  // A queue for each pause: a message that waits for long would hold up those behind it.
  for (const ms of new Set([BUSY_MS, ...PAUSES_MS]))
    await make(waiting(queue, ms), { ...quorum, ...movesTo(queue), 'x-message-ttl': ms });
}
