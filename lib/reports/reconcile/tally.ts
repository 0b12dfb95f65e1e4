import type { ReportRow } from '../report-row.js';
import type { ReconciliationTotals, ReportDifference, ReportSums } from './reconciliation.types.js';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
type RunningSums = Omit<Mutable<ReportSums>, 'netFen'>;

/** Counts and sums as rows, entries and differences go by. */
export class Tally {
  private rows = 0;
  private entries = 0;
  private matched = 0;
  private unpaid = 0;
  private readonly sums = new Map<string, RunningSums>();
  private readonly differences: Record<ReportDifference['type'], number> = {
    'missing-in-report': 0,
    'missing-in-app': 0,
    'amount-different': 0,
    'status-different': 0,
    'transaction-different': 0,
    'duplicate-in-report': 0,
    'duplicate-in-app': 0,
    unclear: 0,
  };

  /** Counts a row of the report, and adds its amount and fee up. */
  addRow(row: ReportRow): void {
    this.rows += 1;
    const sums = this.sumsOf(row);
    switch (row.kind) {
      case 'payment':
        sums.payments += 1;
        sums.paymentFen += BigInt(row.amountFen);
        sums.feeFen += BigInt(row.feeFen);
        break;
      case 'refund':
        sums.refunds += 1;
        sums.refundFen += BigInt(row.amountFen);
        sums.feeFen += BigInt(row.feeFen);
        break;
      case 'payout':
        sums.payouts += 1;
        sums.payoutFen += BigInt(row.amountFen);
        sums.payoutFeeFen += BigInt(row.feeFen);
        break;
      case 'other':
    }
  }

  countEntry(): void {
    this.entries += 1;
  }

  countMatched(): void {
    this.matched += 1;
  }

  countUnpaid(): void {
    this.unpaid += 1;
  }

  countDifference({ type }: ReportDifference): void {
    this.differences[type] += 1;
  }

  /** @param unreadLines of the report, where they were counted */
  totals(unreadLines: number | undefined): ReconciliationTotals {
    const { rows, entries, matched, unpaid } = this;
    const sums = [...this.sums.values()].map((sum) => ({ ...sum, netFen: netOf(sum) }));
    return { rows, unreadLines, entries, matched, unpaid, differences: { ...this.differences }, sums };
  }

  private sumsOf({ currency_order, exchange }: ReportRow): RunningSums {
    const currency_settle = exchange?.currency_settle ?? currency_order;
    const key = `${currency_order}/${currency_settle}`;
    let sums = this.sums.get(key);
    if (sums === undefined) {
      const counts = { payments: 0, refunds: 0, payouts: 0 };
      const amounts = { paymentFen: 0n, refundFen: 0n, feeFen: 0n, payoutFen: 0n, payoutFeeFen: 0n };
      sums = { currency_order, currency_settle, ...counts, ...amounts };
      this.sums.set(key, sums);
    }
    return sums;
  }
}

function netOf({
  currency_order,
  currency_settle,
  paymentFen,
  refundFen,
  feeFen,
}: RunningSums): bigint | undefined {
  return currency_order === currency_settle ? paymentFen + refundFen - feeFen : undefined;
}
