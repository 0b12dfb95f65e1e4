import type { PayoutReviewReason } from 'nestjs-lianlian';

import { mayStillEnd } from '../orders/call-time.js';
import type { PayoutAccount } from './supplier.js';

/** Where a payout stands. */
export type PayoutStatus =
  /** Noted, and on its way to LianLian. No earlier try of it can have paid. */
  | 'new'
  /** No response that says anything came. LianLian may have it, or not. */
  | 'unknown'
  /** A call ended in an error that says that nothing was done. That is an error's word, and not LianLian's of the payout. */
  | 'refused'
  /** LianLian has no record of it, and it is too late for one to appear. A person sends it again, or gives it up. */
  | 'missing'
  /** LianLian holds it back until a person has confirmed it. Nothing was paid. */
  | 'under-review'
  /** A person confirmed it, and LianLian's word on that has not come. */
  | 'confirming'
  /** LianLian has it. */
  | 'accepted'
  /** The ends, by LianLian's own word. What is paid may still be returned by the bank. */
  | 'paid'
  | 'failed'
  | 'returned'
  | 'closed'
  /** LianLian has no record of it, and the shop never sends it again. */
  | 'not-made';

/** Nothing more is to come of these, unless LianLian says something else of them. */
export const ENDED: readonly PayoutStatus[] = ['paid', 'failed', 'returned', 'closed', 'not-made'];

/** What may be sent again: the same number, and the very same fields. */
const REPEATABLE: readonly PayoutStatus[] = ['refused', 'missing'];

/** Codes of a payout that failed before a bank heard of it. LianLian takes the same one again, unchanged. */
const FAILED_EARLY: readonly string[] = ['4103', '4104', '9104'];

/** The balance is too low. */
export const TOO_LITTLE_BALANCE = '9104';

/** How long LianLian may take until it has a record of what it was sent. Before, "no such payout" is not final. */
const RECORDED_MS = 30 * 60_000;
/** How long LianLian holds a payout back before it closes it. */
const REVIEW_MS = 24 * 3_600_000;

/** Money that leaves, to a supplier. */
export interface Payout {
  /** Its number: stored before LianLian hears of it, and the same in every try. Another number would be paid, too. */
  readonly no_order: string;
  /** `dt_order` of every try. In whole seconds: LianLian knows no others. */
  readonly createdAt: Date;
  readonly supplier: string;
  /** As it was when the payout was made, for every try: the supplier may have another one by then. */
  readonly account: PayoutAccount;
  readonly money_order: string;
  /** What it is for: `info_order` of every try. */
  readonly info_order: string;
  /** What the receiver's bank may show, in every try. */
  readonly memo: string;
  /** Where LianLian posts the result, in every try: the shop may be elsewhere by then, and its query tells, too. */
  readonly notify_url: string | undefined;
  readonly status: PayoutStatus;
  /** When it was sent last. */
  readonly appliedAt: Date;
  /** Since when a call that pays is under way; undefined where none is. */
  readonly calledAt?: Date | undefined;
  /** When LianLian said last that it has no record of it. */
  readonly notFoundAt?: Date | undefined;
  readonly oid_paybill?: string | undefined;
  /** Why LianLian holds it back, where it said so. */
  readonly review?: PayoutReviewReason | undefined;
  /** Lets go what LianLian holds back. Secret, and kept no longer than that. */
  readonly confirm_code?: string | undefined;
  /** LianLian's code of the error that ended the last call. */
  readonly ret_code?: string | undefined;
  /** Why it stands so, in LianLian's words or an error's. */
  readonly reason?: string | undefined;
  /** When the shop heard that it is paid. */
  readonly paidAt?: Date | undefined;
  readonly version: number;
}

export function hasEnded({ status }: Pick<Payout, 'status'>): boolean {
  return ENDED.includes(status);
}

/** Whether a call that pays is under way, in this process or another one. */
export function isCallOpen({ calledAt }: Payout): boolean {
  return calledAt !== undefined && mayStillEnd(calledAt);
}

/** Whether the same payout may be sent once more. */
export function mayBeSentAgain(payout: Payout): boolean {
  return REPEATABLE.includes(payout.status) && !isCallOpen(payout);
}

/** Whether a person can let it go now. */
export function mayBeConfirmed({ status, confirm_code }: Payout): boolean {
  return status === 'under-review' && confirm_code !== undefined;
}

/** Whether it failed before a bank heard of it: LianLian's query calls it failed, and LianLian takes it again. */
export function failedEarly({ status, ret_code }: Payout): boolean {
  return status === 'refused' && isEarlyFailure(ret_code);
}

/** Whether LianLian's code says that the payout which was sent failed before a bank heard of it. */
export function isEarlyFailure(ret_code = ''): boolean {
  return FAILED_EARLY.includes(ret_code);
}

/** From when on LianLian's "no such payout" is final. */
export function finalFrom({ appliedAt }: Payout): Date {
  return new Date(appliedAt.getTime() + RECORDED_MS);
}

/** Until when a payout under review can be confirmed. */
export function confirmableUntil({ appliedAt }: Payout): Date {
  return new Date(appliedAt.getTime() + REVIEW_MS);
}
