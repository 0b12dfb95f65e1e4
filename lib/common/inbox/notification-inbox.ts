/** The inbox that the module works with: what a test module replaces with `overrideProvider(NOTIFICATION_INBOX)`. */
export const NOTIFICATION_INBOX = Symbol('NOTIFICATION_INBOX');

/**
 * What became of `once`:
 * - `ran`: the work ran now, and the key is done
 * - `busy`: the key's work runs elsewhere at this moment
 * - `done`: it was done before, with this outcome
 * - `lost`: the work ran, but took longer than its claim could be held: it may have run elsewhere too
 * - `barred`: the key that was named as `unless` is done, so the work did not run
 */
export type OnceResult =
  | { readonly status: 'ran' }
  | { readonly status: 'busy' }
  | { readonly status: 'done'; readonly outcome: string }
  | { readonly status: 'lost' }
  | { readonly status: 'barred' };

/** How long a claim is held, in milliseconds, and what forbids it. A store takes what it needs of it. */
export interface OnceLimits {
  /** After which a claim whose process died is free again, in a store that cannot tell by itself. Default 60000. */
  readonly leaseMs?: number | undefined;
  /** After which a claim is given up although its work still runs. Default 600000. */
  readonly maxHandlingMs?: number | undefined;
  /** A key that, once it is done, keeps the work from running. An inbox whose `bars` is not true may leave it unread. */
  readonly unless?: string | undefined;
}

/** What `once` takes where a limit is not given. */
export const DEFAULT_LIMITS = { leaseMs: 60_000, maxHandlingMs: 600_000 } as const;

/**
 * Remembers what was done: for a payment the order, with the transaction that paid it as the outcome; for everything
 * else the message. Repeats and concurrent copies run the handler once.
 *
 * Every operation is atomic, across processes where the store is shared. A rejection that does not come from the work
 * leaves open what the store would have said: the notification is refused with a 503, and LianLian sends it again. One
 * that comes before the work began means that the store cannot be reached. One that comes after the work was through
 * means that its end could not be noted: a store with transactions could not commit what the work wrote (an error of the
 * database says why, or one named `TransactionEnded`: the work ended its transaction), or was lost while it did.
 */
export interface NotificationInbox<Transaction = unknown> {
  /** Whether `work` is given a transaction, and holds a connection of the app's while it runs. Default false. */
  readonly transactional?: boolean | undefined;
  /**
   * Of an inbox that is `transactional`: how many connections its pool may have. Two are left to what handlers read beside
   * their transactions. What stands around another inbox passes it on. Undefined where it is not known.
   */
  readonly connections?: number | undefined;
  /**
   * Whether `once` heeds `unless` under its claim. Default false: the module looks by `recall` then, which takes a round
   * trip of its own, and with a transaction a second one where the claim took longer than 100 ms. What stands around
   * another inbox passes its `bars` on.
   */
  readonly bars?: boolean | undefined;
  /**
   * Runs `work` under the claim of `key`, unless it is claimed or done, and remembers `outcome` when it resolves. With
   * a transaction, what it wrote and the outcome commit together.
   *
   * @param key at most 512 characters
   * @param outcome at most 255 characters; what `done` gives to later calls with this key
   * @throws what `work` throws: nothing is remembered then, and the key is free
   */
  once(
    key: string,
    outcome: string,
    work: (transaction?: Transaction) => Promise<void>,
    limits?: OnceLimits,
  ): Promise<OnceResult>;
  /** The outcome of a key that is done; undefined for every other. It claims nothing and leaves nothing behind. */
  recall(key: string): Promise<string | undefined>;
}
