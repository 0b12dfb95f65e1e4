import { banks, ICBC } from '../orders/banks.js';
import type { Transaction } from '../orders/transaction.js';
import { type Html, html } from './html.js';

/** A way of paying: its `pay_type`, its label. */
export type Method = readonly [value: string, label: string];

/** Online banking. */
export const ONLINE_BANKING: readonly Method[] = [
  ['1', '网银借记卡 Online banking, debit card'],
  ['8', '网银信用卡 Online banking, credit card'],
  ['9', '企业网银 Business online banking'],
];

/** The two wallets. */
export const WALLETS: readonly Method[] = [
  ['I', '微信支付 WeChat Pay'],
  ['L', '支付宝 Alipay'],
];

/** The methods of which the payer takes one: all, or the one that the request named. */
export function methodChoice({ pay_type }: Transaction, methods: readonly Method[]): Html {
  const offered = methods.filter(([value]) => pay_type === undefined || value === pay_type);
  const options = offered.map(([value, label], at) => {
    const checked = at === 0 ? html`checked` : undefined;
    return html`
      <div>
        <input
          type="radio"
          name="method"
          value="${value}"
          id="m-${value}"
          data-testid="method-${value}"
          ${checked}
        />
        <label for="m-${value}">${label}</label>
      </div>
    `;
  });
  return html`
    <fieldset>
      <legend>支付方式 Payment method</legend>
      ${options}
    </fieldset>
  `;
}

/** The banks, with the request's chosen; one that the sandbox does not know is listed by its code. */
export function bankChoice({ bank_code }: Transaction): Html {
  const isKnown = bank_code === undefined || banks.some(([code]) => code === bank_code);
  const listed = isKnown ? banks : [...banks, [bank_code, bank_code] as const];
  const options = listed.map(
    ([code, name]) =>
      html`<option value="${code}" ${code === bank_code ? html`selected` : undefined}>
        ${name}${code === ICBC ? '（不返回商户 does not return to the shop）' : ''}
      </option>`,
  );
  return html`
    <label for="bank_code">银行 Bank</label>
    <select id="bank_code" name="bank_code" data-testid="bank">
      ${options}
    </select>
  `;
}
