import type { NotificationTrace } from './notification-observer.js';
import type { AnyNotification } from '../model/any-notification.js';

/** A verified notification that is to be handled elsewhere. */
interface SunkNotification {
  /** What copies of one notification share, and no other notification has. */
  readonly id: string;
  /** The route that received it: where a worker finds the hooks. */
  readonly route: string;
  /** The signed fields, so that a worker can verify them once more. */
  readonly notification: AnyNotification;
  /** Where it comes from, for what observes the worker. */
  readonly trace?: NotificationTrace | undefined;
}

/** Where notifications go that the request which brought them does not handle: a queue. */
export interface NotificationSink {
  /** Resolves when the notification is kept for good: it is acknowledged then. */
  keep(notification: SunkNotification): Promise<void>;
}
