import { amountOfFen } from '../common/amount.js';
import type { Ledger } from '../orders/ledger.js';
import { fenKept } from '../orders/refund-book.js';

const YUAN = 'CNY';

/**
 * What a merchant's payers have paid, without what was refunded of it. LianLian settles it into the balance on the next
 * working day; the sandbox never does, so that a balance changes by payouts alone. What is settled in another currency is no
 * part of it.
 */
export function unsettledOf(oid_partner: string, ledger: Ledger): string {
  const kept = ledger
    .all()
    .filter((entry) => entry.oid_partner === oid_partner && (entry.currency_order ?? YUAN) === YUAN)
    .reduce((sum, entry) => sum + fenKept(entry), 0n);
  return amountOfFen(kept);
}
