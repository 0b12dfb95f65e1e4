import { LianlianReportError } from '../errors/lianlian-report.error.js';
import { commaFields } from './comma-edition.js';
import { isPipeHeader, type PipeLayout, pipeFields, pipeLayout } from './pipe-edition.js';
import { type ReportLine, reportLines, type ReportLinesOptions } from './report-lines.js';
import type { ReportEdition, ReportRow } from './report-row.js';
import type { ReportSource } from './report-source.js';
import { toReportRow } from './to-report-row.js';

/** How a report is read. */
export interface ReportReadOptions extends ReportLinesOptions {
  /** Found out by default: the edition `pipe` begins with a header. */
  readonly edition?: ReportEdition | undefined;
  /**
   * Takes the lines that cannot be read, and reading goes on. Without it the first such line throws.
   *
   * `text` is the line itself, `''` where it is no text or too long. It may hold personal data, the error doesn't.
   */
  readonly onBadLine?: ((error: LianlianReportError, text: string) => void | Promise<void>) | undefined;
}

type Rows = AsyncGenerator<ReportRow, void, undefined>;

/** How many lines of a report `onBadLine` took, by the rows that were read. */
const unread = new WeakMap<object, { lines: number }>();

/** The rows of a daily or monthly report, one by one. */
export function readReport(source: ReportSource, options: ReportReadOptions): Rows {
  const count = { lines: 0 };
  const rows = rowsOf(source, options, count);
  unread.set(rows, count);
  return rows;
}

/** How many lines could not be read so far; undefined for what `readReport` did not return. */
export function unreadLinesOf(report: object): number | undefined {
  return unread.get(report)?.lines;
}

async function* rowsOf(
  source: ReportSource,
  { onBadLine, ...options }: ReportReadOptions,
  count: { lines: number },
): Rows {
  const rows = new RowReader(options.edition);
  for await (const lines of reportLines(source, options)) {
    for (const line of lines) {
      let row: ReportRow | undefined;
      try {
        row = rows.read(line);
      } catch (error) {
        if (onBadLine === undefined || rows.hasNoHeader || !(error instanceof LianlianReportError))
          throw error;
        count.lines++;
        await onBadLine(error, line.text);
      }
      if (row !== undefined) yield row;
    }
  }
}

/** Knows the file's edition once it has seen the first line. */
class RowReader {
  private layout: PipeLayout | undefined;

  constructor(private edition: ReportEdition | undefined) {}

  /** Without its header nothing of the edition `pipe` can be read: the problem is not one of a single line. */
  get hasNoHeader(): boolean {
    return this.edition === 'pipe' && this.layout === undefined;
  }

  /** The row of a line; undefined for a header. */
  read({ number, text, error }: ReportLine): ReportRow | undefined {
    if (error !== undefined) throw error;
    this.edition ??= isPipeHeader(text) ? 'pipe' : 'comma';
    if (this.edition === 'comma') return toReportRow(commaFields(text, number), number);
    if (this.layout !== undefined) return toReportRow(pipeFields(text, number, this.layout), number);
    this.layout = pipeLayout(text, number);
    return undefined;
  }
}
