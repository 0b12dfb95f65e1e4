import type { LedgerEntry } from '../orders/ledger.js';
import type { SandboxServices } from '../services.js';
import type { Settings } from '../settings.js';

/** The result of a payment in Easypay's responses. The old edition names an authorization `APPLY_SUCCESS`. */
export function easypayResult(entry: LedgerEntry, settings: Settings): Record<string, string | undefined> {
  const isOldAuthorization = entry.authorization && settings.edition === 'old';
  return {
    result_pay: isOldAuthorization ? 'APPLY_SUCCESS' : entry.result_pay,
    bank_code: entry.bank_code,
    settle_date: entry.settle_date,
    no_agree: entry.no_agree,
  };
}

/**
 * What LianLian's real responses have, signed, and its tables lack: whether an SMS code is awaited, and the number of the
 * call.
 */
export function alsoSent(sms_flag: '0' | '1', { ids }: SandboxServices): Record<string, string> {
  return { sms_flag, correlationID: ids.token() };
}
