import { Injectable } from '@nestjs/common';

import { DeadLetterStore, type LianlianDeadLetter } from '../notifications/queue/dead-letter.js';
import { identifyingNumbersIn } from '../notifications/queue/queued-message.js';
import { bossMessages } from './boss.messages.js';
import { keyOf, notificationIn, receivedAt, routeTakes } from './boss-notification.js';
import type { BossJob } from './pg-boss-like.js';
import { QueueBoss } from './queue-boss.js';

const PAGE = 1_000;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The queue that pg-boss moves to what every attempt failed for. */
@Injectable()
export class BossLetters extends DeadLetterStore {
  constructor(private readonly boss: QueueBoss) {
    super();
  }

  async list(offset: number, limit: number): Promise<LianlianDeadLetter[]> {
    // pg-boss gives the oldest first: the newest are at the end.
    let newest: BossJob[] = [];
    for await (const page of this.pages()) newest = [...newest, ...page].slice(-(offset + limit));
    return newest
      .reverse()
      .slice(offset, offset + limit)
      .map(letterOf);
  }

  async count(): Promise<number> {
    let count = 0;
    for await (const page of this.pages()) count += page.length;
    return count;
  }

  async keys(): Promise<readonly string[]> {
    const keys = new Set<string>();
    for await (const page of this.pages()) for (const job of page) keys.add(keyOf(job));
    return [...keys];
  }

  /** pg-boss moves it back in one statement. */
  async retry(key: string): Promise<boolean> {
    const ids = await this.idsOf(key);
    if (ids.length === 0) return false;
    return (await this.boss.inTime((boss) => boss.redrive(this.boss.letters, { ids }))) > 0;
  }

  async discard(key: string): Promise<boolean> {
    let discarded = false;
    for (const id of await this.idsOf(key)) {
      const { affected } = await this.boss.inTime((boss) => boss.deleteJob(this.boss.letters, id));
      discarded ||= affected > 0;
    }
    return discarded;
  }

  /** A copy that LianLian sent after the first one's time in the queue may lie beside it. */
  private async idsOf(key: string): Promise<string[]> {
    const found = await this.find({ key });
    const jobs = found.length === 0 && UUID.test(key) ? await this.find({ id: key }) : found;
    return jobs.map(({ id }) => id);
  }

  private async *pages(): AsyncGenerator<readonly BossJob[]> {
    for (let page: BossJob[] | undefined; page === undefined || page.length === PAGE;) {
      const after = page?.at(-1)?.id;
      page = await this.find(after === undefined ? { limit: PAGE } : { limit: PAGE, after });
      yield page;
    }
  }

  private find(options: Parameters<FindJobs>[1]): Promise<BossJob[]> {
    return this.boss.inTime((boss) => boss.findJobs(this.boss.letters, options));
  }
}

type FindJobs = Parameters<Parameters<QueueBoss['inTime']>[0]>[0]['findJobs'];

function letterOf(job: BossJob): LianlianDeadLetter {
  const output = typeof job.sourceOutput === 'object' ? (job.sourceOutput ?? {}) : {};
  const { reason, attempts } = output as { readonly reason?: unknown; readonly attempts?: unknown };
  return {
    key: keyOf(job),
    ...identifyingNumbersIn(notificationIn(job).message, routeTakes(job)),
    reason: typeof reason === 'string' ? reason : bossMessages.endedElsewhere(),
    attempts: typeof attempts === 'number' ? attempts : (job.sourceRetryCount ?? 0) + 1,
    receivedAt: receivedAt(job),
    failedAt: job.createdOn,
  };
}
