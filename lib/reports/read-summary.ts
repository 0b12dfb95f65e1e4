import { fenOf } from '../common/money.js';
import { LianlianReportError } from '../errors/lianlian-report.error.js';
import { reportLines, type ReportLinesOptions } from './report-lines.js';
import type { ReportSource } from './report-source.js';
import { reportMessages } from './report.messages.js';

/** A day in numbers. Amounts in fen, exact; those of refunds and cancellations are negative. */
export interface ReportSummary {
  readonly totalCount: number;
  readonly successCount: number;
  readonly successFen: number;
  readonly refundCount: number;
  readonly refundFen: number;
  readonly cancelCount: number;
  readonly cancelFen: number;
}

const COLUMNS = [
  'total count',
  'successful count',
  'successful amount',
  'refunded count',
  'refunded amount',
  'cancelled count',
  'cancelled amount',
] as const;

/** The one line of a daily summary. An empty amount is zero. */
export async function readSummary(
  source: ReportSource,
  options: ReportLinesOptions = {},
): Promise<ReportSummary> {
  let summary: ReportSummary | undefined;
  for await (const lines of reportLines(source, options)) {
    for (const { number: line, text, error } of lines) {
      if (error !== undefined) throw error;
      if (summary !== undefined) throw new LianlianReportError(reportMessages.secondSummaryLine(), { line });
      summary = summaryOf(text, line);
    }
  }
  if (summary === undefined) throw new LianlianReportError(reportMessages.emptySummary());
  return summary;
}

function summaryOf(text: string, line: number): ReportSummary {
  const cells = text.split('|').map((cell) => cell.trim());
  const isWhole =
    cells.length === COLUMNS.length || (cells.length === COLUMNS.length + 1 && cells.at(-1) === '');
  if (!isWhole) throw new LianlianReportError(reportMessages.columnCount(COLUMNS.length), { line });

  const count = (column: number): number => {
    const cell = cells[column] ?? '';
    if (/^\d{1,15}$/.test(cell)) return Number(cell);
    throw new LianlianReportError(reportMessages.count(), { line, column: COLUMNS[column] });
  };
  const amount = (column: number): number => {
    const cell = cells[column] ?? '';
    const fen = cell === '' ? 0 : fenOf(cell);
    if (fen !== undefined) return fen;
    throw new LianlianReportError(reportMessages.amount(), { line, column: COLUMNS[column] });
  };
  return {
    totalCount: count(0),
    successCount: count(1),
    successFen: amount(2),
    refundCount: count(3),
    refundFen: amount(4),
    cancelCount: count(5),
    cancelFen: amount(6),
  };
}
