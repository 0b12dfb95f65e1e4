import type { LedgerEntry } from '../orders/ledger.js';
import type { JsonApi } from './api.js';
import { takePayment } from './card-payment.js';
import { alsoSent, easypayResult } from './easypay-result.js';
import { smsSentCode } from './sms-sent.js';

/** Easypay Apply Direct API: sends an SMS code, or pays at once where the merchant has no SMS step. */
export const easypayApply: JsonApi = {
  id: 'easypay.apply',
  kind: 'json',
  handle(request, services) {
    const { entry, card, token } = takePayment(request, services);
    if (token !== undefined) {
      const sent = { ...smsSentCode(services.settings), ...alsoSent('1', services), token };
      return { fields: { ...orderFields(entry), ...sent, bank_code: card.bank_code } };
    }
    return {
      fields: {
        ...orderFields(entry),
        ...alsoSent('0', services),
        ...easypayResult(entry, services.settings),
      },
      after: () => services.payments.notify(entry),
    };
  },
};

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
