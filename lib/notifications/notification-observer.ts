import type { AnyNotification } from './to-notification.js';

/** What watches notifications being handled, for traces and metrics. It gives or throws what `handle` does. */
export interface NotificationObserver {
  observe(notification: AnyNotification, handle: () => Promise<void>): Promise<void>;
}
