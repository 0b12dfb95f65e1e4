import { isMerchantNumber } from '../common/merchant-number.js';
import { LianlianReportError } from '../errors/lianlian-report.error.js';
import { methodOf, productOf } from './chinese-names.js';
import type { ReportFields } from './report-fields.js';
import { reportMessages } from './report.messages.js';

type Fits = (cell: string) => boolean;

const isFilled: Fits = (cell) => cell !== '';
const isAnything: Fits = () => true;
const isTime: Fits = (cell) => /^\d{8} +\d\d:\d\d:\d\d$/.test(cell);
const isAmount: Fits = (cell) => /^-?\d+(?:\.\d+)?$/.test(cell);
/** Beside a name that no document lists, an amount is the fee: it is never the name after a fee that is empty. */
const isName: Fits = (cell) => !isAmount(cell);

/** The document's columns, and what a cell looks like that can stand in them. `info_order` is what follows. */
const LEADING: readonly (readonly [string, Fits])[] = [
  ['no_order', isFilled],
  ['oid_partner', isMerchantNumber],
  ['dt_order', isTime],
  ['busi_partner', (cell) => cell === '' || /^\w+$/.test(cell)],
  ['oid_paybill', isAnything],
  ['settle_date', (cell) => /^\d{8}$/.test(cell)],
  ['money_order', isAmount],
  ['flag_receive_money', (cell) => cell === '0' || cell === '1'],
  ['payment_status', isFilled],
  ['dt_update', isTime],
  ['fee', (cell) => cell === '' || isAmount(cell)],
];
const KNOWN = [
  ...LEADING,
  ['payment product', (cell: string) => productOf(cell) !== undefined],
  ['payment method', (cell: string) => methodOf(cell) !== undefined],
] as const;
const LENIENT = [...LEADING, ['payment product', isName], ['payment method', isName]] as const;

/**
 * The columns of one comma-separated line.
 *
 * Real lines have empty columns that no document lists, so columns are found by what they look like: an empty
 * cell is either the value of its column or is skipped, so that every later column fits.
 *
 * @throws LianlianReportError naming the first column that no cell fits
 */
export function commaFields(text: string, line: number): ReportFields {
  const cells = text.split(',').map((cell) => cell.trim());
  const known = place(KNOWN, cells);
  const isNameUnknown = known.positions === undefined && known.furthest >= LEADING.length;
  const placed = isNameUnknown ? place(LENIENT, cells) : known;
  if (placed.positions === undefined) throw misfit(placed.furthest, cells.length, line);
  const at = placed.positions;
  const cell = (column: number): string => cells[at[column] ?? -1] ?? '';
  const beforeInfo = (at[LENIENT.length - 1] ?? 0) + 1;
  // No cell is left: the line was cut off, perhaps in the middle of the method's name.
  if (beforeInfo >= cells.length) throw misfit(LENIENT.length, cells.length, line);
  return {
    edition: 'comma',
    no_order: cell(0),
    oid_partner: cell(1),
    dt_order: cell(2),
    busi_partner: cell(3),
    oid_paybill: cell(4),
    settle_date: cell(5),
    money_order: cell(6),
    flag_receive_money: cell(7),
    status: cell(8),
    dt_update: cell(9),
    fee: cell(10),
    pay_product: cell(11),
    pay_type: cell(12),
    info_order: afterComma(text, beforeInfo).trim(),
    foreign: undefined,
  };
}

interface Placement {
  /** For each column the index of its cell; undefined if there is no way to place them all. */
  readonly positions: readonly number[] | undefined;
  /** The column that could not be placed, on the way that got furthest. */
  readonly furthest: number;
}

/**
 * Looks at no cell twice for one column: a column that failed from one cell on fails from the empty ones after it too,
 * which were tried on the way. So the time grows with the number of cells, and the depth with that of the columns.
 */
function place(columns: readonly (readonly [string, Fits])[], cells: readonly string[]): Placement {
  const positions: number[] = [];
  const untried = columns.map(() => 0);
  let furthest = 0;
  const from = (column: number, first: number): boolean => {
    const fits = columns[column]?.[1];
    if (fits === undefined) return true;
    furthest = Math.max(furthest, column);
    if (first < (untried[column] ?? 0)) return false;
    for (let index = first; index < cells.length; index += 1) {
      const cell = cells[index] ?? '';
      untried[column] = index + 1;
      positions[column] = index;
      if (fits(cell) && from(column + 1, index + 1)) return true;
      if (cell !== '') return false;
    }
    return false;
  };
  return from(0, 0) ? { positions, furthest } : { positions: undefined, furthest };
}

function misfit(column: number, cells: number, line: number): LianlianReportError {
  const [name] = LENIENT[column] ?? ['info_order'];
  if (cells <= column) {
    return new LianlianReportError(reportMessages.tooFewColumns(LENIENT.length + 1), { line, column: name });
  }
  return new LianlianReportError(ruleOf(name), { line, column: name });
}

function ruleOf(column: string): string {
  switch (column) {
    case 'oid_partner':
      return reportMessages.merchantNumber();
    case 'dt_order':
    case 'dt_update':
      return reportMessages.time();
    case 'settle_date':
      return reportMessages.day();
    case 'money_order':
    case 'fee':
      return reportMessages.amount();
    case 'flag_receive_money':
      return reportMessages.flag();
    case 'no_order':
    case 'payment_status':
      return reportMessages.required();
    default:
      return reportMessages.unplaced();
  }
}

/** The text after the n-th comma, as it stands: the free text may hold commas and spaces of its own. */
function afterComma(text: string, n: number): string {
  let start = 0;
  for (let passed = 0; passed < n; passed += 1) start = text.indexOf(',', start) + 1;
  return text.slice(start);
}
