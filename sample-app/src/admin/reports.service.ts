import { Injectable, UnprocessableEntityException } from '@nestjs/common';
import {
  LianlianReportError,
  LianlianService,
  type ReconciliationTotals,
  type ReportDifference,
  type ReportFile,
} from 'nestjs-lianlian';

import { inWords } from '../language/text.js';
import { chinaDay } from '../pages/china-time.js';
import { OrdersService } from '../orders/orders.service.js';
import { RefundsService } from '../refunds/refunds.service.js';
import { bookedPayment, bookedRefund, type DayOfBooks } from './day-of-books.js';
import { emptyReport, NOT_DAILY, otherMerchant, reportProblem } from './report-problem.js';
import { checkTransaction, rowsOfDay } from './report-rows.js';
import { type SampleReport, sampleReport } from './sample-report.js';

/** A file that the operator sent. */
export interface ReportUpload {
  readonly originalname: string;
  readonly buffer: Uint8Array;
}

/** A day of LianLian's books, compared with the shop's. */
export interface ReconciledDay {
  readonly day: string;
  /** The first of them, where there are very many: `totals` counts all. */
  readonly differences: readonly ReportDifference[];
  readonly totals: ReconciliationTotals;
}

const SHOWN = 200;

/** Compares LianLian's daily reports with what the shop's own books say of that day. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly lianlian: LianlianService,
    private readonly orders: OrdersService,
    private readonly refunds: RefundsService,
  ) {}

  /** What LianLian's report of today would be if its day ended now and it agreed with the shop. */
  async sample(): Promise<SampleReport> {
    const day = chinaDay(new Date());
    const [merchant] = this.lianlian.merchants.list();
    const oid_partner = merchant?.oidPartner ?? '';
    const name = this.lianlian.reports.fileName({ kind: 'daily', oid_partner, date: day });
    return sampleReport(name, oid_partner, await this.booksOf(day));
  }

  /** @throws UnprocessableEntityException if the file is no daily report, by its name or what is in it */
  async reconcile({ originalname, buffer }: ReportUpload): Promise<ReconciledDay> {
    const { reports } = this.lianlian;
    const file = reports.parseFileName(withoutCopyNumber(originalname));
    if (file?.kind !== 'daily') throw new UnprocessableEntityException(inWords(NOT_DAILY));
    this.checkMerchant(file);
    const { payments, refunds } = await this.booksOf(file.date);
    if (isEmpty(buffer) && payments.length + refunds.length > 0)
      throw new UnprocessableEntityException(inWords(emptyReport(payments.length + refunds.length)));
    const rows = rowsOfDay(reports.read(buffer), file);
    const reconciliation = reports.reconcile(rows, payments, { refunds });
    try {
      const differences: ReportDifference[] = [];
      for await (const difference of reconciliation) {
        checkTransaction(difference);
        if (differences.length < SHOWN) differences.push(difference);
      }
      return { day: file.date, differences, totals: await reconciliation.totals() };
    } catch (error) {
      if (error instanceof LianlianReportError)
        throw new UnprocessableEntityException(inWords(reportProblem(error, buffer)));
      throw error;
    }
  }

  private checkMerchant({ oid_partner }: ReportFile): void {
    const ours = this.lianlian.merchants.list().map(({ oidPartner }) => oidPartner);
    if (ours.includes(oid_partner)) return;
    throw new UnprocessableEntityException(inWords(otherMerchant(oid_partner, ours)));
  }

  private async booksOf(day: string): Promise<DayOfBooks> {
    const [orders, refunds] = await Promise.all([this.orders.settledOn(day), this.refunds.settledOn(day)]);
    const currencies = await this.orders.currenciesOf(refunds.map(({ no_order }) => no_order));
    return {
      payments: orders.map(bookedPayment),
      refunds: refunds.map((refund) => bookedRefund(refund, currencies)),
    };
  }
}

/** What a browser names the second download of a file: `JYMX_201403251000001147_20140528 (1).txt`. */
function withoutCopyNumber(name: string): string {
  return name.replace(/ ?\(\d+\)(?=\.txt$)/, '');
}

function isEmpty(file: Uint8Array): boolean {
  return new TextDecoder().decode(file).trim() === '';
}
