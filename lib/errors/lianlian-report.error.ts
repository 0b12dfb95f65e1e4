import { LianlianError } from './lianlian.error.js';

/** Where in a report a rule was broken. */
interface ReportErrorPlace {
  /** The line of the file, counted from 1. Undefined where no line is at fault. */
  readonly line?: number | undefined;
  /** The column as LianLian's document names it. Undefined where the whole line is at fault. */
  readonly column?: string | undefined;
  readonly cause?: unknown;
}

/** A report, or a line of it, that cannot be read or reconciled. Its message never holds what the line says. */
export class LianlianReportError extends LianlianError {
  readonly line: number | undefined;
  readonly column: string | undefined;

  constructor(
    /** The rule that was broken, without the place. */
    readonly rule: string,
    { line, column, ...cause }: ReportErrorPlace = {},
  ) {
    const place = [
      ...(line === undefined ? [] : [`line ${line}`]),
      ...(column === undefined ? [] : [column]),
    ];
    super(place.length === 0 ? rule : `${place.join(', ')}: ${rule}`, cause);
    this.line = line;
    this.column = column;
  }
}
