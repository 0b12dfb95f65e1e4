/**
 * More than a call can last (`http.timeoutMs`), and than what was sent can be on its way: a call that is older ended without a
 * word, with its process perhaps, and what LianLian does not know of it by then it does not get.
 */
const CALL_MS = 2 * 60_000;

/** Calls that began before then have ended. */
export function lastCallsBegan(): Date {
  return new Date(Date.now() - CALL_MS);
}

/** Whether a call that began then may still be under way. */
export function mayStillEnd(begunAt: Date): boolean {
  return begunAt >= lastCallsBegan();
}
