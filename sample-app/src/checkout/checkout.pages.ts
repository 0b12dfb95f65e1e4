import type { SavedCard } from '../cards/saved-cards.service.js';
import type { Order } from '../orders/order.js';
import { orderSummary } from '../orders/orders.pages.js';
import { html } from '../pages/html.js';
import { Page } from '../pages/page.js';
import { type PaymentMethod, SAVED_CARD } from './checkout.dto.js';

type Choice = readonly [method: string, label: string, explanation: string];

const METHODS: readonly (readonly [PaymentMethod, ...string[]] & Choice)[] = [
  ['wechat', '微信支付 WeChat Pay', '用手机扫码 Scan a QR code'],
  ['alipay', '支付宝 Alipay', '用手机扫码 Scan a QR code'],
  ['card', '银行卡 Bank card', '短信验证码 With an SMS code'],
  ['easypay', '连连快捷支付 LianLian card page', '前往连连页面 On a page of LianLian’s'],
  ['aggregate', '连连收银台 LianLian cashier', '网银、微信、支付宝 Online banking, WeChat Pay, Alipay'],
];

const DEPOSIT: readonly Choice[] = [
  ['card', '冻结信用卡额度 Hold on a credit card', '现在不扣款 Nothing is charged now'],
];

/** How to pay. */
export function checkoutPage(order: Order, cards: readonly SavedCard[]): Page {
  const saved = cards.map(({ id, name }): Choice => [
    `${SAVED_CARD}${id}`,
    name,
    '已保存的银行卡 A card that you used before',
  ]);
  const choices = (order.isDeposit ? DEPOSIT : [...saved, ...METHODS]).map(
    ([value, label, explanation]) => html`
      <label class="choice">
        <input
          type="radio"
          name="method"
          value="${value}"
          required
          data-testid="method-${value.split(':')[0] ?? ''}"
        />
        <span>${label} <small>${explanation}</small></span>
      </label>
    `,
  );
  return new Page(
    '支付 Checkout',
    html`${orderSummary(order)}
      <form class="card" method="post" action="/orders/${order.no_order}/checkout">
        <fieldset>
          <legend>支付方式 Payment method</legend>
          ${choices}
        </fieldset>
        <button class="primary" data-testid="pay">
          ${order.isDeposit ? '冻结 Hold' : '支付 Pay'} ¥ ${order.money_order}
        </button>
      </form>`,
  );
}
