import { Injectable } from '@nestjs/common';

import { parseReportFileName, type ReportFile, type ReportFileInput, reportFileName } from './file-name.js';
import { readReport, type ReportReadOptions } from './read-report.js';
import { readSummary, type ReportSummary } from './read-summary.js';
import { type Items, type ReconcileOptions, Reconciliation } from './reconcile/reconcile.js';
import type { AppOrder, AppRefund } from './reconcile/reconciliation.types.js';
import { checkReadOptions, checkReconcileOptions, checkSummaryOptions } from './report-options.js';
import type { ReportLinesOptions } from './report-lines.js';
import type { ReportRow } from './report-row.js';
import type { ReportSource } from './report-source.js';

/**
 * LianLian's report files: what was paid and refunded, by the day on which it is settled. They are ready at 09:00
 * in Asia/Shanghai, daily ones every day and monthly ones on the 1st.
 */
@Injectable()
export class ReportService {
  /**
   * Reads a daily or monthly report of either edition, row by row, in constant memory whatever its size.
   *
   * The edition and the encoding (UTF-8 or GB18030) are found out, or forced by an option.
   *
   * @param source a path, a stream, or anything that gives the file's bytes or text in pieces
   * @throws LianlianReportError at a line that cannot be read, unless `onBadLine` takes it
   * @throws LianlianConfigError at once, for an option that is misspelt or cannot be used, as the others do
   * @example
   * for await (const row of lianlian.reports.read('JYMX_201403251000001147_20140528.txt')) {
   *   if (row.kind === 'refund') console.log(row.line, row.no_refund, row.no_order, row.amountFen);
   * }
   */
  read(source: ReportSource, options: ReportReadOptions = {}): AsyncIterableIterator<ReportRow> {
    checkReadOptions(options);
    return readReport(source, options);
  }

  /**
   * Reads a daily summary (`JYMXSUM`): a day in numbers.
   *
   * @throws LianlianReportError if it is not one line of seven columns
   * @throws LianlianValidationError for options, as `read` does
   * @example const { successCount, successFen } = await lianlian.reports.readSummary(path);
   */
  async readSummary(source: ReportSource, options: ReportLinesOptions = {}): Promise<ReportSummary> {
    checkSummaryOptions(options);
    return readSummary(source, options);
  }

  /**
   * Compares a report with the app's own orders and refunds of the same day (`settle_date`) and merchant.
   *
   * Both are read once, in any order and in bounded memory: what does not fit goes through temporary files, which are
   * deleted however the reconciliation ends. Refunds that the app doesn't give are
   * `missing-in-app`, and so are all further rows of a report of several merchants or days.
   *
   * @param orders the app's orders, and its refunds where `options.refunds` doesn't give them
   * @throws LianlianValidationError for options, as `read` does
   * @throws LianlianReportError while it is read, at an amount or a number of the app's own that cannot be used
   * @example
   * const reconciliation = lianlian.reports.reconcile(lianlian.reports.read(path), this.orders.settledOn(day), {
   *   refunds: this.refunds.settledOn(day),
   * });
   * for await (const difference of reconciliation) await this.review(difference);
   * const { matched, sums } = await reconciliation.totals();
   */
  reconcile(
    report: Items<ReportRow>,
    orders: Items<AppOrder | AppRefund>,
    options: ReconcileOptions = {},
  ): Reconciliation {
    checkReconcileOptions(options);
    return new Reconciliation(report, orders, options);
  }

  /**
   * The name that LianLian gives to a file.
   *
   * @throws LianlianReportError if the merchant number or the date is not valid
   * @example
   * lianlian.reports.fileName({ kind: 'daily', oid_partner: '201403251000001147', date: '20140528' });
   * // 'JYMX_201403251000001147_20140528.txt'
   */
  fileName(file: ReportFileInput): string {
    return reportFileName(file);
  }

  /**
   * What a file's name says; undefined for a name that LianLian doesn't give.
   *
   * @example lianlian.reports.parseFileName('JYMX_201403251000001147_201405.txt')?.kind // 'monthly'
   */
  parseFileName(name: string): ReportFile | undefined {
    return parseReportFileName(name);
  }
}
