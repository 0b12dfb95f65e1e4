import { LianlianReportError } from '../errors/lianlian-report.error.js';
import { lineBlocks } from './line-blocks.js';
import { LineDecoder, type ReportEncoding } from './line-decoder.js';
import { bytesOf, type ReportSource } from './report-source.js';
import { reportMessages } from './report.messages.js';

export interface ReportLinesOptions {
  /** Found out by default: a byte order mark, else the first lines that are not ASCII. */
  readonly encoding?: ReportEncoding | undefined;
  /** The longest line that is taken, in bytes. Default 65536. */
  readonly maxLineBytes?: number | undefined;
}

/** A line that is not blank, or why it cannot be read. */
export interface ReportLine {
  readonly number: number;
  readonly text: string;
  readonly error?: LianlianReportError | undefined;
}

const MAX_LINE_BYTES = 64 * 1024;
/** A hole in the file, UTF-16, or lines that end in CR alone: the rest of the file would be one row's free text. */
const DAMAGE = /[\0\r]/;

/** The lines of a source, a block at a time. Blank lines are counted and left out. */
export async function* reportLines(
  source: ReportSource,
  { encoding, maxLineBytes = MAX_LINE_BYTES }: ReportLinesOptions,
): AsyncGenerator<ReportLine[], void, undefined> {
  const decoder = new LineDecoder(encoding);
  let number = 0;
  const failed = (rule: string): ReportLine => ({
    number,
    text: '',
    error: new LianlianReportError(rule, { line: number }),
  });

  for await (const block of lineBlocks(bytesOf(source), maxLineBytes)) {
    const lines: ReportLine[] = [];
    if (block === 'too-long') {
      number += 1;
      lines.push(failed(reportMessages.lineTooLong(maxLineBytes)));
    } else {
      for (const text of decoder.lines(block)) {
        number += 1;
        if (text === undefined) lines.push(failed(reportMessages.undecodable(decoder.name)));
        else if (DAMAGE.test(text)) lines.push({ ...failed(reportMessages.damaged()), text });
        else if (text.trim() !== '') lines.push({ number, text });
      }
    }
    yield lines;
  }
}
