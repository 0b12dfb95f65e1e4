import { type Checkout, checkoutPath } from '../orders/checkouts.js';
import type { Refusal } from '../data/refusal.js';
import { adviceOn } from './advice.js';
import { cardForm, smsField } from './card-form.js';
import { type Html, html, t, type Words } from '../http/html.js';
import { page } from './layout.js';
import {
  bankChoice,
  isOnlineBanking,
  markOf,
  methodChoice,
  ONLINE_BANKING,
  walletOf,
  WALLETS,
} from './methods.js';
import { orderSummary } from './order-summary.js';

/** What a page shows beside the order. */
interface CheckoutNotes {
  /** Why the last attempt failed. */
  readonly problem?: Refusal | undefined;
  /** The SMS code, which the page shows because no SMS is sent. */
  readonly smsCode?: string | undefined;
}

/** The page on which a payer pays, after a redirect or behind a QR code. */
export function cashierPage(checkout: Checkout, notes: CheckoutNotes = {}): Html {
  const { entry, id } = checkout;
  const pay =
    entry.pay_type === 'F'
      ? t(`预授权 ¥ ${entry.money_order}`, `Authorize ¥ ${entry.money_order}`)
      : t(`支付 ¥ ${entry.money_order}`, `Pay ¥ ${entry.money_order}`);
  return page(
    titleOf(checkout),
    html`${notes.problem && refusalNotice(notes.problem)} ${orderSummary(entry)}
      <form method="post" action="${checkoutPath(id)}">
        ${choices(checkout, notes)}
        <button class="primary" name="action" value="pay" data-testid="pay">${pay}</button>
        <p class="waiting" role="status" hidden>
          ${t('正在付款，并通知商户……', 'Paying, and notifying the shop …')}
        </p>
        <div class="other">
          <small>${t('测试其他结果：', 'Test another outcome:')}</small>
          <button name="action" value="fail" formnovalidate data-testid="fail">
            ${t('支付失败', 'Payment fails')}
          </button>
          <button name="action" value="abandon" formnovalidate data-testid="abandon">
            ${t('放弃支付', 'Payer gives up')}
          </button>
        </div>
      </form>`,
    { address: checkoutPath(id) },
  );
}

function titleOf({ entry, offer }: Checkout): Words {
  if (offer !== 'wallet') return t('收银台', 'Cashier');
  if (entry.pay_type === 'Y') return t('微信应用内支付', 'WeChat in-app payment');
  if (entry.pay_type === 'W') return t('微信公众号支付', 'WeChat official account payment');
  return t('确认支付', 'Confirm payment');
}

function choices(checkout: Checkout, notes: CheckoutNotes): Html | undefined {
  const { entry, offer, card, isOneClick } = checkout;
  if (offer === 'wallet') {
    const wallet = walletOf(entry);
    return html`<p class="wallet">${markOf(wallet)} <span data-testid="wallet">${wallet.label}</span></p>`;
  }
  if (offer === 'methods') {
    const hasBanks = entry.pay_type === undefined || isOnlineBanking(entry.pay_type);
    return html`${methodChoice(entry, [...ONLINE_BANKING, ...WALLETS])}
    ${hasBanks ? bankChoice(entry, false) : undefined}`;
  }
  if (offer === 'banks') return html`${methodChoice(entry, ONLINE_BANKING)} ${bankChoice(entry, true)}`;
  if (card === undefined) return cardForm(notes.smsCode);
  return html`<p>${t('银行卡', 'Card')} <strong class="mono" data-testid="card">${card.card_no}</strong></p>
    ${isOneClick ? undefined : smsField(notes.smsCode)}`;
}

/** Why a payment was refused: LianLian's code and text, and what to do. */
function refusalNotice({ ret_code, ret_msg }: Refusal): Html {
  const advice = adviceOn(ret_code);
  return html`<div class="notice bad" role="alert">
    <p data-testid="problem">${ret_code} ${ret_msg}</p>
    ${advice && html`<p>${advice}</p>`}
  </div>`;
}
