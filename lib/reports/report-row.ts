import type { BusiPartner, OrOther } from '../common/enums.js';
import type { REPORT_METHODS, REPORT_PRODUCTS, ReportMethod, ReportProduct } from './chinese-names.js';

/** `comma`: comma-separated, without a header. `pipe`: separated by ` | `, with a header. */
export type ReportEdition = 'comma' | 'pipe';

/** What every row of a report has. */
export interface ReportRowBase {
  /** The line of the file, counted from 1. */
  readonly line: number;
  readonly edition: ReportEdition;
  readonly oid_partner: string;
  /** When it was ordered, `yyyyMMddHHmmss` as everywhere else; on a refund the refund's own `dt_refund`. */
  readonly dt_order: string;
  /** `dt_order` as a moment. */
  readonly orderedAt: Date;
  /** `''` where the row has none. */
  readonly busi_partner: OrOther<BusiPartner>;
  /** `yyyyMMdd` */
  readonly settle_date: string;
  /** The amount as the file writes it: unpadded, negative on refunds. */
  readonly money_order: string;
  /** `money_order` in fen, exact, with its sign. */
  readonly amountFen: number;
  /** The currency of `money_order`: `CNY` in the edition `comma`. */
  readonly currency_order: OrOther<'CNY'>;
  /** LianLian's status: `0` success, `5` refunded. */
  readonly status: OrOther<'0' | '5'>;
  /** `yyyyMMddHHmmss` */
  readonly dt_update: string;
  /** `dt_update` as a moment. */
  readonly updatedAt: Date;
  /** The fee as the file writes it: `''` is none, negative where a refund gives it back. */
  readonly fee: string;
  /** `fee` in fen, exact, with its sign. */
  readonly feeFen: number;
  /** The payment product's Chinese name. */
  readonly pay_product: OrOther<keyof typeof REPORT_PRODUCTS>;
  /** The same in English; undefined for a name that no document lists. */
  readonly product: ReportProduct | undefined;
  /** The payment method's Chinese name. */
  readonly pay_type: OrOther<keyof typeof REPORT_METHODS>;
  /** The same in English; undefined for a name that no document lists. */
  readonly method: ReportMethod | undefined;
  /** The merchant's own description of the order, commas included. */
  readonly info_order: string;
  /** What only the edition `pipe` has: foreign payments. */
  readonly exchange: ReportExchange | undefined;
}

/** What was paid and settled, and in which currency. Amounts as the file writes them and in hundredths. */
export interface ReportExchange {
  readonly currency_pay: OrOther<'CNY'>;
  readonly money_pay: string;
  readonly payFen: number | undefined;
  readonly currency_settle: OrOther<'CNY'>;
  readonly money_settle: string;
  readonly settleFen: number | undefined;
  /** `''` where there is none. */
  readonly exchange_rate: string;
}

/** A payment that succeeded, refunded later or not. */
export interface ReportPayment extends ReportRowBase {
  readonly kind: 'payment';
  readonly no_order: string;
  readonly oid_paybill: string;
}

/** A refund: its amount, and mostly its fee, are negative. */
export interface ReportRefund extends ReportRowBase {
  readonly kind: 'refund';
  readonly no_refund: string;
  /** The order that was refunded. */
  readonly no_order: string;
}

/** Money that left the merchant's account: a settlement or a withdrawal. */
export interface ReportPayout extends ReportRowBase {
  readonly kind: 'payout';
  readonly no_order: string;
  readonly oid_paybill: string;
}

/** A row that fits none of the documents' rules: another status, or a negative amount that is no refund. */
export interface ReportOther extends ReportRowBase {
  readonly kind: 'other';
  readonly no_order: string;
  readonly oid_paybill: string;
}

/** One row of a daily or monthly report; `kind` tells them apart. */
export type ReportRow = ReportPayment | ReportRefund | ReportPayout | ReportOther;
