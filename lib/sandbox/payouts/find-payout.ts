import { newestOf } from '../common/newest-of.js';
import type { PayoutEntry } from './payout.js';
import type { PayoutBook } from './payout-book.js';

/**
 * The payout of a number.
 *
 * @param no_order the shop's number, or LianLian's
 * @throws SandboxError for an unknown number, with the known ones, and for a number that several merchants used
 */
export function findPayout(book: PayoutBook, no_order: string, oid_partner?: string): PayoutEntry {
  const found = book
    .numbered(no_order)
    .filter((entry) => oid_partner === undefined || entry.oid_partner === oid_partner);
  return newestOf(found, {
    ...{ no_order, en: 'payout', zh: '代付', all: () => book.all() },
    named: (entry) => `${entry.no_order} (${entry.oid_partner}, ${entry.result_pay})`,
  });
}
