import { fenToYuan, type ReportDifference, type ReportSums } from 'nestjs-lianlian';

import { type Html, html } from '../pages/html.js';
import { Page } from '../pages/page.js';
import type { ReconciledDay } from './reports.service.js';

const TYPES: Readonly<Record<ReportDifference['type'], string>> = {
  'missing-in-report': '报表中没有 Missing in the report',
  'missing-in-app': '商店中没有 Missing in the shop',
  'amount-different': '金额不同 Another amount',
  'status-different': '状态不同 Another state',
  'transaction-different': '交易号不同 Another transaction',
  'duplicate-in-report': '报表中重复 Twice in the report',
  'duplicate-in-app': '商店中重复 Twice in the shop',
  unclear: '无法判断 Unclear',
};

/** Where a report is uploaded. */
export function uploadPage(): Page {
  return new Page(
    '对账 Reconcile',
    html`<form class="card" method="post" action="/admin/reports" enctype="multipart/form-data">
        <div class="field">
          <label for="report">连连日对账单 Daily report of LianLian</label>
          <input id="report" name="report" type="file" accept=".txt,text/plain" required />
        </div>
        <p class="muted">JYMX_商户号_日期.txt · JYMX_merchant_day.txt</p>
        <button class="primary" data-testid="reconcile">对账 Reconcile</button>
      </form>
      <p><a class="button" href="/admin">全部订单 All orders</a></p>`,
  );
}

/** What the report and the shop do not agree on. */
export function reconciledPage({ day, differences, totals }: ReconciledDay): Page {
  const total = Object.values(totals.differences).reduce((sum, count) => sum + count, 0);
  const verdict =
    total === 0
      ? html`<p class="notice good" role="status" data-testid="agreed">✓ 账目一致 Both agree</p>`
      : html`<p class="notice problem" role="status" data-testid="disagreed">${total} 处差异 differences</p>`;
  return new Page(
    `对账 Reconciled ${day}`,
    html`${verdict}
      <section class="card">
        <dl>
          <dt>一致 Matched</dt>
          <dd data-testid="matched">${totals.matched}</dd>
          ${totals.sums.map(sums)}
        </dl>
      </section>
      ${differences.length === 0 ? undefined : differenceTable(differences)}
      <p><a class="button" href="/admin/reports">另一个报表 Another report</a></p>`,
  );
}

function sums(each: ReportSums): Html {
  const { currency_order, payments, paymentFen, refunds, refundFen, feeFen, netFen } = each;
  return html`<dt>收款 Payments (${payments})</dt>
    <dd>${currency_order} ${fenToYuan(paymentFen)}</dd>
    <dt>退款 Refunds (${refunds})</dt>
    <dd>${currency_order} ${fenToYuan(refundFen)}</dd>
    <dt>手续费 Fees</dt>
    <dd>${currency_order} ${fenToYuan(feeFen)}</dd>
    ${
      netFen === undefined
        ? undefined
        : html`<dt>净额 Net</dt>
            <dd>${currency_order} ${fenToYuan(netFen)}</dd>`
    }`;
}

function differenceTable(differences: readonly ReportDifference[]): Html {
  return html`<div class="card wide">
    <table>
      <thead>
        <tr>
          <th scope="col">差异 Difference</th>
          <th scope="col">单号 Number</th>
          <th scope="col">商店 Shop</th>
          <th scope="col">报表 Report</th>
        </tr>
      </thead>
      <tbody>
        ${differences.map(differenceRow)}
      </tbody>
    </table>
  </div>`;
}

function differenceRow(difference: ReportDifference): Html {
  const expected = 'expected' in difference ? difference.expected : undefined;
  const reported = 'reported' in difference ? difference.reported : undefined;
  const line = difference.type === 'unclear' ? difference.row.line : reported?.line;
  return html`<tr data-testid="difference-${difference.type}">
    <td>
      ${TYPES[difference.type]}
      ${line === undefined ? undefined : html`<small class="line">第 ${line} 行 line ${line}</small>`}
    </td>
    <td class="number">${(expected ?? reported)?.number ?? ''}</td>
    <td class="amount">${expected === undefined ? '–' : fenToYuan(expected.amountFen)}</td>
    <td class="amount">${reported === undefined ? '–' : fenToYuan(reported.amountFen)}</td>
  </tr>`;
}
