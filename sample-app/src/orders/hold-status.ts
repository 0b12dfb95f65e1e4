import type { Text } from '../language/text.js';
import { chinaTime } from '../pages/china-time.js';
import { details } from '../pages/details.js';
import { type Html, html } from '../pages/html.js';
import { money } from '../pages/money.js';
import { state } from '../pages/notices.js';
import { toneOf } from './payment-in-words.js';
import type { Hold, HoldStatus } from './payment.js';

const TEXTS: Readonly<Record<HoldStatus, Text>> = {
  authorized: { zh: '押金已冻结，未扣款', en: 'Held on your card, not charged' },
  capturing: { zh: '正在从押金扣款', en: 'The amount is being charged' },
  captured: { zh: '已从押金扣款', en: 'Charged from the deposit' },
  cancelling: { zh: '正在释放押金', en: 'The deposit is being released' },
  cancelled: { zh: '押金已释放', en: 'The deposit was released' },
};

/** Where a deposit stands. */
export function holdStatus(hold: Hold): Html {
  const { status, amount, oid_paybill, at } = hold;
  return html`${state(toneOf(hold), status, TEXTS[status])}
  ${details([
    [{ zh: '金额', en: 'Amount' }, money(amount)],
    [{ zh: '连连交易号', en: 'Transaction' }, html`<span class="number">${oid_paybill}</span>`],
    [{ zh: '时间', en: 'Time' }, chinaTime(at)],
  ])}`;
}
