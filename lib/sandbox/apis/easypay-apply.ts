import { Refusal } from '../common/refusal.js';
import type { ApiResponse, JsonApi } from './api.js';
import type { SandboxServices } from '../setup/services.js';
import { alsoSent, easypayResult } from './easypay-result.js';
import { placeOrder } from './order-request.js';
import { requestCard } from './request-card.js';
import { smsSentCode } from './sms-sent.js';
import type { LedgerEntry } from '../orders/ledger.js';
import type { Card } from '../orders/cards.js';

/** Easypay Apply Direct API: sends an SMS code, or pays at once where the merchant has no SMS step. */
export const easypayApply: JsonApi = {
  id: 'easypay.apply',
  kind: 'json',
  handle(request, services) {
    const card = requestCard(request, services);
    if (card === undefined) throw Refusal.fields(['card_no']);
    const entry = placeOrder(request, services);
    const { bind_mob: mobile = '' } = request.fields;
    if (card.refusal === '1100' || !request.merchant.smsFlow) return payAtOnce(entry, card, mobile, services);
    const { token } = services.sms.send(entry, card, mobile);
    const sent = { ...smsSentCode(services.settings), ...alsoSent('1', services), token };
    return { fields: { ...orderFields(entry), ...sent, bank_code: card.bank_code } };
  },
};

/** Without an SMS step. An invalid card is refused here too, with 1100: no SMS is sent for it. */
function payAtOnce(entry: LedgerEntry, card: Card, mobile: string, services: SandboxServices): ApiResponse {
  services.payments.charge(entry, card, mobile);
  return {
    fields: {
      ...orderFields(entry),
      ...alsoSent('0', services),
      ...easypayResult(entry, services.settings),
    },
    after: () => services.payments.notify(entry),
  };
}

function orderFields(entry: LedgerEntry): Record<string, string | undefined> {
  return {
    no_order: entry.no_order,
    dt_order: entry.dt_order,
    oid_paybill: entry.oid_paybill,
    money_order: entry.money_order,
    name_goods: entry.name_goods,
    pay_type: entry.pay_type,
    info_order: entry.info_order,
  };
}
