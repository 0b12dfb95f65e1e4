import type { SavedCard } from '../cards/saved-cards.service.js';
import { same, type Text } from '../language/text.js';
import { orderSummary } from '../orders/order-summary.js';
import { isForeign } from '../orders/order-currency.js';
import type { Order } from '../orders/order.js';
import { type Html, html } from '../pages/html.js';
import { icon, type IconName } from '../pages/icons.js';
import { money } from '../pages/money.js';
import { Page } from '../pages/page.js';
import { steps } from '../pages/steps.js';
import { type PaymentMethod, SAVED_CARD } from './checkout.dto.js';

interface Choice {
  readonly method: PaymentMethod | `${typeof SAVED_CARD}${string}`;
  readonly icon: IconName;
  readonly label: Text;
  readonly more: Text;
}

const SCAN: Text = { zh: '用手机扫码', en: 'Scan a QR code' };

const METHODS: readonly Choice[] = [
  { method: 'wechat', icon: 'bubble', label: { zh: '微信支付', en: 'WeChat Pay' }, more: SCAN },
  { method: 'alipay', icon: 'scan', label: { zh: '支付宝', en: 'Alipay' }, more: SCAN },
  {
    method: 'card',
    icon: 'card',
    label: { zh: '银行卡', en: 'Bank card' },
    more: { zh: '短信验证码', en: 'With an SMS code' },
  },
  {
    method: 'easypay',
    icon: 'lock',
    label: { zh: '连连快捷支付', en: 'LianLian card page' },
    more: { zh: '前往连连支付安全页面', en: 'Continue on LianLian’s secure page' },
  },
  {
    method: 'aggregate',
    icon: 'bank',
    label: { zh: '连连收银台', en: 'LianLian cashier' },
    more: { zh: '网银、微信、支付宝', en: 'Online banking, WeChat Pay, Alipay' },
  },
];

const DEPOSIT: readonly Choice[] = [
  {
    method: 'card',
    icon: 'lock',
    label: { zh: '冻结信用卡额度', en: 'Hold on a credit card' },
    more: { zh: '现在不扣款', en: 'Nothing is charged now' },
  },
];

function choicesOf(order: Order, saved: readonly Choice[]): readonly Choice[] {
  if (order.isDeposit) return DEPOSIT;
  const isOffered = ({ method }: Choice): boolean => method === 'card' || !isForeign(order);
  return [...saved, ...METHODS.filter(isOffered)];
}

/** How to pay: an order in another currency by card alone. @param cards undefined where LianLian does not tell them */
export function checkoutPage(order: Order, cards: readonly SavedCard[] | undefined): Page {
  const saved = (cards ?? []).map(({ id, name }): Choice => ({
    method: `${SAVED_CARD}${id}`,
    icon: 'card',
    label: same(name),
    more: { zh: '已保存的银行卡', en: 'Your saved card' },
  }));
  const choices = choicesOf(order, saved).map(
    ({ method, icon: name, label, more }) => html`
      <label class="choice">
        <input
          type="radio"
          name="method"
          value="${method}"
          required
          data-testid="method-${method.split(':')[0] ?? ''}"
        />
        <span class="tile of-${method.split(':')[0] ?? ''}">${icon(name)}</span>
        <span>${label} <small>${more}</small></span>
      </label>
    `,
  );
  return new Page(
    { zh: '支付', en: 'Checkout' },
    html`<div class="columns">
      <div>
        ${steps('choose')}
        <form class="card" method="post" action="/orders/${order.no_order}/checkout" data-waits>
          <fieldset>
            <legend>${{ zh: '支付方式', en: 'Payment method' }}</legend>
            ${choices}
          </fieldset>
          ${cards === undefined ? withoutSaved() : undefined}
          <button class="primary wide" data-testid="pay">
            ${order.isDeposit ? { zh: '冻结', en: 'Hold' } : { zh: '支付', en: 'Pay' }}
            ${money(order.money_order, order.currency_order)}
          </button>
        </form>
      </div>
      ${orderSummary(order)}
    </div>`,
  );
}

function withoutSaved(): Html {
  return html`<p class="muted" data-testid="cards-unknown">
    ${{
      zh: '暂时无法显示已保存的银行卡。请用其他方式支付，或稍后刷新本页。',
      en: 'Your saved cards cannot be shown at the moment. Pay in another way, or load this page again later.',
    }}
  </p>`;
}
