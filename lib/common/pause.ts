import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits, and resolves with true; at once with false if the signal aborts. The process does not stay up to wait.
 *
 * @param ms milliseconds
 */
export async function pause(ms: number, signal?: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal, ref: false });
    return true;
  } catch {
    return false;
  }
}
