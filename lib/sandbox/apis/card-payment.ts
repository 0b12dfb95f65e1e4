import type { Card } from '../orders/cards.js';
import type { LedgerEntry } from '../orders/ledger.js';
import type { SmsStep } from '../orders/sms.js';
import { Refusal } from '../data/refusal.js';
import type { SandboxServices } from '../services.js';
import type { AdmittedRequest } from './api.js';
import { placeOrder } from './order-request.js';
import { requestCard } from './request-card.js';

/** A card payment after its first step. */
interface TakenPayment {
  readonly entry: LedgerEntry;
  readonly card: Card;
  /** Of the SMS code that was sent; undefined where the card was charged at once. */
  readonly token?: string | undefined;
}

/**
 * The first step of a card payment: places the order and sends an SMS code, or charges the card at once where the merchant
 * has no SMS step. A card that the bank refuses at once is refused either way: no SMS is sent for it.
 *
 * @param codeLifeMs how long the code can be verified; by default as long as Easypay's
 * @throws Refusal of the card, the order or the bank
 */
export function takePayment(
  request: AdmittedRequest,
  services: SandboxServices,
  codeLifeMs?: number,
): TakenPayment {
  const card = requestCard(request, services);
  if (card === undefined) throw Refusal.fields(['card_no']);
  const entry = placeOrder(request, services);
  const { bind_mob: mobile = '' } = request.fields;
  if (!card.isRefusedAtOnce && request.merchant.smsFlow) {
    return { entry, card, token: services.sms.send(entry, card, mobile, codeLifeMs).token };
  }
  services.payments.charge(entry, card, mobile);
  return { entry, card };
}

/**
 * The second step: charges the card, if the code is right.
 *
 * @throws Refusal 1900 for a wrong code, else of the order or the bank
 */
export function payByCode(
  { entry, card, mobile, code }: SmsStep,
  verify_code: string | undefined,
  services: SandboxServices,
): void {
  services.ledger.assertPayable(entry);
  if (verify_code !== code) throw new Refusal('1900');
  services.payments.charge(entry, card, mobile);
}
