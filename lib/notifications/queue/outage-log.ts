import { errorCode, errorName } from '../../common/secrets/error-text.js';
import { LianlianLogger } from '../../common/logging/lianlian-logger.js';
import { queueModeMessages } from './queue-mode.messages.js';

/** The server that keeps the queue. */
export interface QueueServer {
  /** `Redis`. */
  readonly name: string;
  /** Why it refuses, with the mend; undefined where it cannot be reached, or says what is not known. */
  readonly refusalIn: (error: unknown) => string | undefined;
}

/**
 * Says once that the server went away, or why it refuses, and once that it is back, however often a client reports
 * either. A reason to refuse that comes after that is said as well.
 */
export class OutageLog {
  private readonly logger = new LianlianLogger();
  private isAway = false;
  private refusal: string | undefined;

  /** @param what is hit by it: `Queue notifications` */
  constructor(
    private readonly what: string,
    private readonly server: QueueServer,
  ) {}

  away(error: unknown): void {
    const refusal = this.server.refusalIn(error);
    if (refusal !== undefined) {
      if (refusal !== this.refusal) this.logger.error(queueModeMessages.refused(this.what, refusal));
      this.refusal = refusal;
    } else if (!this.isAway) {
      // ECONNREFUSED and the like: what a client says beyond that may hold the URL, and a password with it.
      const problem = errorCode(error) ?? errorName(error);
      this.logger.warn(queueModeMessages.away(this.what, this.server.name, problem));
    }
    this.isAway = true;
  }

  back(): void {
    if (!this.isAway) return;
    this.isAway = false;
    this.refusal = undefined;
    this.logger.log(queueModeMessages.back(this.what, this.server.name));
  }
}
