import type { ComponentChildren, JSX } from 'preact';

import type { ReportView } from '../../../contract.js';
import { moneyOf } from '../parts/money.js';
import { Section, Nothing, Table, Verbatim } from '../parts/parts.js';
import { type ReportQuery, reportPath } from './report-query.js';
import { t } from '../words.js';

type Day = ReportView['days'][number];

interface OneReport {
  readonly of: ReportView;
  readonly query: ReportQuery;
}

/** What the report of a day comes to, and its files. */
export function DayOfReport({ of, query }: OneReport): JSX.Element {
  const { date, days, fileName, text } = of;
  const heading = t(`${spelt(date)} 合计`, `Totals of ${spelt(date)}`);
  return (
    <Section id="report-day" heading={heading}>
      <Totals
        heading={heading}
        days={days}
        first={[t('币种', 'Currency'), ({ currency_order }) => currency_order]}
      />
      <div class="buttons">
        <Download path={reportPath(date, query)} look="primary" testId="report-download">
          {t('下载对账单', 'Download the report')}
        </Download>
        <Download path={reportPath(date, query, '/summary')} testId="report-summary">
          {t('下载汇总', 'Download the summary')}
        </Download>
      </div>
      <details>
        <summary data-testid="report-open">
          <span class="mono address">{fileName}</span>
        </summary>
        <Verbatim testId="report-text">{text}</Verbatim>
      </details>
    </Section>
  );
}

/** What the days of a month come to, and the month's file. */
export function MonthOfReport({ of, query }: OneReport): JSX.Element {
  const { date, days, fileName } = of;
  const heading = t(`${spelt(date)} 全月`, `The month ${spelt(date)}`);
  return (
    <Section id="report-month" heading={heading}>
      <Totals
        heading={heading}
        days={days}
        first={[
          t('日期', 'Day'),
          ({ settle_date, currency_order }) => `${spelt(settle_date)} · ${currency_order}`,
        ]}
      />
      <p class="muted">
        {t(
          '连连没有月度汇总文件；月对账单包含各日的全部明细。',
          'LianLian has no summary of a month: its file has the rows of all days.',
        )}{' '}
        <span class="mono address">{fileName}</span>
      </p>
      <div class="buttons">
        <Download path={reportPath(date, query)} testId="report-month-download">
          {t('下载月对账单', 'Download the month')}
        </Download>
      </div>
    </Section>
  );
}

function Totals({
  heading,
  days,
  first: [label, of],
}: {
  readonly heading: string;
  readonly days: readonly Day[];
  readonly first: readonly [label: string, of: (day: Day) => string];
}): JSX.Element {
  if (days.length === 0) return <Nothing>{t('没有收款和退款。', 'No payments and no refunds.')}</Nothing>;
  const hasPayouts = days.some(({ payouts }) => payouts > 0);
  const headings = [label, t('收款', 'Payments'), t('退款', 'Refunds')];
  return (
    <Table
      caption={heading}
      headings={hasPayouts ? [...headings, t('代付', 'Payouts')] : headings}
      rows={days.map((day) => {
        const { currency_order: currency, payments, paymentAmount, refunds, refundAmount } = day;
        const cells: ComponentChildren[] = [
          of(day),
          sum(payments, paymentAmount, currency),
          sum(refunds, refundAmount, currency),
        ];
        if (hasPayouts) cells.push(sum(day.payouts, day.payoutAmount, currency));
        return { key: `${day.settle_date} ${currency}`, cells };
      })}
    />
  );
}

function sum(count: number, amount: string, currency: string): JSX.Element {
  return (
    <span class="number">
      {moneyOf(amount, currency)} <small>× {String(count)}</small>
    </span>
  );
}

function Download({
  path,
  look = '',
  testId,
  children,
}: {
  readonly path: string;
  readonly look?: 'primary' | '';
  readonly testId: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <a class={`button ${look}`} href={`/_sandbox/${path}`} download data-testid={testId}>
      {children}
    </a>
  );
}

/** `20260310` as `2026-03-10`, `202603` as `2026-03`. */
function spelt(date: string): string {
  return date.replace(/^(\d{4})(\d\d)(\d\d)?$/, (_, year: string, month: string, day: string | undefined) =>
    [year, month, day].filter((part) => part !== undefined).join('-'),
  );
}
