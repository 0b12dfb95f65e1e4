import { TEST_CARD_HOLDER, testCards } from 'nestjs-lianlian/testing';

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
import { attemptIdOf } from './attempt-id.js';

const PHONE_FIELD: Field = {
  name: 'bind_mob',
  label: { zh: '银行预留手机号', en: 'Mobile number registered with your bank' },
  hint: { zh: '短信验证码将发送到该号码。', en: 'The SMS code is sent to this number.' },
  inputmode: 'tel',
  maxlength: 20,
  pattern: '\\+?[0-9 \\-]{11,19}',
  autocomplete: 'tel',
};

const CARD_FIELDS: readonly Field[] = [
  {
    name: 'card_no',
    label: { zh: '银行卡号', en: 'Card number' },
    inputmode: 'numeric',
    maxlength: 23,
    pattern: '[0-9 \\-]{12,23}',
    autocomplete: 'cc-number',
  },
  {
    name: 'acct_name',
    label: { zh: '持卡人姓名', en: 'Cardholder name' },
    inputmode: 'text',
    maxlength: 50,
    autocomplete: 'cc-name',
  },
  {
    name: 'id_no',
    label: { zh: '身份证号', en: 'ID card number' },
    inputmode: 'text',
    maxlength: 20,
    pattern: '[0-9Xx ]{15,20}',
  },
  PHONE_FIELD,
];

const CODE_FIELD: Field = {
  name: 'verify_code',
  label: { zh: '短信验证码', en: 'SMS code' },
  inputmode: 'numeric',
  maxlength: 6,
  pattern: '[0-9]{4,6}',
  autocomplete: 'one-time-code',
};

/** Nobody's. */
const { acct_name, id_no, bind_mob } = TEST_CARD_HOLDER;
const TEST_HOLDER = { acct_name, id_no, bind_mob };
const TEST_PHONE_HINT: Text = {
  zh: `沙箱手机号：${bind_mob}`,
  en: `A mobile number for the sandbox: ${bind_mob}`,
};
const TEST_CODE_HINT: Text = { zh: '沙箱短信验证码：123456', en: 'The sandbox’s SMS code: 123456' };

/** The form of a card. What was typed is never sent back: it exists in the browser, and in the one request that pays. */
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
    data-waits
    data-in-place
  >
    ${cardList(settings)} ${CARD_FIELDS.map((each) => field(each, problems))}
    ${order.isDeposit ? undefined : SAVE_CARD} ${applyButtons(order)}
    <p class="assurance">
      ${icon('lock')}${{
        zh: '商店将银行卡信息转交连连支付，自身不保存。',
        en: 'The shop passes your card details on to LianLian, and does not keep them.',
      }}
    </p>
  </form>`;
  return payPage({ zh: '银行卡支付', en: 'Pay by card' }, order, form, status);
}

/** What a saved card needs for an order in another currency. It posts to where it stands. */
export function savedCardPage(
  order: Order,
  settings: ShopSettings,
  problems: FieldProblems = {},
  status = 200,
): Page {
  const form = html`<form class="card" method="post" autocomplete="off" data-waits data-in-place>
    ${sandboxHint(settings, TEST_PHONE_HINT)} ${field(PHONE_FIELD, problems)} ${applyButtons(order)}
  </form>`;
  return payPage({ zh: '使用已保存的银行卡', en: 'Pay by saved card' }, order, form, status);
}

function applyButtons({ no_order }: Order): Html {
  return html`<div class="buttons">
    <button class="primary" data-testid="apply">${{ zh: '获取短信验证码', en: 'Send me a code' }}</button>
    <a class="button" href="/orders/${no_order}/checkout"
      >${{ zh: '换一种支付方式', en: 'Use another method' }}</a
    >
  </div>`;
}

const SAVE_CARD = html`<label class="check">
  <input type="checkbox" name="save" value="yes" data-testid="save-card" />
  <span
    >${{ zh: '保存此卡，方便下次支付', en: 'Save this card for next time' }}
    <small
      >${{
        zh: '下次支付时可直接选用。您可以随时在“我的银行卡”中移除。不勾选，则付款后在连连解绑。',
        en: 'It is offered when you pay again. You can remove it at any time, under My cards. If you leave this unticked, the card is unbound at LianLian after the payment.',
      }}</small
    ></span
  >
</label>`;

/** Where no money is real, a click fills the form in. */
function cardList({ sandboxUrl }: ShopSettings): Html | undefined {
  if (sandboxUrl === undefined) return undefined;
  const rows = testCards.map(
    ({ card_no, what }) => html`
      <li>
        <span><code>${card_no}</code> <small>${what}</small></span>
        <button
          type="button"
          class="small"
          hidden
          data-fill="${JSON.stringify({ card_no, ...TEST_HOLDER })}"
          data-testid="fill-${card_no.slice(-4)}"
        >
          ${{ zh: '填入', en: 'Fill in' }}<span class="hidden"> ${card_no}</span>
        </button>
      </li>
    `,
  );
  return html`<details class="test-cards">
    <summary>${{ zh: '沙箱测试卡', en: 'Test cards of the sandbox' }}</summary>
    <ul>
      ${rows}
    </ul>
    <p class="muted">
      ${{
        zh: `姓名任意，身份证号任意 18 位，手机号 ${bind_mob}。请勿填写真实信息。`,
        en: `Any name, any 18 digits as ID card number, mobile number ${bind_mob}. Enter nothing real.`,
      }}
    </p>
  </details>`;
}

/** The form of the SMS code. */
export function codePage(
  order: Order,
  settings: ShopSettings,
  problems: FieldProblems = {},
  status = 200,
  note?: Html,
): Page {
  const form = html`<form
    class="card"
    method="post"
    action="/orders/${order.no_order}/code"
    autocomplete="off"
    data-waits
    data-in-place
  >
    ${note}
    <p>${{ zh: '银行已向您的手机发送短信验证码。', en: 'Your bank has sent an SMS code to your phone.' }}</p>
    ${sandboxHint(settings, TEST_CODE_HINT)}
    <div class="code">${field(CODE_FIELD, problems)}</div>
    <input type="hidden" name="attempt" value="${attemptIdOf(order) ?? ''}" />
    <div class="buttons">
      <button class="primary" data-testid="verify">
        ${order.isDeposit ? { zh: '确认冻结', en: 'Hold' } : { zh: '确认支付', en: 'Pay' }}
        ${money(order.money_order, order.currency_order)}
      </button>
      <a class="button" href="/orders/${order.no_order}/checkout">${{ zh: '重新开始', en: 'Start again' }}</a>
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
