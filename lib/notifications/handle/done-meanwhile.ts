/** How old what the app said may be when something is done by it, in milliseconds, before the app is asked once more. */
const MAX_AGE_MS = 1_000;

/** What the app said of a notification, and how it is asked again. */
export interface AskedOnce {
  /** When the app was asked, on the clock of `performance.now()`. */
  readonly askedAt: number;
  /**
   * Asks the app once more, of a payment: whether this very transaction paid. Rejects if another one did.
   */
  readonly isPaidMeanwhile?: (() => Promise<boolean>) | undefined;
}

/**
 * Whether a payment that waited was settled by this very transaction in the meantime.
 *
 * @throws HttpException 409 the order changed or another transaction paid it, 500 a hook failed
 */
export async function isDoneMeanwhile({ askedAt, isPaidMeanwhile }: AskedOnce): Promise<boolean> {
  if (isPaidMeanwhile === undefined || performance.now() - askedAt <= MAX_AGE_MS) return false;
  return isPaidMeanwhile();
}
