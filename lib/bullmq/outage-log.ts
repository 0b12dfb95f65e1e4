import { LianlianLogger } from '../common/lianlian-logger.js';
import { queueMessages } from './queue.messages.js';
import { queueRefusal } from './queue-refusals.js';
import { redisProblem } from '../common/redis-refusal.js';

/**
 * Says once that Redis went away, or why it refuses, and once that it is back, however often a client reports either. A
 * reason to refuse that comes after that is said as well.
 */
export class OutageLog {
  private readonly logger = new LianlianLogger();
  private isAway = false;
  private refusal: string | undefined;

  constructor(private readonly what: string) {}

  away(error: unknown): void {
    const refusal = queueRefusal(error);
    if (refusal !== undefined) {
      if (refusal !== this.refusal) this.logger.error(queueMessages.refused(this.what, refusal));
      this.refusal = refusal;
    } else if (!this.isAway) {
      this.logger.warn(queueMessages.redisAway(this.what, redisProblem(error)));
    }
    this.isAway = true;
  }

  back(): void {
    if (!this.isAway) return;
    this.isAway = false;
    this.refusal = undefined;
    this.logger.log(queueMessages.redisBack(this.what));
  }
}
