import { errorCode, errorName } from '../common/error-text.js';
import { LianlianLogger } from '../common/lianlian-logger.js';
import { queueMessages } from './queue.messages.js';

/** Says once that Redis went away, and once that it is back, however often a client reports either. */
export class OutageLog {
  private readonly logger = new LianlianLogger();
  private isAway = false;

  constructor(private readonly what: string) {}

  away(error: unknown): void {
    if (this.isAway) return;
    this.isAway = true;
    // ECONNREFUSED and the like: what a client says beyond that may hold the URL, and a password with it.
    this.logger.warn(queueMessages.redisAway(this.what, errorCode(error) ?? errorName(error)));
  }

  back(): void {
    if (!this.isAway) return;
    this.isAway = false;
    this.logger.log(queueMessages.redisBack(this.what));
  }
}
