import { cardIdOf } from './card-id.js';
import type { Order } from './order.js';
import { CARD_FAMILIES, type Payment } from './payment.js';

/** With these LianLian needs the card no more. A hold is still to be captured from it, or released. */
export const DONE_WITH_CARD: readonly Payment['status'][] = ['paid', 'captured', 'cancelled'];

/** How long after a failure, or while another payment is open, it is tried again. */
const TRY_AGAIN_MS = 3_600_000;

/** Notes the card that paid, by what LianLian signed. One that is noted, or that the payer wants to keep, changes nothing. */
export function withUnwantedCard(order: Order, no_agree: string | undefined): Order {
  const isBound = order.tried.some((family) => CARD_FAMILIES.includes(family));
  const isUnwanted = no_agree !== undefined && order.keepsCard !== true && isBound;
  if (!isUnwanted || order.unwantedCard !== undefined) return order;
  return { ...order, unwantedCard: { id: cardIdOf(no_agree), tryAt: new Date() } };
}

/** Puts off the next attempt. The one who saves this change may try now, and nobody else until then. */
export function putOff(order: Order, now: Date): Order {
  const { unwantedCard: card, payment } = order;
  if (card === undefined || card.tryAt > now || !DONE_WITH_CARD.includes(payment.status)) return order;
  return { ...order, unwantedCard: { ...card, tryAt: new Date(now.getTime() + TRY_AGAIN_MS) } };
}
