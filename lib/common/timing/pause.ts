/**
 * Waits, and resolves with true; at once with false if the signal aborts. The process does not stay up to wait.
 *
 * @param ms milliseconds
 */
export function pause(ms: number, signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve(false);
      return;
    }
    const abort = (): void => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve(true);
    }, ms);
    timer.unref();
    signal?.addEventListener('abort', abort, { once: true });
  });
}
