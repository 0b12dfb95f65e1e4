import type { RefundState } from '../../apis/refund/refund-state.js';
import type { PaymentState } from '../../common/payments/payment-state.js';
import type { ReportExchange, ReportOther, ReportRow } from '../report-row.js';

/** An order as the app knows it. */
export interface AppOrder {
  readonly no_order: string;
  /** Decimal text in `currency_order`, as a database column has it (`'49.9500'` is exact). */
  readonly money_order: string;
  /** Currency of the order, such as `USD`: one of `CURRENCIES`. `CNY` where it is left out. */
  readonly currency_order?: string | undefined;
  /** Default `paid`. An order that is neither `paid`, `refunded` nor `reversed` should be in no report. */
  readonly status?: PaymentState | 'refunded' | undefined;
  /** LianLian's transaction; compared where the app knows it. */
  readonly oid_paybill?: string | undefined;
  /** Shown in differences; not compared. */
  readonly dt_order?: Date | string | undefined;
}

/** A refund as the app knows it. */
export interface AppRefund {
  readonly no_refund: string;
  /** What was refunded, positive: decimal text in `currency_order`. */
  readonly money_refund: string;
  /** Currency of the order that was refunded. `CNY` where it is left out. */
  readonly currency_order?: string | undefined;
  /** Default `succeeded`. A refund in another state should be in no report. */
  readonly status?: RefundState | undefined;
  /** The order that was refunded; compared where the app gives it. */
  readonly no_order?: string | undefined;
  readonly dt_refund?: Date | string | undefined;
}

/** What both sides of a difference have. */
export interface ReconciledEntry {
  readonly kind: 'payment' | 'refund';
  /** The number that both sides are matched by: `no_order` of a payment, `no_refund` of a refund. */
  readonly number: string;
  /** In hundredths of `currency_order`, exact; negative on refunds. */
  readonly amountFen: number;
  readonly currency_order: ReportRow['currency_order'];
}

/** A row of the report, without what reconciling does not need. */
export interface ReportedEntry extends ReconciledEntry {
  /** The line of the file. */
  readonly line: number;
  readonly oid_paybill?: string | undefined;
  /** The order that a refund refunded. */
  readonly no_order?: string | undefined;
  readonly dt_order: string;
  readonly settle_date: string;
  readonly feeFen: number;
  readonly status: ReportRow['status'];
}

/** An order or a refund of the app. */
export interface ExpectedEntry extends ReconciledEntry {
  readonly oid_paybill?: string | undefined;
  readonly no_order?: string | undefined;
  /** As the app gave it; a `Date` becomes `yyyyMMddHHmmss`. */
  readonly dt_order?: string | undefined;
  readonly status: string;
}

/**
 * What a report and the app don't agree on. An order with two problems gives two differences.
 *
 * - `missing-in-report`: the app has it as paid (or refunded), the report hasn't it
 * - `missing-in-app`: the report has it, the app doesn't know it
 * - `amount-different`, `status-different`: both have it, with another amount or currency, or the app not as paid
 * - `transaction-different`: paid by another `oid_paybill`, or a refund of another order
 * - `duplicate-in-report`, `duplicate-in-app`: the number is there again; the first one was compared
 * - `unclear`: a row that is no payment, refund or payout by LianLian's own rules
 */
export type ReportDifference =
  | { readonly type: 'missing-in-report'; readonly expected: ExpectedEntry }
  | { readonly type: 'missing-in-app'; readonly reported: ReportedEntry }
  | {
      readonly type: 'amount-different' | 'status-different' | 'transaction-different';
      readonly expected: ExpectedEntry;
      readonly reported: ReportedEntry;
    }
  | { readonly type: 'duplicate-in-report'; readonly reported: ReportedEntry }
  | { readonly type: 'duplicate-in-app'; readonly expected: ExpectedEntry }
  | { readonly type: 'unclear'; readonly row: ReportOther };

/** Sums over a report, in hundredths of one currency, exact. */
export interface ReportSums {
  /** The currency of the orders, and the one they are settled in: `CNY` in the edition `comma`. */
  readonly currency_order: ReportRow['currency_order'];
  readonly currency_settle: ReportExchange['currency_settle'];
  readonly payments: number;
  readonly paymentFen: bigint;
  readonly refunds: number;
  /** Negative. */
  readonly refundFen: bigint;
  /** Fees of payments less those given back by refunds. */
  readonly feeFen: bigint;
  /**
   * What is left to the merchant: payments and refunds less fees. Undefined where the two currencies differ,
   * because LianLian's documents don't say which of them the fee is in.
   */
  readonly netFen: bigint | undefined;
  /** Settlements and withdrawals, which are neither compared nor part of the other sums. */
  readonly payouts: number;
  readonly payoutFen: bigint;
  readonly payoutFeeFen: bigint;
}

/** A reconciliation in numbers. */
export interface ReconciliationTotals {
  /** Rows of the report, of every kind. */
  readonly rows: number;
  /**
   * Lines that could not be read, and that `onBadLine` took: each is money that is in no sum, so that only with 0 the
   * numbers are those of the whole report. Undefined where the rows are not what `reports.read` returned.
   */
  readonly unreadLines: number | undefined;
  /** The app's orders and refunds. */
  readonly entries: number;
  /** Pairs without any difference. */
  readonly matched: number;
  /** Entries that were not paid and are in no report, as expected. */
  readonly unpaid: number;
  /** How many differences there are of each type. */
  readonly differences: Readonly<Record<ReportDifference['type'], number>>;
  /** One per pair of currencies; of a report without rows none. */
  readonly sums: readonly ReportSums[];
}
