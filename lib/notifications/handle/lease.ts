import { Logger } from '@nestjs/common';

import { growingMs } from '../../common/back-off.js';
import type { NotificationInbox } from '../../common/notification-inbox.js';
import { LateTimer } from '../../common/late-timer.js';
import { pause } from '../../common/pause.js';

/** Together about ten minutes. */
const COMPLETION_ATTEMPTS = 65;
const COMPLETION_PAUSES = { firstMs: 250, maxMs: 10_000 };

/** A claim that is held while its handler runs: renewed at a third of its length, so that two may fail. */
export class Lease {
  private readonly logger = new Logger('Lianlian');
  private readonly timer: LateTimer;

  constructor(
    private readonly inbox: NotificationInbox,
    private readonly key: string,
    private readonly token: string,
    private readonly leaseMs: number,
  ) {
    this.timer = new LateTimer(() => setInterval(() => void this.renew(), Math.max(1, leaseMs / 3)).unref());
  }

  stop(): void {
    this.timer.stop();
  }

  /**
   * Marks the notification as done, and ends the lease; false if the claim was lost.
   *
   * Its handler has run. An inbox that cannot be reached just then is tried again for as long as the claim can be
   * held, while LianLian is told to ask again: otherwise a moment's outage would cost a second run.
   *
   * @throws what the inbox rejected with, the first time
   */
  async complete(): Promise<boolean> {
    try {
      const completed = await this.inbox.complete(this.key, this.token);
      this.stop();
      return completed;
    } catch (error) {
      void this.completeLater();
      throw error;
    }
  }

  /** A claim that cannot be given back ends with its lease. */
  async release(): Promise<void> {
    try {
      await this.inbox.release(this.key, this.token);
    } catch (error) {
      this.logger.warn(
        `The inbox kept a claim that its handler gave back; it ends with its lease: ${String(error)}`,
      );
    }
  }

  private async completeLater(): Promise<void> {
    for (let attempt = 1; attempt <= COMPLETION_ATTEMPTS; attempt++) {
      await pause(growingMs(attempt, COMPLETION_PAUSES));
      try {
        await this.inbox.complete(this.key, this.token);
        break;
      } catch {
        // Still out of reach.
      }
    }
    this.stop();
  }

  private async renew(): Promise<void> {
    try {
      if (!(await this.inbox.renew(this.key, this.token, this.leaseMs))) this.stop();
    } catch {
      // The next turn tries again; `complete` tells if the claim was lost in the meantime.
    }
  }
}
