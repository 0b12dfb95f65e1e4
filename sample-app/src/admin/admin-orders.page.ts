import type { Text } from '../language/text.js';
import type { Order } from '../orders/order.js';
import { type FoundOrders, ORDERS_PER_PAGE } from '../orders/orders.repository.js';
import { shortChinaTime } from '../pages/china-time.js';
import { type Html, html } from '../pages/html.js';
import { money } from '../pages/money.js';
import { Page } from '../pages/page.js';
import { pager } from '../pages/pager.js';
import { type Row, table } from '../pages/table.js';
import { orderBadge } from '../refunds/order-in-words.js';
import type { FindOrdersDto } from './find-orders.dto.js';
import { ORDER_GROUPS } from './order-groups.js';

const TITLE = { zh: '全部订单', en: 'All orders' };
const COLUMNS = [
  { zh: '时间（北京时间）', en: 'China time (UTC+8)' },
  { zh: '商品', en: 'Product' },
  { zh: '订单号', en: 'Order number' },
  { zh: '金额', en: 'Amount' },
  { zh: '状态', en: 'State' },
];

/** Everybody's orders, or those that a search finds. */
export function adminOrdersPage(
  search: FindOrdersDto,
  { orders, total }: FoundOrders,
  refunded: ReadonlyMap<string, number>,
): Page {
  const rows = orders.map((order) => rowOf(order, refunded.get(order.no_order)));
  const isSearch = (search.text ?? '') !== '' || search.state !== undefined;
  const nothing = html`<div class="card empty">
    <p data-testid="no-orders">
      ${isSearch ? { zh: '没有找到订单。', en: 'No order matches.' } : { zh: '还没有订单。', en: 'There are no orders yet.' }}
    </p>
    ${isSearch ? html`<p><a class="button" href="/admin">${{ zh: '显示全部', en: 'Show all' }}</a></p>` : undefined}
  </div>`;
  return new Page(
    TITLE,
    html`${searchForm(search)} ${rows.length === 0 ? nothing : table(TITLE, COLUMNS, rows)}
    ${pages(search, total)}`,
  );
}

function rowOf(order: Order, refundedFen?: number): Row {
  const { no_order, createdAt, product, quantity, money_order, currency_order } = order;
  return {
    cells: [
      html`<a href="/admin/orders/${no_order}" data-testid="order-${no_order}"
        >${shortChinaTime(createdAt)}</a
      >`,
      html`${product.name} × ${quantity}`,
      html`<span class="number">${no_order}</span>`,
      html`<span class="amount">${money(money_order, currency_order)}</span>`,
      orderBadge(order, refundedFen),
    ],
  };
}

function searchForm({ text = '', state }: FindOrdersDto): Html {
  const options = Object.entries(ORDER_GROUPS).map(
    ([name, { words }]) =>
      html`<option value="${name}" ${name === state ? html`selected` : undefined}>${words}</option>`,
  );
  return html`<form class="search" method="get" action="/admin" role="search">
    <div class="field">
      <label for="text">${{ zh: '搜索', en: 'Search' }}</label>
      <p class="hint" id="text-hint">
        ${{ zh: '订单号、退款号、交易号、金额、商品或顾客', en: 'Order, refund or transaction number, amount, product or customer' }}
      </p>
      <input
        id="text"
        name="text"
        type="search"
        value="${text}"
        maxlength="64"
        aria-describedby="text-hint"
      />
    </div>
    <div class="field">
      <label for="state">${{ zh: '状态', en: 'State' }}</label>
      <select id="state" name="state">
        <option value="">${{ zh: '全部', en: 'All' }}</option>
        ${options}
      </select>
    </div>
    <button data-testid="search">${{ zh: '查找', en: 'Find' }}</button>
  </form>`;
}

/** Where a page of the list is. */
export function pathOfOrders({ text = '', state }: FindOrdersDto, page: number): string {
  return `/admin?${new URLSearchParams({ text, state: state ?? '', page: String(page) }).toString()}`;
}

function pages(search: FindOrdersDto, total: number): Html {
  const { page = 1 } = search;
  const count: Text = {
    zh: `共 ${String(total)} 个订单`,
    en: `${String(total)} ${total === 1 ? 'order' : 'orders'}`,
  };
  return pager({
    page,
    perPage: ORDERS_PER_PAGE,
    total,
    count,
    href: (to) => pathOfOrders(search, to),
  });
}
