import type { Job } from 'bullmq';

import type { QueuedNotification } from '../common/inbox/notification-queue.js';
import { NOTIFICATION_KINDS, type TakenMessages } from '../notifications/model/any-notification.js';

/** What Redis keeps of a notification. Not checked: anyone who can write to Redis can write anything. */
export type NotificationJobData = Omit<QueuedNotification, 'id' | 'kind'>;

/** One notification in the queue. */
export type NotificationJob = Job<NotificationJobData, void>;

/** The notification of a job. */
export function queuedIn({ id = '', name, data }: NotificationJob): QueuedNotification {
  return { ...data, id, kind: NOTIFICATION_KINDS.find((kind) => kind === name) ?? 'payment' };
}

/** What the route of a job takes, as its name says: for a person to read, and not for what is decided. */
export function takenByRouteOf({ name }: NotificationJob): TakenMessages {
  return name === 'payout' ? 'payouts' : 'payments';
}
