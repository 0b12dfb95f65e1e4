import type { PayoutRefusalCode, PayoutWhat, ReviewCode } from '../contract.js';
import type { PayoutFate } from '../scenarios/payout-faults.js';

/**
 * Where a payout stands, as `payouts.query` names it: `CHECK` is under review and wants a confirmation, `CLOSED` was
 * never confirmed, `CANCEL` was returned by the bank after a success.
 */
export type SandboxPayoutResult = 'CHECK' | 'PROCESSING' | 'SUCCESS' | 'FAILURE' | 'CANCEL' | 'CLOSED';

/** The review of a payout, which a person ends with the code. */
export interface PayoutReview {
  readonly ret_code: ReviewCode;
  /** Six digits. */
  readonly confirm_code: string;
  /** How often a wrong code came. */
  readonly wrongCodes: number;
  readonly closesAt: Date;
}

/** Something that happened to a payout. */
export interface PayoutHistoryEntry {
  /** On the sandbox's clock. */
  readonly at: Date;
  readonly what: PayoutWhat;
  /** An amount, a code, a number or a reason. */
  readonly detail?: string | undefined;
}

/** What a request says about its payout. Of the receiver's card only a masked number is kept. */
interface PayoutDetails {
  readonly oid_partner: string;
  readonly no_order: string;
  readonly dt_order: string;
  /** With two decimals. */
  readonly money_order: string;
  /** `0` a person's card, `1` a business's account. */
  readonly flag_card: string;
  /** Masked. */
  readonly card_no: string;
  readonly bank_code?: string | undefined;
  readonly info_order?: string | undefined;
  /** What the receiver is told. */
  readonly memo?: string | undefined;
  readonly notify_url: string;
}

/** A payout and its state. */
export interface Payout extends PayoutDetails {
  /** Id of the API that applied for it. */
  readonly api: string;
  /** LianLian's number, 16 digits. None while it is under review, and none if it was refused or closed. */
  readonly oid_paybill?: string | undefined;
  readonly result_pay: SandboxPayoutResult;
  readonly appliedAt: Date;
  /** Kept after the review ended. */
  readonly review?: PayoutReview | undefined;
  /** Of one that failed before a bank heard of it. */
  readonly refusedWith?: PayoutRefusalCode | undefined;
  readonly settle_date?: string | undefined;
  /** Why it failed. */
  readonly reason?: string | undefined;
  /** Oldest first. */
  readonly history: readonly PayoutHistoryEntry[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A payout that can be changed: the book's own. */
export interface PayoutEntry extends Mutable<Omit<Payout, 'history'>> {
  readonly history: PayoutHistoryEntry[];
  /** The same for the same account, and for no other. */
  readonly cardFingerprint: string;
  readonly nameFingerprint: string;
  /** Of every field that was sent: the same number may come again only with the same ones. */
  readonly fieldsFingerprint: string;
  fate?: PayoutFate | undefined;
  /** From when on the query finds it; at once by default. */
  recordAt?: Date | undefined;
  /** When it goes on by itself: is closed, ends, or is returned. */
  due?: Date | undefined;
}

/** A payout that LianLian has given a number: the only ones that are notified. */
export type NumberedPayout = PayoutEntry & { readonly oid_paybill: string };

/** Whether LianLian has given it a number. */
export function isNumbered(entry: PayoutEntry): entry is NumberedPayout {
  return entry.oid_paybill !== undefined;
}

/** A copy of a payout as it is now. */
export function payoutSnapshot(entry: PayoutEntry): Payout {
  const {
    cardFingerprint: _,
    nameFingerprint: __,
    fieldsFingerprint: ___,
    fate: ____,
    recordAt: _____,
    due: ______,
    ...payout
  } = entry;
  return { ...payout, history: [...entry.history] };
}
