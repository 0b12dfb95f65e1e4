import { isMerchantNumber } from '../common/merchant-number.js';
import { fenOf } from '../common/money.js';
import { LianlianReportError } from '../errors/lianlian-report.error.js';
import { methodOf, productOf } from './chinese-names.js';
import { COLUMN_NAMES, type ForeignFields, type ReportFields } from './report-fields.js';
import type { ReportExchange, ReportRow, ReportRowBase } from './report-row.js';
import { momentOf, startOfDay } from './report-time.js';
import { reportMessages } from './report.messages.js';

const SUCCESS = '0';
const REFUNDED = '5';
const OUT = '1';

/**
 * The typed row of one line.
 *
 * @throws LianlianReportError naming the column and the rule that it breaks
 */
export function toReportRow(fields: ReportFields, line: number): ReportRow {
  const columns = COLUMN_NAMES[fields.edition];
  const fail = (column: string, rule: string): LianlianReportError =>
    new LianlianReportError(rule, { line, column });

  if (fields.no_order === '') throw fail('no_order', reportMessages.required());
  if (!isMerchantNumber(fields.oid_partner)) throw fail('oid_partner', reportMessages.merchantNumber());
  const orderedAt = momentOf(fields.dt_order);
  if (orderedAt === undefined) throw fail('dt_order', reportMessages.time());
  if (startOfDay(fields.settle_date) === undefined) throw fail('settle_date', reportMessages.day());
  const amountFen = fenOf(fields.money_order);
  if (amountFen === undefined) throw fail('money_order', reportMessages.amount());
  if (fields.status === '') throw fail(columns.status, reportMessages.required());
  const updatedAt = momentOf(fields.dt_update);
  if (updatedAt === undefined) throw fail('dt_update', reportMessages.time());
  // LianLian leaves amounts of zero empty, as the documented sample of the summary does.
  const feeFen = fields.fee === '' ? 0 : fenOf(fields.fee);
  if (feeFen === undefined) throw fail(columns.fee, reportMessages.amount());

  const base: ReportRowBase = {
    line,
    edition: fields.edition,
    oid_partner: fields.oid_partner,
    dt_order: digitsOf(fields.dt_order),
    orderedAt,
    busi_partner: fields.busi_partner,
    settle_date: fields.settle_date,
    money_order: fields.money_order,
    amountFen,
    currency_order: currencyOf(fields.foreign?.currency_order),
    status: fields.status,
    dt_update: digitsOf(fields.dt_update),
    updatedAt,
    fee: fields.fee,
    feeFen,
    pay_product: fields.pay_product,
    product: productOf(fields.pay_product),
    pay_type: fields.pay_type,
    method: methodOf(fields.pay_type),
    info_order: fields.info_order,
    exchange: fields.foreign && exchangeOf(fields.foreign, fail),
  };
  const kind = kindOf(fields, amountFen);
  if (kind !== 'refund') {
    return { kind, no_order: fields.no_order, oid_paybill: fields.oid_paybill, ...base };
  }
  if (fields.oid_paybill === '') throw fail('oid_paybill', reportMessages.required());
  return { kind, no_refund: fields.no_order, no_order: fields.oid_paybill, ...base };
}

/** A refund is negative, and the payment that was refunded is not: both may have the status 5. */
function kindOf({ status, flag_receive_money }: ReportFields, amount: number): ReportRow['kind'] {
  if (status === REFUNDED) return amount < 0 ? 'refund' : 'payment';
  if (status !== SUCCESS) return 'other';
  if (flag_receive_money === OUT) return 'payout';
  return amount < 0 ? 'other' : 'payment';
}

function exchangeOf(
  { currency_pay, money_pay, currency_settle, money_settle, exchange_rate }: ForeignFields,
  fail: (column: string, rule: string) => LianlianReportError,
): ReportExchange {
  const payFen = fenOf(money_pay);
  if (payFen === undefined && money_pay !== '') throw fail('money_pay', reportMessages.amount());
  const settleFen = fenOf(money_settle);
  if (settleFen === undefined && money_settle !== '') throw fail('money_settle', reportMessages.amount());
  return {
    currency_pay: currencyOf(currency_pay),
    money_pay,
    payFen,
    currency_settle: currencyOf(currency_settle),
    money_settle,
    settleFen,
    exchange_rate,
  };
}

function currencyOf(code: string | undefined): string {
  return code === undefined || code === '' ? 'CNY' : code;
}

function digitsOf(time: string): string {
  return time.replace(/[ :]/g, '');
}
