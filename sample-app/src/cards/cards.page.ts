import { html } from '../pages/html.js';
import { icon } from '../pages/icons.js';
import { Page } from '../pages/page.js';
import type { SavedCard } from './saved-cards.service.js';

/** A customer's own cards. */
export function cardsPage(cards: readonly SavedCard[]): Page {
  const items = cards.map(
    ({ id, name, mobile }) => html`
      <li class="card order" data-testid="saved-card">
        <span class="tile">${icon('card')}</span>
        <p><strong>${name}</strong><br /><span class="muted">${mobile}</span></p>
        <form class="end" method="post" action="/cards/${id}/remove" data-waits data-in-place>
          <button data-testid="remove-card" aria-label="${{ zh: `移除 ${name}`, en: `Remove ${name}` }}">
            ${{ zh: '移除', en: 'Remove' }}
          </button>
        </form>
      </li>
    `,
  );
  const nothing = html`<div class="card empty">
    <p data-testid="no-cards">${{ zh: '您没有保存的银行卡。', en: 'You have no saved cards.' }}</p>
    <p class="muted">
      ${{
        zh: '用银行卡支付时，您可以选择保存此卡。',
        en: 'When you pay by bank card, you can choose to save the card.',
      }}
    </p>
  </div>`;
  return new Page(
    { zh: '我的银行卡', en: 'My cards' },
    items.length === 0
      ? nothing
      : html`<p class="hero">
            ${{
              zh: '银行卡由连连支付保管，移除后不能再用于支付。',
              en: 'LianLian keeps these cards for you. A card that you remove can no longer be used to pay.',
            }}
          </p>
          <ul class="stack">
            ${items}
          </ul>`,
  );
}
