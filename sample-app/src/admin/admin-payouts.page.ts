import type { Text } from '../language/text.js';
import { shortChinaTime } from '../pages/china-time.js';
import { html } from '../pages/html.js';
import { money } from '../pages/money.js';
import { Page } from '../pages/page.js';
import { pager } from '../pages/pager.js';
import { type Row, table } from '../pages/table.js';
import type { Balance } from '../payouts/balance.service.js';
import type { Payout } from '../payouts/payout.js';
import { payoutBadge } from '../payouts/payout-in-words.js';
import { type FoundPayouts, PAYOUTS_PER_PAGE } from '../payouts/payouts.repository.js';
import { balanceSection } from './balance.section.js';

const TITLE = { zh: '供应商付款', en: 'Payouts' };
const COLUMNS = [
  { zh: '时间（北京时间）', en: 'China time (UTC+8)' },
  { zh: '供应商', en: 'Supplier' },
  { zh: '用途', en: 'For' },
  { zh: '金额', en: 'Amount' },
  { zh: '状态', en: 'State' },
];

/** Everything that the shop paid out, or tried to, and what it can pay. */
export function adminPayoutsPage(
  page: number,
  { payouts, total }: FoundPayouts,
  balance: Balance | undefined,
  nameOf: (supplier: string) => Text,
): Page {
  const count: Text = {
    zh: `共 ${String(total)} 笔付款`,
    en: `${String(total)} ${total === 1 ? 'payout' : 'payouts'}`,
  };
  const pay = html`<div class="buttons">
    <a class="button primary" href="/admin/payouts/new" data-testid="new-payout"
      >${{ zh: '付款给供应商', en: 'Pay a supplier' }}</a
    >
  </div>`;
  const none = html`<div class="card empty">
    <p data-testid="no-payouts">${{ zh: '还没有付款。', en: 'There are no payouts yet.' }}</p>
  </div>`;
  return new Page(
    TITLE,
    html`<div class="stack">
        ${balanceSection(balance, pay)}
        ${
          payouts.length === 0
            ? none
            : table(
                TITLE,
                COLUMNS,
                payouts.map((payout) => rowOf(payout, nameOf(payout.supplier))),
              )
        }
      </div>
      ${pager({ page, perPage: PAYOUTS_PER_PAGE, total, count, href: pathOfPayouts })}`,
  );
}

/** Where a page of the list is. */
export function pathOfPayouts(page: number): string {
  return `/admin/payouts?page=${String(page)}`;
}

function rowOf(payout: Payout, name: Text): Row {
  const { no_order, createdAt, info_order, money_order, status } = payout;
  return {
    name: `payout-${status}`,
    cells: [
      html`<a href="/admin/payouts/${no_order}" data-testid="payout-${no_order}"
        >${shortChinaTime(createdAt)}</a
      >`,
      name,
      info_order,
      html`<span class="amount">${money(money_order)}</span>`,
      payoutBadge(payout),
    ],
  };
}
