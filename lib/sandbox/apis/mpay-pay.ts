import { isSameAmount } from '../common/amount.js';
import type { MessageFields } from '../common/message-signer.js';
import { Refusal } from '../data/refusal.js';
import type { LedgerEntry } from '../orders/ledger.js';
import type { JsonApi } from './api.js';
import { payByCode, takePayment } from './card-payment.js';
import { SMS_SENT } from './sms-sent.js';

const APPLY = 'mpay.apply';

/** MPAY Apply Direct API: sends an SMS code, or pays at once where the merchant has no SMS step. */
export const mpayApply: JsonApi = {
  id: APPLY,
  kind: 'json',
  handle(request, services) {
    const { entry, token } = takePayment(request, services);
    if (token !== undefined) return { fields: { ...orderFields(entry), ...SMS_SENT, token } };
    return {
      fields: { ...orderFields(entry), ...resultFields(entry) },
      after: () => services.payments.notify(entry),
    };
  },
};

/** MPAY Verify Direct API: takes the SMS code and pays. A token is for one try, whatever comes of it. */
export const mpayVerify: JsonApi = {
  id: 'mpay.verify',
  kind: 'json',
  handle({ merchant, fields }, services) {
    const { token = '', no_order = '', money_order = '', verify_code } = fields;
    const step = services.sms.step(token, { oid_partner: merchant.oidPartner, no_order, api: APPLY });
    const { entry } = step;
    services.sms.useUp(step);
    if (!isSameAmount(money_order, entry.money_order)) throw new Refusal('7017');
    payByCode(step, verify_code, services);
    return {
      fields: { ...orderFields(entry), ...resultFields(entry) },
      after: () => services.payments.notify(entry),
    };
  },
};

function orderFields(entry: LedgerEntry): MessageFields {
  const { no_order, dt_order, oid_paybill, money_order, info_order } = entry;
  return { no_order, dt_order, oid_paybill, money_order, info_order };
}

function resultFields({ result_pay, settle_date, no_agree }: LedgerEntry): MessageFields {
  return { result_pay, settle_date, no_agree };
}
