import { ConflictException } from '@nestjs/common';
import type { PayoutReviewReason } from 'nestjs-lianlian';

import { inWords } from '../language/text.js';
import {
  hasEnded,
  isCallOpen,
  mayBeConfirmed,
  mayBeSentAgain,
  type Payout,
  type PayoutStatus,
} from './payout.js';

/** LianLian's own word of a payout: its response's, its notification's, or that of a query. */
export interface PayoutNews {
  readonly status: 'accepted' | 'under-review' | 'paid' | 'failed' | 'returned' | 'closed';
  readonly oid_paybill?: string | undefined;
  readonly reason?: string | undefined;
  readonly review?: PayoutReviewReason | undefined;
  readonly confirm_code?: string | undefined;
}

/** What an error says of the call that it ended. */
export interface LostCall {
  /** Whether nothing was done, by the error's word. */
  readonly isRefused: boolean;
  readonly reason: string;
  readonly ret_code?: string | undefined;
}

/** A later word of LianLian's counts, but messages come late: of two ends the one counts that undoes the other. */
const ENDS: readonly (readonly PayoutStatus[])[] = [['failed', 'closed'], ['paid'], ['returned']];

/**
 * Notes that the same payout is about to be sent again.
 *
 * @throws ConflictException if it is not known that it may be
 */
export function sentAgain(payout: Payout, now: Date): Payout {
  if (!mayBeSentAgain(payout)) {
    throw new ConflictException(
      inWords({
        zh: `付款 ${payout.no_order} 现在不能重发：可能已在处理。请先向连连查询。`,
        en: `Payout ${payout.no_order} cannot be sent again now: it may be under way. Ask LianLian first.`,
      }),
    );
  }
  // After a refusal no try is left that may have paid.
  const status = payout.status === 'refused' ? 'new' : 'unknown';
  return { ...payout, status, ...nothingSaid, appliedAt: now, calledAt: now };
}

/** Notes that a person lets it go. @throws ConflictException if it is not under review, or somebody confirmed it before */
export function confirmed(payout: Payout, now: Date): Payout {
  if (!mayBeConfirmed(payout)) {
    throw new ConflictException(
      inWords({
        zh: `付款 ${payout.no_order} 已不在待确认状态。请重新打开，查看最新状态。`,
        en: `Payout ${payout.no_order} does not wait for a confirmation any more. Open it again to see where it stands.`,
      }),
    );
  }
  return { ...payout, status: 'confirming', reason: undefined, calledAt: now };
}

/** The call that sent it ended without LianLian's word of the payout. */
export function afterLostSend(payout: Payout, begunAt: Date, lost: LostCall): Payout {
  if (!isCallOf(payout, begunAt)) return payout;
  const { isRefused, reason, ret_code } = lost;
  if (payout.status !== 'new' && payout.status !== 'unknown') return { ...payout, calledAt: undefined };
  return { ...payout, status: isRefused ? 'refused' : 'unknown', reason, ret_code, calledAt: undefined };
}

/**
 * The call that confirmed it ended without LianLian's word. Only what was never sent is known: every other error leaves
 * open whether the confirmation arrived.
 */
export function afterLostConfirmation(
  payout: Payout,
  begunAt: Date,
  lost: { readonly isNotSent: boolean; readonly reason: string },
): Payout {
  if (!isCallOf(payout, begunAt)) return payout;
  if (payout.status !== 'confirming') return { ...payout, calledAt: undefined };
  const status = lost.isNotSent ? 'under-review' : 'confirming';
  return { ...payout, status, reason: lost.reason, calledAt: undefined };
}

/** Ends what LianLian said since then that it does not have. Whatever else has become of it stays. */
export function givenUp(payout: Payout, since: Date): Payout {
  const { status, notFoundAt } = payout;
  const isMissing = status === 'missing' && notFoundAt !== undefined && notFoundAt >= since;
  return isMissing ? { ...payout, status: 'not-made' } : payout;
}

/** What LianLian says of it. An end stands above what is older news by its nature; `returned` stands above all. */
export function afterNews(payout: Payout, news: PayoutNews): Payout {
  if (isOldNews(payout, news)) return payout;
  const { status, oid_paybill = payout.oid_paybill } = news;
  const isHeld = status === 'under-review';
  const reason = news.reason ?? (status === payout.status ? payout.reason : undefined);
  return {
    ...payout,
    ...nothingSaid,
    status,
    reason,
    oid_paybill,
    review: isHeld ? (news.review ?? payout.review) : undefined,
    confirm_code: isHeld ? (news.confirm_code ?? payout.confirm_code) : undefined,
    paidAt: payout.paidAt ?? (status === 'paid' ? new Date() : undefined),
    calledAt: undefined,
  };
}

/** A query found nothing. While a call is under way that is no news. */
export function afterNotFound(payout: Payout, isFinal: boolean, now: Date): Payout {
  if (isCallOpen(payout)) return payout;
  const seen = { ...payout, notFoundAt: now, calledAt: undefined };
  switch (payout.status) {
    case 'refused':
      return isFinal ? { ...seen, status: 'not-made' } : seen;
    case 'new':
    case 'unknown':
    case 'missing':
      return isFinal ? { ...seen, status: 'missing' } : { ...seen, status: 'unknown' };
    default:
      return payout;
  }
}

/**
 * Whether LianLian contradicts itself, or the shop: then more may have been paid than was owed. That a bank returns what
 * was paid is no contradiction, nor that the word of the payment comes after that.
 */
export function contradicts({ status }: Payout, news: PayoutNews): boolean {
  if (!hasEnded({ status }) || !hasEnded(news) || status === news.status) {
    return status === 'not-made' && !hasEnded(news);
  }
  const isReturn = [status, news.status].includes('paid') && [status, news.status].includes('returned');
  const nothingPaid: readonly PayoutStatus[] = ['failed', 'closed', 'not-made'];
  return !isReturn && !(nothingPaid.includes(status) && nothingPaid.includes(news.status));
}

const nothingSaid = { reason: undefined, ret_code: undefined, notFoundAt: undefined } as const;

function isOldNews(payout: Payout, { status, oid_paybill, reason }: PayoutNews): boolean {
  if (payout.status === status && status !== 'under-review') {
    return (
      (oid_paybill ?? payout.oid_paybill) === payout.oid_paybill &&
      (reason ?? payout.reason) === payout.reason
    );
  }
  if (status === 'under-review' && payout.status === 'confirming' && isCallOpen(payout)) return true;
  return rankOf(status) < rankOf(payout.status) || (rankOf(status) === 0 && rankOf(payout.status) === 0);
}

function rankOf(status: PayoutStatus): number {
  return ENDS.findIndex((ends) => ends.includes(status));
}

function isCallOf({ calledAt }: Payout, begunAt: Date): boolean {
  return calledAt?.getTime() === begunAt.getTime();
}
