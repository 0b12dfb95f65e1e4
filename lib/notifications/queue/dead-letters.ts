import { Injectable } from '@nestjs/common';

import { readOptions } from '../../common/options/read-options.js';
import { DeadLetterStore, type LianlianDeadLetter } from './dead-letter.js';
import { queueModeMessages } from './queue-mode.messages.js';

const PAGE_OPTIONS = ['offset', 'limit'] as const satisfies (keyof DeadLetterPage)[];

/** A part of the list, newest first. */
export interface DeadLetterPage {
  /** Default 0. */
  readonly offset?: number | undefined;
  /** Default 100. */
  readonly limit?: number | undefined;
}

/**
 * Notifications that every attempt failed for. They were acknowledged, so LianLian does not send them again: they
 * stay here until somebody retries or discards them.
 *
 * Every method rejects when the queue's server (Redis, PostgreSQL) does not answer in time.
 *
 * @example
 * for (const { key, no_order, reason } of await deadLetters.list()) console.log(no_order, reason);
 * await deadLetters.retryAll();
 */
@Injectable()
export class LianlianDeadLetters {
  constructor(private readonly store: DeadLetterStore) {}

  /**
   * The newest first. The numbers are those that the stored message names: `reason` says if it is not genuine.
   *
   * @throws LianlianConfigError where `offset` or `limit` is misspelt, or no such number
   */
  async list(page: DeadLetterPage = {}): Promise<LianlianDeadLetter[]> {
    const owner = { of: 'deadLetters.list', known: PAGE_OPTIONS, headline: queueModeMessages.notListed() };
    // Redis would count a negative one from the other end.
    const { offset, limit } = readOptions(page, owner, (reader) => ({
      offset: reader.positiveInteger('offset', 0, { least: 0 }),
      limit: reader.positiveInteger('limit', 100),
    }));
    return this.store.list(offset, limit);
  }

  async count(): Promise<number> {
    return this.store.count();
  }

  /** Handles it again, with all its attempts. False if there is no such letter (any more). */
  async retry(key: string): Promise<boolean> {
    return this.store.retry(key);
  }

  /** Handles all of them again, and says how many. Those that fail again in the meantime stay. */
  async retryAll(): Promise<number> {
    let retried = 0;
    for (const key of await this.store.keys()) if (await this.store.retry(key)) retried++;
    return retried;
  }

  /** Forgets it: the payment, refund or payout stays unhandled. False if there is no such letter (any more). */
  async discard(key: string): Promise<boolean> {
    return this.store.discard(key);
  }
}
