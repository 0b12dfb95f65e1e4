import type { PayoutReviewReason } from 'nestjs-lianlian';

import type { PayoutRow } from '../database/shop-tables.js';
import type { Payout, PayoutStatus } from './payout.js';
import type { PayoutAccount } from './supplier.js';

/** A payout as the table keeps it. */
export function rowOf(payout: Payout): PayoutRow {
  return {
    no_order: payout.no_order,
    created_at: payout.createdAt,
    supplier: payout.supplier,
    account: JSON.stringify(payout.account),
    money_order: payout.money_order,
    info_order: payout.info_order,
    memo: payout.memo,
    notify_url: payout.notify_url ?? null,
    status: payout.status,
    applied_at: payout.appliedAt,
    called_at: payout.calledAt ?? null,
    not_found_at: payout.notFoundAt ?? null,
    oid_paybill: payout.oid_paybill ?? null,
    review: payout.review ?? null,
    confirm_code: payout.confirm_code ?? null,
    ret_code: payout.ret_code ?? null,
    reason: payout.reason?.slice(0, 500) ?? null,
    paid_at: payout.paidAt ?? null,
    version: payout.version,
  };
}

/** The payout of a row. What the columns hold, `rowOf` wrote. */
export function payoutOfRow(row: PayoutRow): Payout {
  return {
    no_order: row.no_order,
    createdAt: row.created_at,
    supplier: row.supplier,
    account: JSON.parse(row.account) as PayoutAccount,
    money_order: row.money_order,
    info_order: row.info_order,
    memo: row.memo,
    notify_url: row.notify_url ?? undefined,
    status: row.status as PayoutStatus,
    appliedAt: row.applied_at,
    calledAt: row.called_at ?? undefined,
    notFoundAt: row.not_found_at ?? undefined,
    oid_paybill: row.oid_paybill ?? undefined,
    review: (row.review as PayoutReviewReason | null) ?? undefined,
    confirm_code: row.confirm_code ?? undefined,
    ret_code: row.ret_code ?? undefined,
    reason: row.reason ?? undefined,
    paidAt: row.paid_at ?? undefined,
    version: row.version,
  };
}
