import { keyCases } from './inbox-conformance/key-cases.js';
import { endedTransactionCases, takesStatements } from './inbox-conformance/ended-transaction-cases.js';
import { givenUpCases, leaseCases } from './inbox-conformance/limit-cases.js';
import { busyCases, onceCases } from './inbox-conformance/once-cases.js';
import type {
  ConformanceTransactions,
  InboxConformanceCase,
  InboxConformanceOptions,
} from './inbox-conformance/options.js';
import { restartCases } from './inbox-conformance/restart-cases.js';
import { type StoreCase, StoreUnderTest } from './inbox-conformance/store-under-test.js';
import { noTransactionsCase, transactionCases } from './inbox-conformance/transaction-cases.js';

export type {
  ConformanceTransactions,
  InboxConformanceCase,
  InboxConformanceOptions,
} from './inbox-conformance/options.js';

/**
 * What every `NotificationInbox` must do, as test cases for a store of your own: races, failures, keys,
 * outcomes, limits and, where the store has them, restarts and transactions. Works in any test runner.
 *
 * @example
 * describe('MyInbox', () => {
 *   for (const { name, run } of inboxConformance({
 *     open: () => MyInbox.connect(url),
 *     close: (inbox) => (inbox as MyInbox).close(),
 *     durable: true,
 *   })) {
 *     it(name, run);
 *   }
 * });
 */
export function inboxConformance<Transaction = unknown>(
  options: InboxConformanceOptions<Transaction>,
): readonly InboxConformanceCase[] {
  const { durable = false, tellsBusy = true, givesUp = true, transactions } = options;
  const cases = [
    ...onceCases,
    ...keyCases,
    ...(tellsBusy ? [...busyCases, ...leaseCases] : []),
    ...(givesUp ? givenUpCases : []),
    ...(durable ? restartCases : []),
    ...(transactions === undefined ? [noTransactionsCase] : casesOf(transactions)),
  ];
  return cases.map(({ name, run }) => ({
    name,
    run: async () => {
      const store = new StoreUnderTest(options);
      try {
        await run(store);
      } finally {
        await store.close();
      }
    },
  }));
}

function casesOf<Transaction>(transactions: ConformanceTransactions<Transaction>): readonly StoreCase[] {
  const cases = transactionCases(transactions);
  return takesStatements(transactions) ? [...cases, ...endedTransactionCases(transactions)] : cases;
}
