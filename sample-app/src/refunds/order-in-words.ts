import type { Text } from '../language/text.js';
import type { Order } from '../orders/order.js';
import { paymentInWords, toneOf } from '../orders/payment-in-words.js';
import type { Html } from '../pages/html.js';
import { badge, type Tone } from '../pages/notices.js';
import { takenFen } from './refund-sums.js';

/** Where an order stands, in two words: its payment, or what went back of it. */
export function orderInWords(order: Order, refundedFen: number): readonly [Tone, Text] {
  if (refundedFen <= 0) return [toneOf(order.payment), paymentInWords(order.payment)];
  return refundedFen < takenFen(order)
    ? ['plain', { zh: '部分退款', en: 'Partly refunded' }]
    : ['plain', { zh: '已全额退款', en: 'Refunded' }];
}

/** The same, for lists. */
export function orderBadge(order: Order, refundedFen = 0): Html {
  return badge(...orderInWords(order, refundedFen));
}
