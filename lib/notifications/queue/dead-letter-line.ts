import type { LianlianLogger } from '../../common/logging/lianlian-logger.js';
import { namedValues } from '../../common/options/named-values.js';
import type { TakenMessages } from '../model/any-notification.js';
import { identifyingNumbersIn } from './queued-message.js';
import { queueModeMessages } from './queue-mode.messages.js';

/** What became a dead letter. */
interface BuriedJob {
  readonly key: string;
  readonly attempts: number;
  readonly reason: string;
  /** As it lies in the queue: it may have been written by anybody. */
  readonly message: unknown;
  readonly takes: TakenMessages;
}

/** Tells of a dead letter, with the numbers that the stored message names: `reason` says if it is not genuine. */
export function reportDeadLetter(
  logger: LianlianLogger,
  { key, attempts, reason, message, takes }: BuriedJob,
): void {
  const letter = { key, attempts, ...identifyingNumbersIn(message, takes) };
  const sentence = queueModeMessages.deadLettered(namedValues({ ...letter, reason }));
  logger.error(sentence, undefined, { event: 'dead-lettered', ...letter, dead_reason: reason });
}
