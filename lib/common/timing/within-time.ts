/**
 * The result of some work, or a rejection once its time is over. Nothing ends the work itself: a client that waits
 * for its server keeps the command and may still send it.
 *
 * @param tooLate makes the rejection
 * @param late gets the result of work that was over too late
 */
export async function withinTime<T>(
  work: Promise<T>,
  timeoutMs: number,
  tooLate: () => Error,
  late: (result: T) => void = () => undefined,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeOver = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      // Nothing waits for a late failure any more.
      work.then(late, () => undefined);
      reject(tooLate());
    }, timeoutMs);
  });
  try {
    return await Promise.race([work, timeOver]);
  } finally {
    clearTimeout(timer);
  }
}

/** For `withinTime`: what did not answer, and in which time. */
export function didNotAnswer(who: string, timeoutMs: number): Error {
  return new Error(`${who} did not answer within ${String(timeoutMs)} ms.`);
}

/** Whether the work is over within a time. The process does not stay up to wait for it. */
export async function endsWithin(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeOver = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, false as const).unref();
  });
  try {
    return await Promise.race([work.then(() => true), timeOver]);
  } finally {
    clearTimeout(timer);
  }
}

/** The result of some work, or a rejection once the signal aborts, however long the work goes on. */
export function beforeAbort<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(new Error('aborted', { cause: signal.reason }));
    };
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    void work()
      .then(resolve, reject)
      .finally(() => {
        signal.removeEventListener('abort', abort);
      });
  });
}
