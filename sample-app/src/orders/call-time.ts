/** More than a call can last (`http.timeoutMs`): a call that is older ended without a word, with its process perhaps. */
const CALL_MS = 2 * 60_000;

/** Whether a call that began then may still be under way. */
export function mayStillEnd(begunAt: Date): boolean {
  return Date.now() - begunAt.getTime() < CALL_MS;
}
