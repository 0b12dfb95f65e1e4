import { growingMs } from '../../../common/timing/back-off.js';
import { errorMessage } from '../../../common/secrets/error-text.js';
import { LateTimer } from '../../../common/timing/late-timer.js';
import { LianlianLogger } from '../../../common/logging/lianlian-logger.js';
import { pause } from '../../../common/timing/pause.js';

/** Together about ten minutes. */
const COMPLETION_ATTEMPTS = 65;
const COMPLETION_PAUSES = { firstMs: 250, maxMs: 10_000 };

/** What can be done with a claim. Each is false if it is held no more, and rejects where Redis cannot be reached. */
interface ClaimOperations {
  readonly renew: () => Promise<boolean>;
  readonly complete: () => Promise<boolean>;
  readonly release: () => Promise<unknown>;
}

/**
 * A claim in Redis that is held while its work runs: renewed at a third of its lease, so that two renewals may fail,
 * and no longer than the work may take.
 */
export class HeldClaim {
  private readonly logger = new LianlianLogger();
  private renewals: LateTimer | undefined;

  constructor(private readonly operations: ClaimOperations) {}

  /** Renews from now on, until the work is over or has taken too long: then the lease ends. */
  hold(leaseMs: number, maxHandlingMs: number): void {
    const givenUpAt = performance.now() + maxHandlingMs;
    const renewOrGiveUp = (): void => {
      if (performance.now() + leaseMs / 3 > givenUpAt) this.stop();
      else void this.renew();
    };
    this.renewals = new LateTimer(() => setInterval(renewOrGiveUp, Math.max(1, leaseMs / 3)).unref());
  }

  /**
   * Marks the key as done; false if the claim was lost.
   *
   * The work has run. A Redis that cannot be reached just then is tried again for as long as the claim can be held,
   * while LianLian is told to ask again: otherwise a moment's outage would cost a second run.
   *
   * @throws what Redis rejected with, the first time
   */
  async complete(): Promise<boolean> {
    try {
      const completed = await this.operations.complete();
      this.stop();
      return completed;
    } catch (error) {
      void this.completeLater();
      throw error;
    }
  }

  /** A claim that cannot be given back ends with its lease. */
  async giveBack(): Promise<void> {
    this.stop();
    try {
      await this.operations.release();
    } catch (error) {
      this.logger.warn(
        `The inbox kept a claim that its handler gave back; it ends with its lease: ${errorMessage(error)}`,
      );
    }
  }

  private stop(): void {
    this.renewals?.stop();
  }

  private async completeLater(): Promise<void> {
    for (let attempt = 1; attempt <= COMPLETION_ATTEMPTS; attempt++) {
      await pause(growingMs(attempt, COMPLETION_PAUSES));
      try {
        await this.operations.complete();
        break;
      } catch {
        // Still out of reach.
      }
    }
    this.stop();
  }

  private async renew(): Promise<void> {
    try {
      if (!(await this.operations.renew())) this.stop();
    } catch {
      // The next turn tries again; `complete` tells if the claim was lost in the meantime.
    }
  }
}
