import { isSessionOver, TransactionEnded } from './transaction-ended.js';

/** Until the session of work that is over its time is looked at: the database ends it at about that time. */
const GRACE_MS = 1_000;

/**
 * Sees that the database ended the session of work that hangs, and gives the work up then: its library would keep the
 * connection for as long as it waits, and a few orders whose handlers hang would take the whole pool. Not before the session has
 * ended: what the work writes later would be written outside of its transaction.
 */
export class SessionEnd {
  /** @param maxMs after which the database ends the session */
  constructor(private readonly maxMs: number) {}

  /**
   * @param isAlive runs a statement in the work's transaction
   * @throws what the work throws; TransactionEnded where the session ended and the work goes on
   */
  async ends(work: Promise<void>, isAlive: () => Promise<unknown>): Promise<void> {
    const time: { timer?: NodeJS.Timeout; isOver: boolean } = { isOver: false };
    const ended = new Promise<never>((_resolve, reject) => {
      const look = (): void => {
        isAlive().then(later, (cause: unknown) => {
          if (isSessionOver(cause)) reject(new TransactionEnded({ cause }));
          else later();
        });
      };
      // The look itself was a statement, from which a server that ends idle sessions counts anew.
      const later = (): void => {
        // A look may be under way when the work ends: the connection is somebody else's afterwards.
        if (!time.isOver) time.timer = setTimeout(look, this.maxMs + GRACE_MS).unref();
      };
      later();
    });
    try {
      await Promise.race([work, ended]);
    } finally {
      time.isOver = true;
      clearTimeout(time.timer);
    }
  }
}
