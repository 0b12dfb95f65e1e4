import { readOptions } from '../common/options/read-options.js';
import { barCases } from './inbox-conformance/bar-cases.js';
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

const OPTIONS = [
  ...(['open', 'close', 'durable', 'restart', 'leaseMs'] as const),
  ...(['tellsBusy', 'givesUp', 'transactions'] as const),
] satisfies (keyof InboxConformanceOptions)[];

/**
 * What every `NotificationInbox` must do, as test cases for a store of your own: races, failures, keys,
 * outcomes, limits and, where the store has them, restarts and transactions. Works in any test runner.
 *
 * @throws LianlianConfigError for an option that is misspelt or of another type
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
  checkOptions(options);
  const { durable = false, tellsBusy = true, givesUp = true, transactions } = options;
  const cases = [
    ...onceCases,
    ...keyCases,
    ...barCases,
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

/** A misspelt `durable` would leave its cases out, and the suite would pass. */
function checkOptions(options: object): void {
  readOptions(
    options,
    { of: 'inboxConformance', known: OPTIONS, headline: 'The suite has no cases:' },
    (reader) => {
      reader.checkFunction('open', true);
      reader.checkFunction('close');
      reader.checkFunction('restart');
      reader.flag('durable', false);
      reader.flag('tellsBusy', true);
      reader.flag('givesUp', true);
      reader.positiveInteger('leaseMs', undefined);
      const given = reader.value('transactions');
      if (given === undefined) return;
      // They may be an object of a class, with fields of its own.
      const transactions = reader.group('transactions', Object.keys(Object(given) as object));
      transactions.checkFunction('write', true);
      transactions.checkFunction('count', true);
    },
  );
}

function casesOf<Transaction>(transactions: ConformanceTransactions<Transaction>): readonly StoreCase[] {
  const cases = transactionCases(transactions);
  return takesStatements(transactions) ? [...cases, ...endedTransactionCases(transactions)] : cases;
}
