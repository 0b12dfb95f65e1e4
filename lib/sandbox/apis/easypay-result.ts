import type { LedgerEntry } from '../orders/ledger.js';
import type { Settings } from '../settings.js';

/** How an Easypay response tells the result. The old edition has a name of its own for an authorization. */
export function easypayResult(entry: LedgerEntry, settings: Settings): Record<string, string | undefined> {
  const isOldAuthorization = entry.authorization && settings.edition === 'old';
  return {
    result_pay: isOldAuthorization ? 'APPLY_SUCCESS' : entry.result_pay,
    bank_code: entry.bank_code,
    settle_date: entry.settle_date,
    no_agree: entry.no_agree,
  };
}
