import { TEST_CARD_HOLDER, TEST_CARDS, testCards } from '../data/test-cards.js';
import { type Html, html, t, type Words } from '../http/html.js';

/** The fields of a form about a card. */
export function cardForm(smsCode: string | undefined): Html {
  return html`
    <div class="stack tight">
      ${field('card_no', t('银行卡号', 'Card number'), TEST_CARDS.pays, html`required pattern="[0-9]{12,19}" inputmode="numeric"`)}
      ${cardList()}
    </div>
    ${field('acct_name', t('持卡人姓名', 'Cardholder name'), TEST_CARD_HOLDER.acct_name, html``)}
    ${field('bind_mob', t('银行预留手机号', 'Mobile number registered with your bank'), TEST_CARD_HOLDER.bind_mob, html`inputmode="tel"`)}
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

/** Every test card, to fill in, or to copy where no script runs. */
function cardList(): Html {
  const rows = testCards.map(
    ({ card_no, what, ret_code }) => html`
      <li>
        <span>
          <code>${card_no}</code>
          <small>${t(what.zh, what.en)}${ret_code === undefined ? '' : ` (${ret_code})`}</small>
        </span>
        <button
          type="button"
          class="small"
          hidden
          data-fill="card_no"
          data-value="${card_no}"
          data-testid="fill-${card_no.slice(-4)}"
        >
          ${t('填入', 'Fill in')}<span class="unseen"> ${card_no}</span>
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
