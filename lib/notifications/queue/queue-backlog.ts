/** How many notifications a queue keeps that were acknowledged and are not handled yet, for those who watch it. */
export abstract class QueueBacklog {
  /** Waiting, put off, or being handled. Rejects when the queue's server does not answer in time. */
  abstract count(): Promise<number>;
}
