import { SandboxError } from '../common/sandbox-error.js';
import type { Ledger, LedgerEntry } from './ledger.js';

/** Tells orders of the same number apart. */
export interface WhichOrder {
  /** The merchant, where several have an order of that number. */
  readonly oid_partner?: string | undefined;
  /** The order's time; by default the newest order is meant. */
  readonly dt_order?: string | undefined;
}

/**
 * The order that a test or a person means.
 *
 * @param no_order the shop's number, or LianLian's
 * @throws SandboxError that lists the orders there are, if there is none or several merchants have one
 */
export function findOrder(ledger: Ledger, no_order: string, which: WhichOrder): LedgerEntry {
  const found = ledger
    .all()
    .filter(
      (entry) =>
        (entry.no_order === no_order || entry.oid_paybill === no_order) &&
        (which.oid_partner === undefined || entry.oid_partner === which.oid_partner) &&
        (which.dt_order === undefined || entry.dt_order === which.dt_order),
    );
  const newest = found.at(-1);
  if (newest === undefined)
    throw new SandboxError(404, `the sandbox has no order ${no_order}; it has ${listed(ledger.all())}`);
  if (found.some((entry) => entry.oid_partner !== newest.oid_partner)) {
    throw new SandboxError(
      409,
      `several merchants have an order ${no_order}: name its oid_partner (${listed(found)})`,
    );
  }
  return newest;
}

function listed(entries: readonly LedgerEntry[]): string {
  if (entries.length === 0) return 'none';
  return entries
    .slice(-20)
    .map((entry) => `${entry.no_order} (${entry.oid_partner}, ${entry.dt_order}, ${entry.result_pay})`)
    .join(', ');
}
