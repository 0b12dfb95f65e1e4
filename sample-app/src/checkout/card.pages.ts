import { TEST_CARDS } from 'nestjs-lianlian/testing';

import type { Order } from '../orders/order.js';
import { orderSummary } from '../orders/orders.pages.js';
import { type Html, html } from '../pages/html.js';
import type { FieldProblems } from '../pages/invalid-form.exception.js';
import { Page } from '../pages/page.js';
import type { ShopSettings } from '../shop-settings.js';

/** The form of a card. What was typed is not shown again: it is nowhere but in that one request. */
export function cardPage(
  order: Order,
  settings: ShopSettings,
  problems: FieldProblems = {},
  status = 200,
): Page {
  const hint = html`沙箱测试卡 Sandbox: ${TEST_CARDS.pays} 支付成功 pays, ${TEST_CARDS.invalid} 无效卡 is
  invalid; 姓名 any name, 身份证 any 18 digits, 手机 13900000000.`;
  return new Page(
    '银行卡支付 Pay by card',
    html`${orderSummary(order)}
      <form class="card" method="post" action="/orders/${order.no_order}/card" autocomplete="off">
        ${sandboxHint(settings, hint)} ${field('card_no', '银行卡号 Card number', 'numeric', 23, problems)}
        ${field('acct_name', '持卡人姓名 Name of the card holder', 'text', 50, problems)}
        ${field('id_no', '身份证号 ID card number', 'text', 18, problems)}
        ${field('bind_mob', '银行预留手机号 Mobile number at the bank', 'tel', 13, problems)}
        <div class="buttons">
          <button class="primary" data-testid="apply">获取验证码 Send me a code</button>
          <a href="/orders/${order.no_order}/checkout">换一种方式 Another method</a>
        </div>
      </form>`,
    status,
  );
}

/** The form of the SMS code. */
export function codePage(
  order: Order,
  settings: ShopSettings,
  problems: FieldProblems = {},
  status = 200,
): Page {
  return new Page(
    '短信验证码 SMS code',
    html`${orderSummary(order)}
      <form class="card" method="post" action="/orders/${order.no_order}/code" autocomplete="off">
        <p>银行已向您的手机发送验证码。 Your bank has sent a code to your phone.</p>
        ${sandboxHint(settings, html`沙箱验证码 Sandbox code: 123456`)}
        ${field('verify_code', '验证码 Code', 'numeric', 6, problems)}
        <div class="buttons">
          <button class="primary" data-testid="verify">
            ${order.isDeposit ? '确认冻结 Hold' : '确认支付 Pay'} ¥ ${order.money_order}
          </button>
          <a href="/orders/${order.no_order}/card">重新获取 Start again</a>
        </div>
      </form>`,
    status,
  );
}

function field(
  name: string,
  label: string,
  inputmode: string,
  maxlength: number,
  problems: FieldProblems,
): Html {
  const problem = problems[name];
  const mark =
    problem === undefined ? undefined : html`aria-invalid="true" aria-describedby="${name}-problem"`;
  const message =
    problem === undefined
      ? undefined
      : html`<p class="problem" id="${name}-problem" role="alert" data-testid="${name}-problem">
          ${problem}
        </p>`;
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      inputmode="${inputmode}"
      maxlength="${maxlength}"
      required
      autocomplete="off"
      ${mark}
    />
    ${message}
  </div>`;
}

function sandboxHint({ sandboxUrl }: ShopSettings, hint: Html): Html | undefined {
  return sandboxUrl === undefined ? undefined : html`<p class="notice"><small>${hint}</small></p>`;
}
