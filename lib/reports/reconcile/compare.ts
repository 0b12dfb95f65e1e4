import { type SidedEntry, didMoneyMove } from './entries.js';
import type { ExpectedEntry, ReportDifference, ReportedEntry } from './reconciliation.types.js';
import type { Tally } from './tally.js';

interface Pair {
  reported?: ReportedEntry;
  expected?: ExpectedEntry;
}

/** The differences among entries, by kind and number. Both entries of each number are held at once, and no others. */
export async function* compareEntries(
  batches: AsyncIterable<readonly SidedEntry[]> | Iterable<readonly SidedEntry[]>,
  tally: Tally,
): AsyncGenerator<ReportDifference, void> {
  const pairs = new Map<string, Pair>();
  for await (const batch of batches) {
    for (const item of batch) {
      const key = matchingKey(item);
      let pair = pairs.get(key);
      if (pair === undefined) pairs.set(key, (pair = {}));
      if (item.side === 'report') {
        if (pair.reported === undefined) pair.reported = item.entry;
        else yield { type: 'duplicate-in-report', reported: item.entry };
      } else if (pair.expected === undefined) pair.expected = item.entry;
      else yield { type: 'duplicate-in-app', expected: item.entry };
    }
  }
  for (const pair of pairs.values()) yield* differencesOf(pair, tally);
}

/** What both sides are matched by. A refund may have the number of an order. */
export function matchingKey({ entry: { kind, number } }: SidedEntry): string {
  return `${kind}/${number}`;
}

function* differencesOf({ reported, expected }: Pair, tally: Tally): Generator<ReportDifference, void> {
  if (expected === undefined) {
    if (reported !== undefined) yield { type: 'missing-in-app', reported };
    return;
  }
  const moved = didMoneyMove(expected);
  if (reported === undefined) {
    if (moved) yield { type: 'missing-in-report', expected };
    else tally.countUnpaid();
    return;
  }
  const problems: ('amount-different' | 'status-different' | 'transaction-different')[] = [];
  const isSameAmount =
    reported.amountFen === expected.amountFen && reported.currency_order === expected.currency_order;
  if (!isSameAmount) problems.push('amount-different');
  if (!moved) problems.push('status-different');
  if (isOther(reported.oid_paybill, expected.oid_paybill) || isOther(reported.no_order, expected.no_order)) {
    problems.push('transaction-different');
  }
  if (problems.length === 0) tally.countMatched();
  for (const type of problems) yield { type, expected, reported };
}

/** What the app doesn't know is not compared. */
function isOther(reported: string | undefined, expected: string | undefined): boolean {
  return expected !== undefined && reported !== expected;
}
