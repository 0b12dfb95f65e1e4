import { isBlank } from '../../common/blank.js';
import { currencyOf } from '../../common/currency.js';
import { CURRENCIES } from '../../common/enums.js';
import { fenOf } from '../../common/money.js';
import { formatLianlianTime } from '../../common/time.js';
import { LianlianReportError } from '../../errors/lianlian-report.error.js';
import { reportMessages } from '../report.messages.js';
import type { ReportPayment, ReportRefund } from '../report-row.js';
import type { AppOrder, AppRefund, ExpectedEntry, ReportedEntry } from './reconciliation.types.js';

/** One side's entry on its way to the comparison. */
export type SidedEntry =
  | { readonly side: 'report'; readonly entry: ReportedEntry }
  | { readonly side: 'app'; readonly entry: ExpectedEntry };

/** What reconciling needs of a row. The free text, which may be personal, is not written to disk. */
export function reportedEntry(row: ReportPayment | ReportRefund): ReportedEntry {
  const { line, amountFen, dt_order, settle_date, currency_order, feeFen, status } = row;
  const shared = { line, amountFen, dt_order, settle_date, currency_order, feeFen, status };
  return row.kind === 'refund'
    ? { kind: 'refund', number: row.no_refund, no_order: row.no_order, ...shared }
    : { kind: 'payment', number: row.no_order, oid_paybill: row.oid_paybill, ...shared };
}

/** @throws LianlianReportError if the app's own amount, currency or number is none */
export function expectedEntry(input: AppOrder | AppRefund): ExpectedEntry {
  if ('no_refund' in input) {
    return {
      kind: 'refund',
      number: numberOf(input.no_refund, 'no_refund'),
      amountFen: -fenIn(input.money_refund, 'money_refund'),
      currency_order: currencyIn(input),
      no_order: textOf(input.no_order),
      dt_order: timeOf(input.dt_refund),
      status: input.status ?? 'succeeded',
    };
  }
  return {
    kind: 'payment',
    number: numberOf(input.no_order, 'no_order'),
    amountFen: fenIn(input.money_order, 'money_order'),
    currency_order: currencyIn(input),
    oid_paybill: textOf(input.oid_paybill),
    dt_order: timeOf(input.dt_order),
    status: input.status ?? 'paid',
  };
}

/** Whether money moved by what the app knows, so that a report must have the entry. */
export function didMoneyMove({ kind, status }: ExpectedEntry): boolean {
  if (kind === 'refund') return status === 'succeeded';
  // A refunded order keeps the row of its payment.
  return status === 'paid' || status === 'refunded' || status === 'reversed';
}

function numberOf(value: unknown, field: string): string {
  if (typeof value === 'string' && !isBlank(value)) return value.trim();
  throw new LianlianReportError(reportMessages.appNumber(field));
}

function fenIn(value: unknown, field: string): number {
  const fen = fenOf(value);
  if (fen === undefined || fen < 0) throw new LianlianReportError(reportMessages.appAmount(field));
  return fen;
}

function currencyIn({ currency_order }: AppOrder | AppRefund): string {
  const currency = currencyOf({ currency_order });
  if (CURRENCIES.some((known) => known === currency)) return currency;
  throw new LianlianReportError(reportMessages.appCurrency());
}

function textOf(value: string | null | undefined): string | undefined {
  return isBlank(value) ? undefined : value;
}

function timeOf(time: Date | string | undefined): string | undefined {
  return time instanceof Date ? formatLianlianTime(time) : time;
}
