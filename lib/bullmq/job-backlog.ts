import { Injectable } from '@nestjs/common';

import { QueueBacklog } from '../notifications/queue/queue-backlog.js';
import { NotificationJobs } from './notification-jobs.js';

/** BullMQ's jobs that are neither completed nor failed. */
@Injectable()
export class JobBacklog extends QueueBacklog {
  constructor(private readonly jobs: NotificationJobs) {
    super();
  }

  async count(): Promise<number> {
    const { queue } = this.jobs;
    return this.jobs.inTime(queue.getJobCountByTypes('waiting', 'prioritized', 'delayed', 'active'));
  }
}
