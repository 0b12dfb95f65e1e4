import type { Job } from 'bullmq';

import type { QueuedNotification } from '../common/notification-queue.js';

/** What Redis keeps of a notification. Not checked: whoever can write to Redis can write anything. */
export type NotificationJobData = Omit<QueuedNotification, 'id' | 'kind'>;

/** One notification in the queue. */
export type NotificationJob = Job<NotificationJobData, void>;

/** The notification of a job. */
export function queuedIn({ id = '', name, data }: NotificationJob): QueuedNotification {
  return { ...data, id, kind: name === 'refund' ? 'refund' : 'payment' };
}
