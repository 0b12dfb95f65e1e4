import type { OptionReader } from '../common/options/option-reader.js';
import { readOptions } from '../common/options/read-options.js';
import type { ReportReadOptions } from './read-report.js';
import type { ReconcileOptions } from './reconcile/reconcile.js';
import { reportMessages } from './report.messages.js';
import type { ReportLinesOptions } from './report-lines.js';

const LINES = ['encoding', 'maxLineBytes'] as const satisfies (keyof ReportLinesOptions)[];
const READ = [...LINES, 'edition', 'onBadLine'] as const satisfies (keyof ReportReadOptions)[];
const RECONCILE = ['refunds', 'maxInMemory', 'tempDir'] as const satisfies (keyof ReconcileOptions)[];
/** The longest text that Node can make is not much longer. */
const MOST_LINE_BYTES = 500_000_000;

/** @throws LianlianConfigError before anything is read */
export function checkReadOptions(options: ReportReadOptions): void {
  readOptions(options, ownerOf('reports.read', READ), (reader) => {
    checkLines(reader);
    reader.choice('edition', ['pipe', 'comma'], undefined);
    reader.checkFunction('onBadLine');
  });
}

/** @throws LianlianConfigError before anything is read */
export function checkSummaryOptions(options: ReportLinesOptions): void {
  readOptions(options, ownerOf('reports.readSummary', LINES), checkLines);
}

/** @throws LianlianConfigError before anything is read */
export function checkReconcileOptions(options: ReconcileOptions): void {
  readOptions(options, ownerOf('reports.reconcile', RECONCILE), (reader) => {
    reader.positiveInteger('maxInMemory', undefined, { least: 0 });
    reader.anyText('tempDir', undefined);
    const refunds = reader.value('refunds');
    if (refunds !== undefined && !isIterable(refunds)) reader.problem('refunds', reportMessages.noList());
  });
}

function checkLines(reader: OptionReader): void {
  reader.choice('encoding', ['utf-8', 'gb18030'], undefined);
  reader.positiveInteger('maxLineBytes', undefined, { most: MOST_LINE_BYTES });
}

function ownerOf(
  method: string,
  known: readonly string[],
): { of: string; known: readonly string[]; headline: string } {
  return { of: method, known, headline: reportMessages.notRead() };
}

function isIterable(value: unknown): boolean {
  const list = Object(value) as object;
  return Symbol.iterator in list || Symbol.asyncIterator in list;
}
