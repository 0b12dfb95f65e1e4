/** The inbox that the module works with: what a test module replaces with `overrideProvider(NOTIFICATION_INBOX)`. */
export const NOTIFICATION_INBOX = Symbol('NOTIFICATION_INBOX');

/** What became of a claim. `token` fences: only its holder may renew, complete or release the claim. */
export type InboxClaim =
  | { readonly status: 'claimed'; readonly token: string }
  | { readonly status: 'done' }
  | { readonly status: 'busy' };

/**
 * Remembers which notifications were handled, so that repeats and concurrent copies run the handler once.
 *
 * Every operation is atomic, across processes where the store is shared. A rejection means that the store
 * cannot be reached: the notification is refused with a 503, and LianLian sends it again.
 */
export interface NotificationInbox {
  /**
   * Takes the right to handle `key` for `leaseMs`: `claimed`; `done` if it was completed before; `busy` while
   * another claim's lease runs. A claim whose lease ended can be taken anew.
   */
  claim(key: string, leaseMs: number): Promise<InboxClaim>;
  /** Prolongs the lease to `leaseMs` from now. False if the token no longer holds the claim. */
  renew(key: string, token: string, leaseMs: number): Promise<boolean>;
  /** Marks the key as done for good. False if the token no longer holds the claim. */
  complete(key: string, token: string): Promise<boolean>;
  /** Gives the claim back, so that the next copy may take it. False if the token no longer holds it. */
  release(key: string, token: string): Promise<boolean>;
}

/**
 * An inbox in the database of the app, whose completion commits together with the handler's own writes: its
 * effects happen exactly once, through a crash at any moment.
 */
export interface TransactionalInbox<Transaction = unknown> extends NotificationInbox {
  /**
   * Opens a transaction, makes sure that the token still holds the claim, runs `work` in it, marks the key as
   * done, and commits. False, with everything rolled back, if the token no longer holds the claim.
   *
   * @throws what `work` throws, with everything rolled back and the claim still held
   */
  transact(key: string, token: string, work: (transaction: Transaction) => Promise<void>): Promise<boolean>;
}
