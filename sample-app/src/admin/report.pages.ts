import type { ReportDifference, ReportSums } from 'nestjs-lianlian';

import type { Text } from '../language/text.js';
import { dayInWords } from '../pages/china-time.js';
import { type Detail, details } from '../pages/details.js';
import { type Html, html } from '../pages/html.js';
import { moneyOfFen } from '../pages/money.js';
import { alert, state } from '../pages/notices.js';
import { Page } from '../pages/page.js';
import { type Row, table } from '../pages/table.js';
import type { ReconciledDay } from './reports.service.js';

const TYPES: Readonly<Record<ReportDifference['type'], Text>> = {
  'missing-in-report': { zh: '对账单中没有', en: 'Missing from the report' },
  'missing-in-app': { zh: '商店中没有', en: 'Missing from the shop' },
  'amount-different': { zh: '金额不同', en: 'Different amount' },
  'status-different': { zh: '状态不同', en: 'Different state' },
  'transaction-different': { zh: '交易号不同', en: 'Different transaction' },
  'duplicate-in-report': { zh: '对账单中重复', en: 'Twice in the report' },
  'duplicate-in-app': { zh: '商店中重复', en: 'Twice in the shop' },
  unclear: { zh: '无法判断', en: 'Unclear' },
};

/** The largest file that is taken. It is held in memory, as a day of this shop is small. */
export const MAX_REPORT_MB = 20;

const READING: Text = { zh: '正在读取并核对……', en: 'Reading the report and comparing it …' };
/** Followed by how much, in percent. */
const SENDING: Text = { zh: '正在上传：', en: 'Sending the report:' };
const DIFFERENCES: Text = { zh: '差异', en: 'Differences' };
const COLUMNS: readonly Text[] = [
  { zh: '差异', en: 'Difference' },
  { zh: '单号', en: 'Number' },
  { zh: '商店', en: 'Shop' },
  { zh: '对账单', en: 'Report' },
];

/** Where a report is uploaded. */
export function uploadPage(problem?: Text, status = 200): Page {
  return new Page(
    { zh: '对账', en: 'Reconcile a report' },
    html`<form
      class="card narrow"
      method="post"
      action="/admin/reports"
      enctype="multipart/form-data"
      data-waits="${READING}"
      data-uploads="${SENDING}"
    >
      ${problem === undefined ? undefined : alert(problem)}
      <div class="field">
        <label for="report">${{ zh: '连连日对账单', en: 'Daily report of LianLian' }}</label>
        <p class="hint" id="report-hint">
          ${{
            zh: `请保留原始文件名（JYMX_商户号_日期.txt），不超过 ${String(MAX_REPORT_MB)} MB。`,
            en: `Keep the original file name (JYMX_merchant_date.txt). At most ${String(MAX_REPORT_MB)} MB.`,
          }}
        </p>
        <input
          id="report"
          name="report"
          type="file"
          accept=".txt,text/plain"
          aria-describedby="report-hint"
          required
        />
      </div>
      <div class="buttons">
        <button class="primary" data-testid="reconcile">${{ zh: '对账', en: 'Reconcile' }}</button>
        <a class="button" href="/admin/reports/sample" download data-testid="sample"
          >${{ zh: '下载今日示例', en: 'Download today’s sample' }}</a
        >
      </div>
    </form>`,
    status,
  );
}

/** What the report and the shop do not agree on. */
export function reconciledPage({ day, differences, totals }: ReconciledDay): Page {
  const total = Object.values(totals.differences).reduce((sum, count) => sum + count, 0);
  const count = String(total);
  const { zh, en } = dayInWords(day);
  const verdict =
    total === 0
      ? state('good', 'agreed', { zh: '账目一致', en: 'The report and the shop agree' })
      : state('bad', 'disagreed', {
          zh: `${count} 处差异`,
          en: total === 1 ? 'One difference' : `${count} differences`,
        });
  return new Page(
    { zh: `${zh}对账`, en: `Report of ${en}` },
    html`<section class="card">
        ${verdict}
        ${details([
          [{ zh: '一致', en: 'Matched' }, String(totals.matched), 'matched'],
          ...totals.sums.flatMap(sums),
        ])}
      </section>
      ${differences.length === 0 ? undefined : table(DIFFERENCES, COLUMNS, differences.map(differenceRow))}
      ${differences.length < total ? firstOnly(differences.length) : undefined}
      <p>
        <a class="button" href="/admin/reports"
          >${{ zh: '核对另一份对账单', en: 'Reconcile another report' }}</a
        >
      </p>`,
  );
}

function firstOnly(shown: number): Html {
  return html`<p class="muted">
    ${{ zh: `仅显示前 ${String(shown)} 处。`, en: `Only the first ${String(shown)} are shown.` }}
  </p>`;
}

function sums(each: ReportSums): Detail[] {
  const { currency_order, payments, paymentFen, refunds, refundFen, feeFen, netFen } = each;
  const rows: Detail[] = [
    [html`${{ zh: '收款', en: 'Payments' }} (${payments})`, moneyOfFen(paymentFen, currency_order)],
    [html`${{ zh: '退款', en: 'Refunds' }} (${refunds})`, moneyOfFen(refundFen, currency_order)],
    [{ zh: '手续费', en: 'Fees' }, moneyOfFen(feeFen, currency_order)],
  ];
  if (netFen !== undefined) rows.push([{ zh: '净额', en: 'Net' }, moneyOfFen(netFen, currency_order)]);
  return rows;
}

function differenceRow(difference: ReportDifference): Row {
  const expected = 'expected' in difference ? difference.expected : undefined;
  const reported = 'reported' in difference ? difference.reported : undefined;
  const line = difference.type === 'unclear' ? difference.row.line : reported?.line;
  const where =
    line === undefined
      ? undefined
      : html` <small>${{ zh: `第 ${String(line)} 行`, en: `line ${String(line)}` }}</small>`;
  return {
    name: `difference-${difference.type}`,
    cells: [
      html`${TYPES[difference.type]}${where}`,
      html`<span class="number">${(expected ?? reported)?.number ?? ''}</span>`,
      expected === undefined ? '–' : moneyOfFen(expected.amountFen, expected.currency_order),
      reported === undefined ? '–' : moneyOfFen(reported.amountFen, reported.currency_order),
    ],
  };
}
