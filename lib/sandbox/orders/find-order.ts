import { newestOf } from '../common/newest-of.js';
import type { Ledger, LedgerEntry } from './ledger.js';

/** Which one, where several orders have the same number. */
export interface WhichOrder {
  /** The merchant's number. Needed where several merchants have an order of that number. */
  readonly oid_partner?: string | undefined;
  /** The order's time. By default the newest order is taken. */
  readonly dt_order?: string | undefined;
}

/**
 * The order of a number, the newest if there are several.
 *
 * @param no_order the shop's number, or LianLian's
 * @throws SandboxError for an unknown number, with the known ones, and for a number that several merchants used
 */
export function findOrder(ledger: Ledger, no_order: string, which: WhichOrder): LedgerEntry {
  const found = ledger
    .numbered(no_order)
    .filter(
      (entry) =>
        (which.oid_partner === undefined || entry.oid_partner === which.oid_partner) &&
        (which.dt_order === undefined || entry.dt_order === which.dt_order),
    );
  return newestOf(found, {
    ...{ no_order, en: 'order', zh: '订单', all: () => ledger.all() },
    named: (entry) => `${entry.no_order} (${entry.oid_partner}, ${entry.dt_order}, ${entry.result_pay})`,
  });
}
