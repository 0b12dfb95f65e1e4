import type { Mutant } from './mutants.js';

/** Faults by which the same number in another currency passes for the same amount. */
export const CURRENCY_MUTANTS: readonly Mutant[] = [
  {
    name: 'the currency is not compared',
    file: 'notifications/handle/check-expected.ts',
    find: 'if (currencyOf(notified) !== currencyOf(expected))',
    replace: "if (currencyOf(notified) === '')",
  },
  {
    name: 'an amount that names no currency is in dollars',
    file: 'common/currency.ts',
    find: 'return isBlank(currency_order) ? YUAN : currency_order;',
    replace: "return isBlank(currency_order) ? 'USD' : currency_order;",
  },
  {
    name: 'a copy in another currency is a copy',
    file: 'notifications/handle/claim-of.ts',
    find: "return currency === YUAN ? '' : ",
    replace: "return currency !== '' ? '' : ",
  },
  {
    name: 'a query in another currency confirms',
    file: 'common/currency.ts',
    find: ' && currencyOf(one) === currencyOf(other);',
    replace: ';',
  },
];
