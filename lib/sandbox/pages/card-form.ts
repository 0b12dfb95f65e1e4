import { TEST_CARDS } from '../orders/cards.js';
import { type Html, html, t, type Words } from './html.js';

const EXPLAINED: readonly (readonly [card: string, what: Words])[] = [
  [TEST_CARDS.pays, t('支付成功', 'pays')],
  [TEST_CARDS.insufficientBalance, t('余额不足（6001）', 'insufficient balance (6001)')],
  [TEST_CARDS.invalid, t('无效卡（1100）', 'invalid card (1100)')],
  [TEST_CARDS.processing, t('银行处理中（2008）', 'the bank is processing (2008)')],
  [TEST_CARDS.debitOnly, t('借记卡，不能预授权（5601）', 'debit card: cannot be authorized (5601)')],
];

/** The fields of a form about a card. */
export function cardForm(smsCode: string | undefined): Html {
  return html`
    <div class="stack tight">
      ${field('card_no', t('银行卡号', 'Card number'), TEST_CARDS.pays, html`required pattern="[0-9]{12,19}" inputmode="numeric"`)}
      ${testCards()}
    </div>
    ${field('acct_name', t('持卡人姓名', 'Cardholder name'), '测试用户', html``)}
    ${field('bind_mob', t('银行预留手机号', 'Mobile number registered with your bank'), '13900000000', html`inputmode="tel"`)}
    ${smsField(smsCode)}
  `;
}

/** The field for the SMS code. */
export function smsField(smsCode: string | undefined): Html {
  const hint = html`<small id="sms-hint"
    >${t('沙箱不发送短信，验证码为', 'The sandbox sends no SMS. The code is')}
    <strong data-testid="sms-hint">${smsCode}</strong></small
  >`;
  const rules = html`required maxlength="6" inputmode="numeric" autocomplete="one-time-code"
  aria-describedby="sms-hint"`;
  return html`<div class="stack tight">
    ${field('verify_code', t('短信验证码', 'SMS code'), smsCode ?? '', rules)} ${smsCode && hint}
  </div>`;
}

function field(name: string, label: Words, value: string, rules: Html): Html {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input id="${name}" name="${name}" value="${value}" autocomplete="off" ${rules} />
  </div>`;
}

function testCards(): Html {
  const rows = EXPLAINED.map(
    ([card, what]) => html`
      <li>
        <span><code>${card}</code> <small>${what}</small></span>
        <button
          type="button"
          class="small"
          hidden
          data-fill="card_no"
          data-value="${card}"
          data-testid="fill-${card.slice(-4)}"
        >
          ${t('填入', 'Fill in')}<span class="unseen"> ${card}</span>
        </button>
      </li>
    `,
  );
  return html`<details class="cards">
    <summary>${t('测试卡', 'Test cards')}</summary>
    <ul>
      ${rows}
    </ul>
    <small>${t('其他卡号均可支付成功。', 'Any other card number pays, too.')}</small>
  </details>`;
}
