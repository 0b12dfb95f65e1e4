import type { SavedCard } from '../cards/saved-cards.service.js';
import { html } from '../pages/html.js';
import { icon } from '../pages/icons.js';
import { Page } from '../pages/page.js';

/** A customer's saved cards. */
export function adminCardsPage(customer: string, cards: readonly SavedCard[]): Page {
  const items = cards.map(
    ({ id, name, mobile }) => html`
      <li class="card order" data-testid="saved-card">
        <span class="tile">${icon('card')}</span>
        <p><strong>${name}</strong><br /><span class="muted">${mobile}</span></p>
        <form
          class="end"
          method="post"
          action="/admin/customers/${customer}/cards/${id}/unbind"
          data-waits
          data-in-place
        >
          <button data-testid="unbind" aria-label="${{ zh: `解绑 ${name}`, en: `Unbind ${name}` }}">
            ${{ zh: '解绑', en: 'Unbind' }}
          </button>
        </form>
      </li>
    `,
  );
  return new Page(
    { zh: '顾客的银行卡', en: 'A customer’s cards' },
    items.length === 0
      ? html`<div class="card empty">
          <p data-testid="no-cards">
            ${{ zh: '没有保存的银行卡。', en: 'This customer has no saved cards.' }}
          </p>
        </div>`
      : html`<ul class="stack">
          ${items}
        </ul>`,
  );
}
