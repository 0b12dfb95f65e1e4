import { banks, ICBC } from '../orders/banks.js';
import type { Transaction } from '../orders/transaction.js';
import { type Html, html, t, type Words } from '../http/html.js';

/** A way of paying. */
interface Method {
  /** Its `pay_type`. */
  readonly value: string;
  readonly label: Words;
  /** What its mark shows. */
  readonly mark: string;
  /** The colour of its mark. */
  readonly look?: 'wechat' | 'alipay';
}

/** Online banking. */
export const ONLINE_BANKING: readonly Method[] = [
  { value: '1', mark: '储', label: t('网银借记卡', 'Online banking, debit card') },
  { value: '8', mark: '信', label: t('网银信用卡', 'Online banking, credit card') },
  { value: '9', mark: '企', label: t('企业网银', 'Business online banking') },
];

const WECHAT: Method = { value: 'I', mark: '微', look: 'wechat', label: t('微信支付', 'WeChat Pay') };
const ALIPAY: Method = { value: 'L', mark: '支', look: 'alipay', label: t('支付宝', 'Alipay') };

/** The two wallets. */
export const WALLETS: readonly Method[] = [WECHAT, ALIPAY];

/** The wallet of an order behind a QR code, in an app or in a WeChat account. */
export function walletOf({ pay_type }: Transaction): Method {
  return pay_type === 'L' ? ALIPAY : WECHAT;
}

/** Whether a payer chooses a bank beside this method. */
export function isOnlineBanking(method: string | undefined): boolean {
  return ONLINE_BANKING.some(({ value }) => value === method);
}

/** A method's mark: decoration, hidden from screen readers, because the label says the same. */
export function markOf({ mark, look }: Method): Html {
  return html`<span class="mark ${look ?? ''}" aria-hidden="true">${mark}</span>`;
}

/** The choice of a method: among all, or only the one that the request named. */
export function methodChoice({ pay_type }: Transaction, methods: readonly Method[]): Html {
  const offered = methods.filter(({ value }) => pay_type === undefined || value === pay_type);
  const options = offered.map((method, at) => {
    const { value, label } = method;
    const checked = at === 0 ? html`checked` : undefined;
    return html`
      <label class="choice" for="m-${value}">
        <input
          type="radio"
          name="method"
          value="${value}"
          id="m-${value}"
          data-testid="method-${value}"
          ${checked}
        />
        ${markOf(method)} <span>${label}</span>
      </label>
    `;
  });
  return html`
    <fieldset class="choices">
      <legend>${t('支付方式', 'Payment method')}</legend>
      ${options}
    </fieldset>
  `;
}

/** The choice of a bank, with the request's selected. A bank that the sandbox does not know is listed by its code. */
export function bankChoice({ bank_code }: Transaction, keepsPayers: boolean): Html {
  const isKnown = bank_code === undefined || banks.some(([code]) => code === bank_code);
  const listed = isKnown ? banks : [...banks, [bank_code, bank_code] as const];
  const options = listed.map(
    ([code, name]) =>
      html`<option value="${code}" ${code === bank_code ? html`selected` : undefined}>
        ${name}${keepsPayers && code === ICBC ? t('（不返回商户）', ' (does not lead back to the shop)') : ''}
      </option>`,
  );
  return html`
    <div class="field bank">
      <label for="bank_code">${t('银行', 'Bank')}</label>
      <select id="bank_code" name="bank_code" data-testid="bank">
        ${options}
      </select>
    </div>
  `;
}
