import { Matches } from 'class-validator';

import { saying } from '../language/text.js';

/** Ways to pay that every customer has; `card` of a deposit only holds the amount. */
export type PaymentMethod = 'aggregate' | 'wechat' | 'alipay' | 'card' | 'easypay';

/** A saved card by its id, as the form names it. */
export const SAVED_CARD = 'saved:';

/** How a form names a saved card. */
export type SavedCardMethod = `${typeof SAVED_CARD}${string}`;

/** The form of the checkout page. */
export class CheckoutDto {
  @Matches(
    /^(aggregate|wechat|alipay|card|easypay|saved:[0-9a-f]{16})$/,
    saying({ zh: '请选择支付方式。', en: 'Choose how to pay.' }),
  )
  method!: PaymentMethod | SavedCardMethod;
}

export function isSavedCard(method: CheckoutDto['method']): method is SavedCardMethod {
  return method.startsWith(SAVED_CARD);
}
