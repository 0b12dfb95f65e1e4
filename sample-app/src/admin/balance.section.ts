import { details } from '../pages/details.js';
import { type Html, html } from '../pages/html.js';
import { money } from '../pages/money.js';
import type { Balance } from '../payouts/balance.service.js';

/** What can be paid out. @param more stands beside it */
export function balanceSection(balance: Balance | undefined, more?: Html): Html {
  return html`<section class="card">
    <h2>${{ zh: '商户余额', en: 'Balance at LianLian' }}</h2>
    ${balance === undefined ? notKnown() : amounts(balance)} ${more}
  </section>`;
}

function amounts({ available, unsettled, isVerified }: Balance): Html {
  return html`${details([
    [
      { zh: '可付款', en: 'Available for payouts' },
      html`<strong class="amount">${money(available)}</strong>`,
      'balance',
    ],
    [{ zh: '未结算', en: 'Not settled yet' }, money(unsettled)],
  ])}
  ${
    isVerified
      ? undefined
      : html`<p class="muted" data-testid="balance-unverified">
          ${{
            zh: '此余额未经连连签名，仅供参考。',
            en: 'LianLian did not sign this balance: take it as a hint.',
          }}
        </p>`
  }`;
}

function notKnown(): Html {
  return html`<p class="muted" data-testid="balance-unknown">
    ${{
      zh: '暂时无法向连连查询余额，原因见商店日志。余额不足时，连连会拒绝付款，不会多付。',
      en: 'LianLian cannot be asked for the balance now; the shop’s log says why. Where it is too low, LianLian refuses a payout, and nothing is paid.',
    }}
  </p>`;
}
