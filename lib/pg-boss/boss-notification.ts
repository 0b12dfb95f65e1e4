import { createHash } from 'node:crypto';

import type { QueuedNotification } from '../common/inbox/notification-queue.js';
import { NOTIFICATION_KINDS, type TakenMessages } from '../notifications/model/any-notification.js';
import type { BossJob } from './pg-boss-like.js';

/** What PostgreSQL keeps of a notification; its id is the job's key. Not checked when it comes out. */
interface NotificationData extends Omit<QueuedNotification, 'id'> {
  /** When LianLian brought it, in milliseconds: a job that is retried after its end is another one. */
  readonly receivedAt: number;
  /** How often it was put off without an attempt. */
  readonly putOff?: number;
}

/** The id of the job of a notification, as pg-boss wants it: the same for every copy. A UUID of version 8. */
export function jobIdOf(id: string): string {
  const hex = createHash('sha256').update(id).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** What a job of the notification holds. */
export function dataOf({ id: _key, ...rest }: QueuedNotification, receivedAt: number): NotificationData {
  return { ...rest, receivedAt };
}

/** The notification of a job, as far as it has one. */
export function notificationIn(job: BossJob): QueuedNotification {
  const { route, message, trace } = fieldsOf(job);
  const queued = { id: keyOf(job), kind: kindOf(job), route: route as string, message: message as string };
  return trace === undefined ? queued : { ...queued, trace };
}

/** By what a person names a job. */
export function keyOf({ singletonKey, id }: BossJob): string {
  return singletonKey ?? id;
}

/** What the route of a job takes, as it says: for a person to read, and not for what is decided. */
export function routeTakes(job: BossJob): TakenMessages {
  return kindOf(job) === 'payout' ? 'payouts' : 'payments';
}

/** When LianLian brought it. */
export function receivedAt(job: BossJob): Date {
  const { receivedAt } = fieldsOf(job);
  return Number.isSafeInteger(receivedAt) ? new Date(receivedAt as number) : job.createdOn;
}

/** How often a job was put off since it was put in, or retried by a person. */
export function putOffs(job: BossJob): number {
  const { putOff } = fieldsOf(job);
  return Number.isSafeInteger(putOff) ? Math.min(Math.max(0, putOff as number), job.retryCount) : 0;
}

/** The data of a job that is put off once more. */
export function putOffOnceMore(job: BossJob): object {
  return { ...fieldsOf(job), putOff: putOffs(job) + 1 };
}

function kindOf(job: BossJob): QueuedNotification['kind'] {
  const { kind: name } = fieldsOf(job);
  return NOTIFICATION_KINDS.find((kind) => kind === name) ?? 'payment';
}

function fieldsOf({ data }: BossJob): Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
}
