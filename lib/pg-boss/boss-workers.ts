import type { BossJob, BossResult, PgBossLike } from './pg-boss-like.js';

/** What workers do, and how. */
interface BossWork {
  readonly queue: string;
  /** How many notifications are handled at a time. */
  readonly concurrency: number;
  readonly pollMs: number;
  readonly handle: (job: BossJob) => Promise<BossResult>;
}

/**
 * The workers of a process. Of those that handle nothing there is one, unless as many run as may: PostgreSQL's
 * announcement wakes every worker, and each that is awake asks PostgreSQL. A worker that finds a notification calls the
 * next one, and looks for another when it is done, so that a backlog waits for no poll.
 */
export class BossWorkers {
  private all = 0;
  private free = 0;
  private isClosed = false;

  constructor(
    private readonly boss: PgBossLike,
    private readonly work: BossWork,
  ) {}

  /** @throws what pg-boss rejects with */
  async open(): Promise<void> {
    await this.add();
  }

  /** Takes nothing more. With `wait` it ends when what the handlers told is written. */
  async close(wait: boolean): Promise<void> {
    this.isClosed = true;
    await this.boss.offWork(this.work.queue, { wait });
  }

  private async add(): Promise<void> {
    const { queue, pollMs } = this.work;
    const seconds = pollMs / 1_000;
    const options = {
      ...({ includeMetadata: true, perJobResults: true } as const),
      // PostgreSQL announces what comes, and not what is to be tried again.
      ...{ pollingIntervalSeconds: seconds, notifyPollingIntervalSeconds: seconds },
    };
    const id: Promise<string> = this.boss.work(queue, options, async (jobs) => this.handled(jobs, await id));
    this.all++;
    this.free++;
    try {
      await id;
    } catch (error) {
      this.all--;
      this.free--;
      throw error;
    }
  }

  private async handled(jobs: readonly BossJob[], worker: string): Promise<BossResult[]> {
    this.free--;
    if (this.free === 0 && this.all < this.work.concurrency && !this.isClosed) {
      // Where pg-boss takes no further worker, those that it has go on.
      await this.add().catch(() => undefined);
    }
    try {
      return await Promise.all(jobs.map((job) => this.work.handle(job)));
    } finally {
      await this.lookOrLeave(worker);
    }
  }

  private async lookOrLeave(worker: string): Promise<void> {
    if (this.free > 0) {
      this.all--;
      await this.boss.offWork(this.work.queue, { id: worker, wait: false });
    } else {
      this.free++;
      this.boss.notifyWorker(worker);
    }
  }
}
