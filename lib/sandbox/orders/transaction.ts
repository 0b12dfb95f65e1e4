import type { HistoryWhat } from '../contract.js';
import type { SandboxSettlement } from '../contract.js';

/**
 * The result of a payment, as the queries name it. `REFUND` is a payment that was refunded in full, or a cancelled
 * authorization.
 */
export type ResultPay = 'WAITING' | 'PROCESSING' | 'SUCCESS' | 'FAILURE' | 'REFUND';

/** What a request says about its order, beside the key. */
export interface OrderDetails {
  /** Id of the API that placed it. */
  readonly api: string;
  readonly user_id: string;
  readonly name_goods: string;
  readonly notify_url: string;
  /** What is sold, in a number of LianLian's. */
  readonly busi_partner?: string | undefined;
  readonly info_order?: string | undefined;
  /** `url_return`, or `return_url` of aggregate.direct. */
  readonly url_return?: string | undefined;
  /** The request's `pay_type`. */
  readonly pay_type?: string | undefined;
  readonly bank_code?: string | undefined;
}

/** What identifies an order: a request with another time or amount is another order. */
export interface OrderKey {
  readonly oid_partner: string;
  readonly no_order: string;
  readonly dt_order: string;
  /** With two decimals. */
  readonly money_order: string;
  /** The currency of `money_order`. Only orders of `exchange.apply` name one: all others are in yuan. */
  readonly currency_order?: string | undefined;
}

/** Where a refund stands: initialized, processing, succeeded, failed. */
export type SandboxRefundStatus = '0' | '1' | '2' | '3';

/** A refund of a paid order, or of a captured authorization. */
export interface Refund {
  readonly no_refund: string;
  readonly dt_refund: string;
  /** With two decimals, in the currency of the order. */
  readonly money_refund: string;
  /** LianLian's number, 16 digits. */
  readonly oid_refundno: string;
  readonly sta_refund: SandboxRefundStatus;
  /** Of a refund that succeeded. */
  readonly settle_date?: string | undefined;
  readonly notify_url: string;
  /** Only cross-border refunds have this and what follows. */
  readonly money_foreign_refund?: string | undefined;
  readonly rate_id?: string | undefined;
  readonly rate?: string | undefined;
  readonly exchange_bankcode?: string | undefined;
}

/** Something that happened to an order. */
export interface HistoryEntry {
  /** On the sandbox's clock. */
  readonly at: Date;
  readonly what: HistoryWhat;
  /** An amount, a number or a reason. */
  readonly detail?: string | undefined;
  /** The refund that it is about, if it is about one. */
  readonly no_refund?: string | undefined;
}

/** An order and its state. `card_no` is masked; `no_agree` is not, because tests pay with it. */
export interface Transaction extends OrderKey, OrderDetails {
  /** LianLian's number, 16 digits. */
  readonly oid_paybill: string;
  readonly result_pay: ResultPay;
  /** The money is reserved, not taken (`pay_type` F). False again after it was captured or cancelled. */
  readonly authorization: boolean;
  /** How much of an authorization was captured. With two decimals. */
  readonly capturedAmount?: string | undefined;
  /** The authorization was cancelled: `result_pay` is `REFUND`. */
  readonly isCancelled?: boolean | undefined;
  readonly closesAt: Date;
  readonly settle_date?: string | undefined;
  /** Of an order in a foreign currency that was paid. */
  readonly settlement?: SandboxSettlement | undefined;
  /** How it was paid: the `pay_type` of responses and notifications. */
  readonly paid_by?: string | undefined;
  readonly card_no?: string | undefined;
  readonly no_agree?: string | undefined;
  /** Why it failed. */
  readonly memo?: string | undefined;
  readonly refunds: readonly Refund[];
  /** Oldest first. */
  readonly history: readonly HistoryEntry[];
}
