import { type Checkout, checkoutPath } from '../checkouts.js';
import { TEST_CARDS } from '../orders/cards.js';
import { type Html, html } from './html.js';
import { page } from './layout.js';
import { bankChoice, methodChoice, ONLINE_BANKING, WALLETS } from './methods.js';
import { orderSummary } from './order-summary.js';

/** What a page says beside the order. */
export interface CheckoutNotes {
  /** Why the last attempt failed. */
  readonly problem?: string | undefined;
  /** The code that the SMS brought. */
  readonly smsCode?: string | undefined;
}

/** The page on which a payer pays: of a redirect, or behind a QR code. */
export function cashierPage(checkout: Checkout, notes: CheckoutNotes = {}): Html {
  const title = checkout.offer === 'wallet' ? '扫码支付 Scan to pay' : '收银台 Cashier';
  const problem =
    notes.problem === undefined
      ? undefined
      : html`<p class="problem" role="alert" data-testid="problem">${notes.problem}</p>`;
  return page(
    title,
    html`${orderSummary(checkout.entry)} ${problem}
      <form method="post" action="${checkoutPath(checkout.id)}">
        ${choices(checkout, notes)}
        <div class="buttons">
          <button class="primary" name="action" value="pay" data-testid="pay">支付 Pay</button>
          <button name="action" value="fail" formnovalidate data-testid="fail">支付失败 Fail</button>
          <button name="action" value="abandon" formnovalidate data-testid="abandon">放弃 Abandon</button>
        </div>
      </form>`,
  );
}

function choices(checkout: Checkout, notes: CheckoutNotes): Html | undefined {
  const { entry, offer, card, isOneClick } = checkout;
  if (offer === 'wallet')
    return html`<p>${entry.pay_type === 'L' ? '支付宝 Alipay' : '微信支付 WeChat Pay'}</p>`;
  if (offer === 'methods') return methodChoice(entry, [...ONLINE_BANKING, ...WALLETS]);
  if (offer === 'banks') return html`${methodChoice(entry, ONLINE_BANKING)} ${bankChoice(entry)}`;
  if (card === undefined) return cardForm(notes);
  return html`<p data-testid="card">银行卡 Card ${card.card_no}</p>
    ${isOneClick ? undefined : smsField(notes)}`;
}

function cardForm(notes: CheckoutNotes): Html {
  return html`
    <label for="card_no">银行卡号 Card number</label>
    <input id="card_no" name="card_no" value="${TEST_CARDS.pays}" required pattern="[0-9]{12,19}" />
    <label for="acct_name">姓名 Name</label>
    <input id="acct_name" name="acct_name" value="测试用户" />
    <label for="bind_mob">手机号 Mobile</label>
    <input id="bind_mob" name="bind_mob" value="13900000000" inputmode="tel" />
    ${smsField(notes)}
  `;
}

function smsField({ smsCode }: CheckoutNotes): Html {
  return html`
    <label for="verify_code">短信验证码 SMS code</label>
    <input
      id="verify_code"
      name="verify_code"
      value="${smsCode}"
      required
      maxlength="6"
      inputmode="numeric"
    />
  `;
}
