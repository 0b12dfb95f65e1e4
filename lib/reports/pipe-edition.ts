import { LianlianReportError } from '../errors/lianlian-report.error.js';
import type { ReportFields } from './report-fields.js';
import { reportMessages } from './report.messages.js';

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

type PipeColumn = (typeof COLUMNS)[number];

/** One edition of the documents spells it like this. */
const MISSPELT = 'currenty_pay';

/** Where a file has its columns, as its header says. */
export interface PipeLayout {
  readonly count: number;
  readonly positions: ReadonlyMap<PipeColumn, number>;
  /** Whether the free text, which may hold the separator, follows all other columns that are known. */
  readonly endsInText: boolean;
}

/** Whether a file's first line is the header of the edition `pipe`. */
export function isPipeHeader(text: string): boolean {
  return text.includes('|') && cellsOf(text).includes('no_order');
}

/**
 * The columns that a header line names. Columns that no document lists are passed over.
 *
 * @throws LianlianReportError naming a documented column that the header lacks, or has twice
 */
export function pipeLayout(header: string, line: number): PipeLayout {
  const names = cellsOf(header).map((name) => (name === MISSPELT ? 'currency_pay' : name));
  const positions = new Map(COLUMNS.map((column) => [column, names.indexOf(column)]));
  for (const [column, position] of positions) {
    if (position < 0) throw new LianlianReportError(reportMessages.missingFromHeader(), { line, column });
    if (names.includes(column, position + 1)) {
      throw new LianlianReportError(reportMessages.twiceInHeader(), { line, column });
    }
  }
  const endsInText = positions.get('info_order') === Math.max(...positions.values());
  return { count: names.length, positions, endsInText };
}

/** @throws LianlianReportError if the line has fewer columns than the header, or more and its free text comes earlier */
export function pipeFields(
  text: string,
  line: number,
  { count, positions, endsInText }: PipeLayout,
): ReportFields {
  const cells = text.split('|');
  if (cells.length < count) throw new LianlianReportError(reportMessages.tooFewColumns(count), { line });
  if (cells.length > count && !endsInText) {
    throw new LianlianReportError(reportMessages.tooManyColumns(count), { line });
  }
  // The last column is free text and may hold the separator.
  if (cells.length > count) cells.push(cells.splice(count - 1).join('|'));
  const cell = (column: PipeColumn): string => (cells[positions.get(column) ?? -1] ?? '').trim();
  return {
    edition: 'pipe',
    no_order: cell('no_order'),
    oid_partner: cell('oid_partner'),
    dt_order: cell('dt_order'),
    busi_partner: cell('busi_partner'),
    oid_paybill: cell('oid_paybill'),
    settle_date: cell('settle_date'),
    money_order: cell('money_order'),
    flag_receive_money: undefined,
    status: cell('transaction_status'),
    dt_update: cell('dt_update'),
    fee: cell('transaction_fee'),
    pay_product: cell('pay_product'),
    pay_type: cell('pay_type'),
    info_order: cell('info_order'),
    foreign: {
      currency_order: cell('currency_order'),
      currency_pay: cell('currency_pay'),
      money_pay: cell('money_pay'),
      currency_settle: cell('currency_settle'),
      money_settle: cell('money_settle'),
      exchange_rate: cell('exchange_rate'),
    },
  };
}

function cellsOf(text: string): string[] {
  return text.split('|').map((cell) => cell.trim());
}
