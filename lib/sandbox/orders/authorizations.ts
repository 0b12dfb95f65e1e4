import { fenOfAmount } from '../common/amount.js';
import { Refusal } from '../data/refusal.js';
import type { LedgerEntry } from './ledger.js';

/**
 * Captures an authorization, in full or in part. The rest is released.
 *
 * @param day the settlement date, `yyyyMMdd`
 * @throws Refusal 5008 where there is no authorization, 2007 for a captured and 2006 for a cancelled one, 7017
 * for more than was authorized
 */
export function capture(entry: LedgerEntry, amount: string, day: string): void {
  assertHeld(entry);
  if ((fenOfAmount(amount) ?? 0n) > fenAuthorized(entry)) throw new Refusal('7017');
  entry.authorization = false;
  entry.capturedAmount = amount;
  entry.settle_date = day;
}

/**
 * Releases the money of an authorization.
 *
 * @throws Refusal 5008 where there is no authorization, 2007 for a captured and 2006 for a cancelled one, 7017
 * for another amount than was authorized
 */
export function cancel(entry: LedgerEntry, amount: string): void {
  assertHeld(entry);
  if (fenOfAmount(amount) !== fenAuthorized(entry)) throw new Refusal('7017');
  entry.authorization = false;
  entry.isCancelled = true;
  entry.result_pay = 'REFUND';
}

/** The status of an authorization, as LianLian's query names it. */
export function authorizationStatus(entry: LedgerEntry, isClosed: boolean, isSmsSent: boolean): string {
  if (isClosed) return '2006';
  if (entry.isCancelled === true) return 'PR14';
  if (entry.capturedAmount !== undefined) return 'PR11';
  if (entry.authorization) return 'PR07';
  if (entry.result_pay === 'PROCESSING') return 'PR09';
  if (entry.result_pay === 'FAILURE') return 'PR10';
  return isSmsSent ? 'PR08' : '2003';
}

function assertHeld(entry: LedgerEntry): void {
  if (entry.isCancelled === true) throw new Refusal('2006');
  if (entry.capturedAmount !== undefined) throw new Refusal('2007');
  if (!entry.authorization) throw new Refusal('5008');
}

function fenAuthorized({ money_order }: LedgerEntry): bigint {
  return fenOfAmount(money_order) ?? 0n;
}
