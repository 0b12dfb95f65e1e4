import { chinaTime } from '../common/china-time.js';
import type { HistoryWhat } from '../contract.js';
import { yuanAt } from '../orders/exchange-rates.js';
import { isTaken, type LedgerEntry } from '../orders/ledger.js';
import type { FoundRefund } from '../orders/refund-book.js';
import type { PayoutEntry } from '../payouts/payout.js';
import type { SandboxServices } from '../services.js';
import { type BookRow, inYuan, NO_FEE } from './book-row.js';
import { BALANCE_METHOD, methodName, productName } from './report-names.js';

/** Whose rows, and of which time. */
export interface BookPeriod {
  readonly oid_partner: string;
  /** `yyyyMMdd` or `yyyyMM`: a row belongs to it whose `settle_date` begins so. */
  readonly date: string;
}

/**
 * What LianLian settles in that time, in the order in which it came to pass: payments that succeeded, refunded later or not;
 * refunds that succeeded; payouts that were paid. What failed, is under way, or is only held on a card is in no report, nor is a
 * payout that was returned on its own day. The return of a later day has no row in LianLian's documents, and none here.
 */
export function bookRows({ ledger, refundBook, payoutBook }: SandboxServices, period: BookPeriod): BookRow[] {
  const isOfPeriod = ({ settle_date }: { readonly settle_date?: string | undefined }): boolean =>
    settle_date?.startsWith(period.date) === true;
  const isOfMerchant = ({ oid_partner }: { readonly oid_partner: string }): boolean =>
    oid_partner === period.oid_partner;
  const payments = ledger.all().filter((entry) => isOfMerchant(entry) && isOfPeriod(entry) && isTaken(entry));
  const refunds = refundBook
    .all()
    .filter(({ entry, refund }) => isOfMerchant(entry) && refund.sta_refund === '2' && isOfPeriod(refund));
  const payouts = payoutBook
    .all()
    .filter((entry) => isOfMerchant(entry) && isOfPeriod(entry) && hasLeft(entry));
  return [...payments.map(paymentRow), ...refunds.map(refundRow), ...payouts.map(payoutRow)].sort((a, b) =>
    a.dt_update < b.dt_update ? -1 : Number(a.dt_update > b.dt_update),
  );
}

/** The row of a payment. Of an order that was not paid, the row that it would have. */
export function paymentRow(entry: LedgerEntry): BookRow {
  const { no_order, oid_partner, dt_order, oid_paybill, busi_partner = '', info_order = '' } = entry;
  const { capturedAmount, money_order, currency_order, settlement } = entry;
  const money = capturedAmount ?? money_order;
  return {
    kind: 'payment',
    ...{ no_order, oid_partner, dt_order, busi_partner, oid_paybill, info_order },
    settle_date: entry.settle_date ?? '',
    ...inYuan(money),
    ...(currency_order === undefined ? {} : { currency_order, currency_settle: currency_order }),
    ...settlement,
    transaction_status: '0',
    dt_update: timeOf(entry, ['paid', 'captured']),
    transaction_fee: NO_FEE,
    pay_product: productName(entry.api),
    pay_type: methodName(entry),
  };
}

/** The row of a refund, in the names and the currencies of its order. */
export function refundRow({ entry, refund }: FoundRefund): BookRow {
  const { no_refund, dt_refund, money_refund, settle_date = '' } = refund;
  const { settlement } = entry;
  const money = `-${money_refund}`;
  const paid =
    settlement === undefined ? {} : { money_pay: `-${yuanAt(money_refund, settlement.exchange_rate)}` };
  return {
    ...paymentRow(entry),
    kind: 'refund',
    no_order: no_refund,
    oid_paybill: entry.no_order,
    dt_order: dt_refund,
    settle_date,
    ...{ money_order: money, money_pay: money, money_settle: money },
    ...paid,
    transaction_status: '5',
    dt_update: refundedAt(entry, no_refund) ?? dt_refund,
  };
}

function payoutRow(entry: PayoutEntry): BookRow {
  const { no_order, oid_partner, dt_order, money_order, history } = entry;
  const paid = history.find(({ what }) => what === 'paid');
  return {
    kind: 'payout',
    ...{ no_order, oid_partner, dt_order },
    busi_partner: '',
    oid_paybill: entry.oid_paybill ?? '',
    settle_date: entry.settle_date ?? '',
    ...inYuan(money_order),
    transaction_status: '0',
    dt_update: paid === undefined ? dt_order : chinaTime(paid.at),
    transaction_fee: NO_FEE,
    pay_product: productName(entry.api),
    pay_type: BALANCE_METHOD,
    info_order: entry.info_order ?? '',
  };
}

/** Whether a payout had left the merchant's account when its day ended. */
function hasLeft({ history, settle_date = '' }: PayoutEntry): boolean {
  const returned = history.find(({ what }) => what === 'returned');
  return returned === undefined || chinaTime(returned.at).slice(0, 8) > settle_date;
}

/** When something last happened to an order; where it never did, when it was ordered. */
function timeOf({ history, dt_order }: LedgerEntry, whats: readonly HistoryWhat[]): string {
  const found = history.findLast(({ what }) => whats.includes(what));
  return found === undefined ? dt_order : chinaTime(found.at);
}

/** When a refund succeeded. */
function refundedAt({ history }: LedgerEntry, no_refund: string): string | undefined {
  const found = history.find((each) => each.what === 'refunded' && each.no_refund === no_refund);
  return found && chinaTime(found.at);
}
