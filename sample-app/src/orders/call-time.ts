/** More than a call can last (`http.timeoutMs`): a call that is older ended without a word, with its process perhaps. */
const CALL_MS = 2 * 60_000;

/** Calls that began before then have ended. */
export function lastCallsBegan(): Date {
  return new Date(Date.now() - CALL_MS);
}

/** Whether a call that began then may still be under way. */
export function mayStillEnd(begunAt: Date): boolean {
  return begunAt >= lastCallsBegan();
}
