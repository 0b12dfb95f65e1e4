import { withinTime } from '../common/within-time.js';

/**
 * The rows of a list, each within a time: the next round waits for this one, and a list that hangs would end them all.
 *
 * @throws what the list does, and the error given where a row does not come in time
 */
export async function* rowsInTime(
  list: AsyncIterable<unknown> | Iterable<unknown>,
  ms: number,
  tooLate: () => Error,
): AsyncGenerator<unknown, void> {
  const iterator = Symbol.asyncIterator in list ? list[Symbol.asyncIterator]() : list[Symbol.iterator]();
  const close = async (): Promise<void> => {
    await iterator.return?.();
  };
  for (;;) {
    const next = Promise.resolve<IteratorResult<unknown, unknown>>(iterator.next());
    const { done, value } = await withinTime(next, ms, () => {
      // Once it goes on, it has nobody to give its rows to.
      close().catch(() => undefined);
      return tooLate();
    });
    if (done === true) return;
    let isTaken = false;
    try {
      yield value;
      isTaken = true;
    } finally {
      if (!isTaken) await close();
    }
  }
}
