import type { NotificationQueue, QueuedNotification } from '../../lib/common/inbox/notification-queue.js';
import type { PlannedFaults } from './planned-faults.js';
import type { Actor, Scheduler } from './scheduler.js';

/** A notification in the queue. */
interface Job {
  readonly queued: QueuedNotification;
  attempts: number;
  state: 'waiting' | 'taken' | 'done' | 'dead';
  takenBy: Actor | undefined;
  reason: string;
}

/** How often a job is tried before it is a dead letter. */
const ATTEMPTS = 12;
const PAUSE_MS = 20_000;

/**
 * A model of BullMQ: keeps one job for an id, tries it again, and keeps what failed for good as a dead letter. A job
 * whose worker died is taken by another one.
 */
export class WorldQueue {
  readonly jobs = new Map<string, Job>();

  constructor(
    private readonly scheduler: Scheduler,
    private readonly faults: PlannedFaults,
    /** Is called when there is something to take. */
    private readonly onWaiting: () => void,
  ) {}

  /** The side that puts notifications in, of one process. */
  of(actor: Actor): NotificationQueue {
    return {
      enqueue: async (queued) => {
        const how = this.faults.next('queue', ({ call }) => call)?.how;
        await this.scheduler.step(actor, () => {
          if (how === 'before') throw new Error('The queue is out of reach.');
          this.put(queued);
          if (how === 'after') throw new Error('The queue did not answer.');
        });
      },
    };
  }

  /** Keeps one job for an id. */
  put(queued: QueuedNotification): void {
    if (this.jobs.has(queued.id)) return;
    const taken = { attempts: 0, state: 'waiting', takenBy: undefined, reason: '' } as const;
    this.jobs.set(queued.id, { queued: structuredClone(queued), ...taken });
    this.onWaiting();
  }

  /** The next job for a worker, and what to do with it when it is over. */
  take(actor: Actor): Job | undefined {
    const job = [...this.jobs.values()].find(
      ({ state, takenBy }) => state === 'waiting' || (state === 'taken' && takenBy?.isAlive === false),
    );
    if (job === undefined) return undefined;
    job.state = 'taken';
    job.takenBy = actor;
    return job;
  }

  /** What becomes of a job, and after which pause there is something to take again. */
  end(job: Job, result: { status: string; reason?: string; isFinal?: boolean }): number | undefined {
    if (result.status === 'handled') job.state = 'done';
    else if (result.status === 'busy') job.state = 'waiting';
    else {
      job.attempts++;
      job.reason = result.reason ?? '';
      job.state = result.isFinal === true || job.attempts >= ATTEMPTS ? 'dead' : 'waiting';
    }
    return job.state === 'waiting' ? PAUSE_MS : undefined;
  }

  /** Dead letters that somebody retries, when what was wrong is over. */
  retryDead(): void {
    for (const job of this.jobs.values()) {
      if (job.state === 'dead') Object.assign(job, { state: 'waiting', attempts: 0 });
    }
    this.onWaiting();
  }

  /** Whether it keeps a message about a transaction, as one of this kind: at the wrong route it is of the other one. */
  keeps(oid_paybill: string, kind: 'payment' | 'payout'): boolean {
    return [...this.jobs.values()].some(
      ({ queued }) => queued.kind === kind && queued.id.includes(`/${oid_paybill}/`),
    );
  }
}
