import { chinaTime } from '../pages/china-time.js';
import { type Html, html } from '../pages/html.js';
import type { Hold, HoldStatus } from './payment.js';

const TEXTS: Readonly<Record<HoldStatus, string>> = {
  authorized: '押金已冻结，未扣款。 Held on your card, not charged.',
  capturing: '正在扣款。 The amount is being charged.',
  captured: '已从押金扣款。 Charged from the deposit.',
  cancelling: '正在释放押金。 The deposit is being released.',
  cancelled: '押金已释放。 The deposit was released.',
};

/** Where a deposit stands. */
export function holdStatus({ status, amount, oid_paybill, at }: Hold): Html {
  return html`<p class="notice good" role="status" data-testid="${status}">${TEXTS[status]}</p>
    <dl>
      <dt>金额 Amount</dt>
      <dd>¥ ${amount}</dd>
      <dt>连连交易号 Transaction</dt>
      <dd>${oid_paybill}</dd>
      <dt>时间 Time</dt>
      <dd>${chinaTime(at)}</dd>
    </dl>`;
}
