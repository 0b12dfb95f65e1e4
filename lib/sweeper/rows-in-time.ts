import { types } from 'node:util';

import { beforeAbort, withinTime } from '../common/timing/within-time.js';

/** One row, in a box: a generator awaits what it yields, and a row that is a promise may reject. */
interface ListedRow {
  readonly row: unknown;
}

/** How long a list may take for its next row. */
interface RowTime {
  readonly ms: number;
  /** The error of a list that takes longer. */
  readonly tooLate: () => Error;
  /** Ends the wait for a row at once. */
  readonly left: AbortSignal;
}

/**
 * The rows of a list, each within a time: the next round waits for this one, and a list that hangs would end them all.
 *
 * @throws what the list does, and an error where a row does not come in time, or nobody waits for it any more
 */
export async function* rowsInTime(
  list: AsyncIterable<unknown> | Iterable<unknown>,
  { ms, tooLate, left }: RowTime,
): AsyncGenerator<ListedRow, void> {
  // Rows that are promises are awaited one by one: until then nobody would take the rejection of one of the last.
  if (Array.isArray(list)) for (const row of list) if (types.isPromise(row)) row.catch(() => undefined);
  const iterator = Symbol.asyncIterator in list ? list[Symbol.asyncIterator]() : list[Symbol.iterator]();
  const close = async (): Promise<void> => {
    await iterator.return?.();
  };
  for (;;) {
    const next = Promise.resolve<IteratorResult<unknown, unknown>>(iterator.next());
    const { done, value } = await beforeAbort(left, () => withinTime(next, ms, tooLate)).catch(
      (error: unknown) => {
        // Once it goes on, it has nobody to give its rows to.
        close().catch(() => undefined);
        throw error;
      },
    );
    if (done === true) return;
    let isTaken = false;
    try {
      yield { row: value };
      isTaken = true;
    } finally {
      if (!isTaken) await close();
    }
  }
}
