import { formatLianlianTime } from 'nestjs-lianlian';

import type { BookedPayment, BookedRefund, DayOfBooks } from './day-of-books.js';

/** A file to download. */
export interface SampleReport {
  readonly name: string;
  readonly text: string;
}

const COLUMNS = [
  'no_order',
  'oid_partner',
  'dt_order',
  'busi_partner',
  'oid_paybill',
  'settle_date',
  'currency_order',
  'money_order',
  'currency_pay',
  'money_pay',
  'currency_settle',
  'money_settle',
  'exchange_rate',
  'transaction_status',
  'dt_update',
  'transaction_fee',
  'pay_product',
  'pay_type',
  'info_order',
] as const;

type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

/**
 * A daily report as LianLian writes it, of what the shop knows itself: to see what reconciling looks like. It is in the
 * edition that says what each amount is in.
 */
export function sampleReport(
  name: string,
  oid_partner: string,
  { payments, refunds }: DayOfBooks,
): SampleReport {
  const rows = [
    ...payments.map((payment) => paymentRow(payment, oid_partner)),
    ...refunds.map((refund) => refundRow(refund, oid_partner)),
  ];
  const lines = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column]))];
  return { name, text: lines.map((cells) => `${cells.join(' | ')}\r\n`).join('') };
}

function paymentRow(payment: BookedPayment, oid_partner: string): Row {
  const { no_order, dt_order, money_order, currency_order, oid_paybill = '', exchanged } = payment;
  const { money_pay = money_order, currency_pay = currency_order, exchange_rate = '' } = exchanged ?? {};
  return {
    ...rowOf(oid_partner, dt_order, { currency: currency_order, money: money_order, status: '0' }),
    no_order,
    oid_paybill,
    money_pay,
    currency_pay,
    exchange_rate,
  };
}

/** What the payer gets back of another currency is for LianLian to say. */
function refundRow(refund: BookedRefund, oid_partner: string): Row {
  const { no_refund, no_order, dt_refund, money_refund, currency_order: currency } = refund;
  return {
    ...rowOf(oid_partner, dt_refund, { currency, money: `-${money_refund}`, status: '5' }),
    no_order: no_refund,
    oid_paybill: no_order,
    money_pay: '',
    currency_pay: currency,
    exchange_rate: '',
  };
}

function rowOf(
  oid_partner: string,
  made: Date,
  { currency, money, status }: Readonly<Record<'currency' | 'money' | 'status', string>>,
) {
  const time = reportTime(made);
  return {
    oid_partner,
    dt_order: time,
    busi_partner: '109001',
    settle_date: reportTime(new Date()).slice(0, 8),
    currency_order: currency,
    money_order: money,
    currency_settle: currency,
    money_settle: money,
    transaction_status: status,
    dt_update: time,
    transaction_fee: '0',
    pay_product: 'WEB支付网关',
    pay_type: '储蓄卡网银支付',
    info_order: '',
  };
}

/** `yyyyMMdd HH:mm:ss` in China. */
function reportTime(moment: Date): string {
  return formatLianlianTime(moment).replace(/^(\d{8})(\d\d)(\d\d)(\d\d)$/, '$1 $2:$3:$4');
}
