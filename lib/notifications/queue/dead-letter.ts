import type { NotificationNumbers } from './queued-message.js';

/** A notification that was acknowledged, and could not be handled. */
export interface LianlianDeadLetter extends NotificationNumbers {
  /** Names it to `retry` and `discard`. */
  readonly key: string;
  /** Why the last attempt failed. No personal data: the log of that time has the handler's error. */
  readonly reason: string;
  readonly attempts: number;
  readonly receivedAt: Date;
  readonly failedAt: Date;
}

/** Where a queue keeps them. Every method rejects when the queue's server does not answer in time. */
export abstract class DeadLetterStore {
  /** The newest first. */
  abstract list(offset: number, limit: number): Promise<LianlianDeadLetter[]>;

  abstract count(): Promise<number>;

  /** The keys of all of them, each once. */
  abstract keys(): Promise<readonly string[]>;

  /** Of two that retry one letter at once, one does. False if there is no such letter (any more). */
  abstract retry(key: string): Promise<boolean>;

  /** False if there is no such letter (any more). */
  abstract discard(key: string): Promise<boolean>;
}
