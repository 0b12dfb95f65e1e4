/** A verified notification on its way to a worker: plain data, which JSON carries without a loss. */
export interface QueuedNotification {
  /**
   * What copies of one notification share, and no other notification has: a queue that tells them apart keeps one job for
   * it. At most 512 characters, those of a URL's path.
   */
  readonly id: string;
  readonly kind: 'payment' | 'refund' | 'payout';
  /** The route that took it: where a worker finds the hooks, and what tells payouts from payments. */
  readonly route: string;
  /** The signed message as a JSON document, in which every value reads as it did when its signature was checked. */
  readonly message: string;
  /** Where it comes from, for what observes the worker. Absent without an observer. */
  readonly trace?: unknown;
}

/**
 * Takes notifications from the requests that bring them to the workers that handle them. A worker gives what it takes
 * from the queue to `QueuedNotifications.handle`.
 *
 * LianLian never sends again what was acknowledged, so a queue must not lose what it took.
 */
export interface NotificationQueue {
  /**
   * Resolves when the queue keeps the notification for good: it is acknowledged then. A copy of one that is there
   * already adds nothing, or is kept beside it: the inbox handles one of them.
   *
   * @throws whatever is in the way: the notification is refused with a 503, and LianLian sends it again
   */
  enqueue(notification: QueuedNotification): Promise<void>;
}
