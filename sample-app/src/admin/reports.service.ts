import { Injectable, UnprocessableEntityException } from '@nestjs/common';
import {
  type AppOrder,
  type AppRefund,
  LianlianReportError,
  LianlianService,
  type ReconciliationTotals,
  type ReportDifference,
} from 'nestjs-lianlian';

import { inWords, same } from '../language/text.js';
import type { Order } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';
import { RefundsService } from '../refunds/refunds.service.js';
import type { Refund } from '../refunds/refund.js';

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

  /** @throws UnprocessableEntityException if the file is no daily report, by its name or what is in it */
  async reconcile({ originalname, buffer }: ReportUpload): Promise<ReconciledDay> {
    const { reports } = this.lianlian;
    const file = reports.parseFileName(originalname);
    if (file?.kind !== 'daily') {
      throw new UnprocessableEntityException(
        inWords({
          zh: '请保留连连的文件名，如 JYMX_201403251000001147_20140528.txt。',
          en: 'Keep the name that LianLian gave to the daily report, such as JYMX_201403251000001147_20140528.txt.',
        }),
      );
    }
    const [orders, refunds] = await Promise.all([
      this.orders.settledOn(file.date),
      this.refunds.settledOn(file.date),
    ]);
    const reconciliation = reports.reconcile(reports.read(buffer), orders.map(appOrder), {
      refunds: refunds.map(appRefund),
    });
    try {
      const differences: ReportDifference[] = [];
      for await (const difference of reconciliation) {
        if (differences.length < SHOWN) differences.push(difference);
      }
      return { day: file.date, differences, totals: await reconciliation.totals() };
    } catch (error) {
      if (error instanceof LianlianReportError)
        throw new UnprocessableEntityException(inWords(same(error.message)));
      throw error;
    }
  }
}

function appOrder({ no_order, money_order, createdAt, payment }: Order): AppOrder {
  return {
    no_order,
    dt_order: createdAt,
    money_order: payment.status === 'captured' ? payment.amount : money_order,
    oid_paybill: 'oid_paybill' in payment ? payment.oid_paybill : undefined,
  };
}

function appRefund({ no_refund, createdAt: dt_refund, money_refund, no_order }: Refund): AppRefund {
  return { no_refund, dt_refund, money_refund, no_order };
}
