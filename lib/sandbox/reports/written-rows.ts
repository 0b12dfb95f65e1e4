import { SandboxError } from '../common/sandbox-error.js';
import { type BookRow, HOME_CURRENCY } from './book-row.js';
import { unpadded } from './signed-amount.js';

/**
 * The two editions of LianLian's documents. `pipe` has a header and says what currency each amount is in; `comma`, the older
 * one, has neither, and says in a column of its own whether money came in or went out.
 */
export const reportEditions = ['pipe', 'comma'] as const;

export type SandboxReportEdition = (typeof reportEditions)[number];

/** The header of `pipe`, which is its columns in their order. */
const PIPE_COLUMNS = [
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
] as const satisfies readonly (keyof BookRow)[];

/**
 * The rows that an edition has. `pipe` has no column that tells a payout from a payment, and no payouts.
 *
 * @throws SandboxError 409 for an order in a foreign currency in `comma`, which has no column for it
 */
export function rowsIn(edition: SandboxReportEdition, rows: readonly BookRow[]): BookRow[] {
  if (edition === 'pipe') return rows.filter(({ kind }) => kind !== 'payout');
  const foreign = rows.find(({ currency_order }) => currency_order !== HOME_CURRENCY);
  if (foreign === undefined) return [...rows];
  throw SandboxError.said(
    409,
    `the edition comma has no column for a currency, and ${foreign.no_order} is in ${foreign.currency_order}: ask for the edition pipe`,
    `逗号版没有币种列，而 ${foreign.no_order} 的币种为 ${foreign.currency_order}：请改用竖线版（pipe）`,
  );
}

/** The text of a file, each line with its end. */
export function writtenRows(edition: SandboxReportEdition, rows: readonly BookRow[]): string {
  const lines = edition === 'pipe' ? [PIPE_COLUMNS.join(' | '), ...rows.map(pipeLine)] : rows.map(commaLine);
  return lines.map((line) => `${line}\n`).join('');
}

/** The line of the file on which a row stands, counted from 1. */
export function lineOf(edition: SandboxReportEdition, index: number): number {
  return edition === 'pipe' ? index + 2 : index + 1;
}

function pipeLine(row: BookRow): string {
  const written: BookRow = {
    ...row,
    dt_order: timeInReport(row.dt_order),
    dt_update: timeInReport(row.dt_update),
    money_order: unpadded(row.money_order),
    money_pay: unpadded(row.money_pay),
    money_settle: unpadded(row.money_settle),
    transaction_fee: unpadded(row.transaction_fee),
    info_order: onOneLine(row.info_order),
  };
  return PIPE_COLUMNS.map((column) => written[column]).join(' | ');
}

function commaLine(row: BookRow): string {
  return [
    row.no_order,
    row.oid_partner,
    timeInReport(row.dt_order),
    row.busi_partner,
    row.oid_paybill,
    row.settle_date,
    unpadded(row.money_order),
    row.kind === 'payout' ? '1' : '0',
    row.transaction_status,
    timeInReport(row.dt_update),
    unpadded(row.transaction_fee),
    row.pay_product,
    row.pay_type,
    onOneLine(row.info_order),
  ].join(',');
}

/** `yyyyMMdd HH:mm:ss` */
function timeInReport(digits: string): string {
  return digits.replace(/^(\d{8})(\d\d)(\d\d)(\d\d)$/, '$1 $2:$3:$4');
}

/** A line break in free text would be the end of its row. */
function onOneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}
