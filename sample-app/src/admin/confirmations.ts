import { fenToYuan, yuanToFen } from 'nestjs-lianlian';

import type { Order } from '../orders/order.js';
import { money } from '../pages/money.js';
import { NeedsConfirmationException } from '../pages/needs-confirmation.exception.js';

/** What the operator is asked before money goes back. */
export function askBeforeRefund(
  { no_order, currency_order }: Order,
  amount: string,
): NeedsConfirmationException {
  const { zh, en } = money(amount, currency_order);
  return new NeedsConfirmationException(
    {
      zh: `确定向订单 ${no_order} 的付款人退款 ${zh} 吗？此操作无法撤销。`,
      en: `Refund ${en} to the payer of order ${no_order}? This cannot be undone.`,
    },
    { zh: `退款 ${zh}`, en: `Refund ${en}` },
  );
}

/** What the operator is asked before a deposit is charged. The rest of it goes back at once. */
export function askBeforeCapture(
  { no_order, money_order }: Order,
  amount: string,
): NeedsConfirmationException {
  const { zh, en } = money(amount);
  const rest = money(fenToYuan(yuanToFen(money_order) - yuanToFen(amount)));
  return new NeedsConfirmationException(
    {
      zh: `确定从订单 ${no_order} 的押金中扣款 ${zh}，并释放其余 ${rest.zh} 吗？此操作无法撤销。`,
      en: `Charge ${en} of the deposit of order ${no_order}, and release the other ${rest.en}? This cannot be undone.`,
    },
    { zh: `扣款 ${zh}`, en: `Charge ${en}` },
  );
}

/** What the operator is asked before a deposit is given back. */
export function askBeforeRelease({ no_order, money_order }: Order): NeedsConfirmationException {
  const { zh, en } = money(money_order);
  return new NeedsConfirmationException(
    {
      zh: `确定释放订单 ${no_order} 的全部押金 ${zh} 吗？释放后不能再扣款。`,
      en: `Release the full deposit of ${en} of order ${no_order}? Nothing can be charged after that.`,
    },
    { zh: `释放 ${zh}`, en: `Release ${en}` },
  );
}

/** What the operator is asked before a customer's card is unbound. */
export function askBeforeUnbinding(): NeedsConfirmationException {
  return new NeedsConfirmationException(
    {
      zh: '确定解绑这张卡吗？顾客要再次使用，须重新填写银行卡信息。',
      en: 'Unbind this card? To use it again, the customer has to enter it once more.',
    },
    { zh: '解绑', en: 'Unbind' },
  );
}
