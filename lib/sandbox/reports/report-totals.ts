import type { SandboxReportDay } from '../contract.js';
import { type BookRow, HOME_CURRENCY } from './book-row.js';
import { signedAmount, signedFen } from './signed-amount.js';

/** The totals of rows, by day and currency, in that order. */
export function totalsOf(rows: readonly BookRow[]): SandboxReportDay[] {
  const groups = new Map<string, BookRow[]>();
  for (const row of rows) {
    if (row.kind === 'other') continue;
    const key = `${row.settle_date} ${row.currency_order}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => {
      const [settle_date = '', currency_order = ''] = key.split(' ');
      const [payments, refunds, payouts] = (['payment', 'refund', 'payout'] as const).map((kind) =>
        group.filter((row) => row.kind === kind),
      );
      return {
        settle_date,
        currency_order,
        payments: payments?.length ?? 0,
        paymentAmount: sumOf(payments),
        refunds: refunds?.length ?? 0,
        refundAmount: sumOf(refunds),
        payouts: payouts?.length ?? 0,
        payoutAmount: sumOf(payouts),
      };
    });
}

/**
 * The one line of a day's summary (`JYMXSUM`): `8|8|551.23|0||0|`. An amount of zero is empty.
 *
 * LianLian's documents do not say what the amounts are in where currencies differ: here it is what payers paid, in yuan. Nothing
 * is ever cancelled: a cancelled authorization took no money.
 *
 * @param tooMany how many payments it counts that the rows do not have: of a summary that is wrong on purpose
 */
export function writtenSummary(rows: readonly BookRow[], tooMany = 0): string {
  const payments = rows.filter(({ kind }) => kind === 'payment');
  const refunds = rows.filter(({ kind }) => kind === 'refund');
  const success = payments.length + tooMany;
  const cells = [
    success + refunds.length,
    success,
    paidFor(payments),
    refunds.length,
    paidFor(refunds),
    0,
    '',
  ];
  return `${cells.join('|')}\n`;
}

function paidFor(rows: readonly BookRow[]): string {
  const fen = rows.reduce(
    (sum, { currency_pay, money_pay }) => sum + (currency_pay === HOME_CURRENCY ? signedFen(money_pay) : 0n),
    0n,
  );
  return fen === 0n ? '' : signedAmount(fen);
}

function sumOf(rows: readonly BookRow[] = []): string {
  return signedAmount(rows.reduce((sum, { money_order }) => sum + signedFen(money_order), 0n));
}
