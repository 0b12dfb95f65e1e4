import type { NotificationTrace } from './notification-observer.js';
import type { AnyNotification } from '../model/any-notification.js';

/** A verified notification on its way to a worker. */
export interface QueuedNotification {
  /** What copies of one notification share, and no other notification has. */
  readonly key: string;
  /** The route that received it: where a worker finds the hooks. */
  readonly route: string;
  /** The signed fields, so that a worker can verify them once more. */
  readonly notification: AnyNotification;
  /** Where it comes from, for what observes the worker. */
  readonly trace?: NotificationTrace | undefined;
}

/** The port through which notifications are handled by workers rather than by the request that brought them. */
export interface NotificationQueue {
  /** Resolves when the queue keeps the notification for good: it is acknowledged then. */
  enqueue(queued: QueuedNotification): Promise<void>;
}
