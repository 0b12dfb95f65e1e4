import type { SavedCard } from '../cards/saved-cards.service.js';
import { html } from '../pages/html.js';
import { Page } from '../pages/page.js';

/** A customer's saved cards. */
export function adminCardsPage(customer: string, cards: readonly SavedCard[]): Page {
  const items = cards.map(
    ({ id, name, mobile }) => html`
      <li class="card" data-testid="saved-card">
        <p><strong>${name}</strong> <span class="muted">${mobile}</span></p>
        <form method="post" action="/admin/customers/${customer}/cards/${id}/unbind">
          <button data-testid="unbind">解绑 Unbind</button>
        </form>
      </li>
    `,
  );
  return new Page(
    '顾客的银行卡 Cards of a customer',
    html`${
        items.length === 0
          ? html`<p data-testid="no-cards">没有保存的银行卡。 No saved cards.</p>`
          : html`<ul class="orders">
              ${items}
            </ul>`
      }
      <p><a class="button" href="/admin">全部订单 All orders</a></p>`,
  );
}
