import { SandboxError } from '../common/sandbox-error.js';
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
  const newest = found.at(-1);
  if (newest === undefined)
    throw SandboxError.said(
      404,
      `the sandbox has no order ${no_order}; it has ${listed(ledger.all()) || 'none'}`,
      `沙箱中没有订单 ${no_order}；现有：${listed(ledger.all()) || '无'}`,
    );
  if (found.some((entry) => entry.oid_partner !== newest.oid_partner)) {
    throw SandboxError.said(
      409,
      `several merchants have an order ${no_order}: name its oid_partner (${listed(found)})`,
      `多个商户都有订单 ${no_order}：请指明 oid_partner（${listed(found)}）`,
    );
  }
  return newest;
}

function listed(entries: readonly LedgerEntry[]): string {
  return entries
    .slice(-20)
    .map((entry) => `${entry.no_order} (${entry.oid_partner}, ${entry.dt_order}, ${entry.result_pay})`)
    .join(', ');
}
