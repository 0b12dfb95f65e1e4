import { TEST_CARDS } from 'nestjs-lianlian/testing';

import type { Text } from '../language/text.js';
import { orderSummary } from '../orders/order-summary.js';
import type { Order } from '../orders/order.js';
import { type Field, field } from '../pages/fields.js';
import { type Html, html } from '../pages/html.js';
import { icon } from '../pages/icons.js';
import type { FieldProblems } from '../pages/invalid-form.exception.js';
import { money } from '../pages/money.js';
import { Page } from '../pages/page.js';
import { steps } from '../pages/steps.js';
import type { ShopSettings } from '../shop-settings.js';

const CARD_FIELDS: readonly Field[] = [
  { name: 'card_no', label: { zh: '银行卡号', en: 'Card number' }, inputmode: 'numeric', maxlength: 23 },
  {
    name: 'acct_name',
    label: { zh: '持卡人姓名', en: 'Name of the card holder' },
    inputmode: 'text',
    maxlength: 50,
  },
  { name: 'id_no', label: { zh: '身份证号', en: 'ID card number' }, inputmode: 'text', maxlength: 18 },
  {
    name: 'bind_mob',
    label: { zh: '银行预留手机号', en: 'Mobile number at the bank' },
    hint: { zh: '验证码发到这个号码。', en: 'The code is sent to this number.' },
    inputmode: 'tel',
    maxlength: 13,
  },
];

const CODE_FIELD: Field = {
  name: 'verify_code',
  label: { zh: '验证码', en: 'Code' },
  inputmode: 'numeric',
  maxlength: 6,
  autocomplete: 'one-time-code',
};

const TEST_CARD_HINT: Text = {
  zh: `沙箱测试卡：${TEST_CARDS.pays} 支付成功，${TEST_CARDS.invalid} 无效。姓名任意，身份证任意 18 位，手机 13900000000。`,
  en: `Test cards of the sandbox: ${TEST_CARDS.pays} pays, ${TEST_CARDS.invalid} is invalid. Any name, any 18 digits as ID, mobile 13900000000.`,
};
const TEST_CODE_HINT: Text = { zh: '沙箱验证码：123456', en: 'Code of the sandbox: 123456' };

/** The form of a card. What was typed is not shown again: it exists only in that one request. */
export function cardPage(
  order: Order,
  settings: ShopSettings,
  problems: FieldProblems = {},
  status = 200,
): Page {
  const form = html`<form
    class="card"
    method="post"
    action="/orders/${order.no_order}/card"
    autocomplete="off"
  >
    ${sandboxHint(settings, TEST_CARD_HINT)} ${CARD_FIELDS.map((each) => field(each, problems))}
    <div class="buttons">
      <button class="primary" data-testid="apply">${{ zh: '获取验证码', en: 'Send me a code' }}</button>
      <a href="/orders/${order.no_order}/checkout">${{ zh: '换一种方式', en: 'Another method' }}</a>
    </div>
    <p class="assurance">
      ${icon('lock')}${{
        zh: '银行卡信息直接交给连连，商店不保存。',
        en: 'Your card goes straight to LianLian. The shop does not keep it.',
      }}
    </p>
  </form>`;
  return payPage({ zh: '银行卡支付', en: 'Pay by card' }, order, form, status);
}

/** The form of the SMS code. */
export function codePage(
  order: Order,
  settings: ShopSettings,
  problems: FieldProblems = {},
  status = 200,
): Page {
  const form = html`<form
    class="card"
    method="post"
    action="/orders/${order.no_order}/code"
    autocomplete="off"
  >
    <p>${{ zh: '银行已向您的手机发送验证码。', en: 'Your bank has sent a code to your phone.' }}</p>
    ${sandboxHint(settings, TEST_CODE_HINT)}
    <div class="code">${field(CODE_FIELD, problems)}</div>
    <div class="buttons">
      <button class="primary" data-testid="verify">
        ${order.isDeposit ? { zh: '确认冻结', en: 'Hold' } : { zh: '确认支付', en: 'Pay' }}
        ${money(order.money_order)}
      </button>
      <a href="/orders/${order.no_order}/card">${{ zh: '重新获取', en: 'Start again' }}</a>
    </div>
  </form>`;
  return payPage({ zh: '短信验证码', en: 'SMS code' }, order, form, status);
}

function payPage(title: Text, order: Order, form: Html, status: number): Page {
  const content = html`<div class="columns">
    <div>${steps('pay')} ${form}</div>
    ${orderSummary(order)}
  </div>`;
  return new Page(title, content, status);
}

function sandboxHint({ sandboxUrl }: ShopSettings, hint: Text): Html | undefined {
  return sandboxUrl === undefined
    ? undefined
    : html`<p class="notice">${icon('note')}<span>${hint}</span></p>`;
}
