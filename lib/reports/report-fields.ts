import type { ReportEdition } from './report-row.js';

/** The columns of one line as text, trimmed, under the same names in both editions. */
export interface ReportFields {
  readonly edition: ReportEdition;
  /** The number of the order, or of the refund. */
  readonly no_order: string;
  readonly oid_partner: string;
  readonly dt_order: string;
  readonly busi_partner: string;
  /** The transaction, or a refund's order. */
  readonly oid_paybill: string;
  readonly settle_date: string;
  readonly money_order: string;
  /** Which way the money went; only in the edition `comma`. */
  readonly flag_receive_money: string | undefined;
  readonly status: string;
  readonly dt_update: string;
  readonly fee: string;
  readonly pay_product: string;
  readonly pay_type: string;
  readonly info_order: string;
  readonly foreign: ForeignFields | undefined;
}

/** Columns of the edition `pipe` alone. */
export interface ForeignFields {
  readonly currency_order: string;
  readonly currency_pay: string;
  readonly money_pay: string;
  readonly currency_settle: string;
  readonly money_settle: string;
  readonly exchange_rate: string;
}

/** Column names as the editions differ in them: for errors, which name a column as the file's document does. */
export const COLUMN_NAMES = {
  comma: { status: 'payment_status', fee: 'fee', pay_product: 'payment product', pay_type: 'payment method' },
  pipe: {
    status: 'transaction_status',
    fee: 'transaction_fee',
    pay_product: 'pay_product',
    pay_type: 'pay_type',
  },
} as const;
