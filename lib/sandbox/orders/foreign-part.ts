import type { LedgerEntry } from './ledger.js';
import { type ExchangeRates, foreignAmount } from './exchange-rates.js';
import type { Refund } from './transaction.js';

const RATE_ID = 'SANDBOX20260101';

/** Bank of China's short code: where the sandbox exchanges money. */
const EXCHANGE_BANK = '01040000';

/** The currency of the payer of an order in yuan: nothing in such an order tells it. */
const PAYERS_CURRENCY = 'USD';

/**
 * The foreign amount of a cross-border refund, and how it was exchanged. An order in a foreign currency is refunded in that
 * currency, at the rate at which it was paid; of an order in yuan the amount is exchanged, and rounded to two decimals.
 */
export function foreignPart(
  { settlement }: LedgerEntry,
  money_refund: string,
  rates: ExchangeRates,
): Pick<Refund, 'money_foreign_refund' | 'rate_id' | 'rate' | 'exchange_bankcode'> {
  const rate = settlement?.exchange_rate ?? rates.of(PAYERS_CURRENCY);
  return {
    money_foreign_refund: settlement === undefined ? foreignAmount(money_refund, rate) : money_refund,
    rate_id: RATE_ID,
    rate,
    exchange_bankcode: EXCHANGE_BANK,
  };
}
