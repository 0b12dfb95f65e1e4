import { SandboxError } from '../common/sandbox-error.js';
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
  const newest = found.at(-1);
  if (newest === undefined)
    throw SandboxError.said(
      404,
      `the sandbox has no payout ${no_order}; it has ${listed(book.all()) || 'none'}`,
      `沙箱中没有代付 ${no_order}；现有：${listed(book.all()) || '无'}`,
    );
  if (found.some((entry) => entry.oid_partner !== newest.oid_partner)) {
    throw SandboxError.said(
      409,
      `several merchants have a payout ${no_order}: name its oid_partner (${listed(found)})`,
      `多个商户都有代付 ${no_order}：请指明 oid_partner（${listed(found)}）`,
    );
  }
  return newest;
}

function listed(entries: readonly PayoutEntry[]): string {
  return entries
    .slice(-20)
    .map(({ no_order, oid_partner, result_pay }) => `${no_order} (${oid_partner}, ${result_pay})`)
    .join(', ');
}
