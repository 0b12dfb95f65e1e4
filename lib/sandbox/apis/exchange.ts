import type { MessageFields } from '../common/message-signer.js';
import { MINUTE_MS } from '../common/durations.js';
import { Refusal } from '../data/refusal.js';
import { retMessage } from '../data/data.js';
import type { LedgerEntry } from '../orders/ledger.js';
import type { JsonApi } from './api.js';
import { payByCode, takePayment } from './card-payment.js';
import { stateFields } from './query-response.js';

const APPLY = 'exchange.apply';
const CODE_LIFE_MS = 10 * MINUTE_MS;
const NO_RECORD = '8901';

/** Exchange Payment Apply API: sends an SMS code, or pays at once where the merchant has no SMS step. */
export const exchangeApply: JsonApi = {
  id: APPLY,
  kind: 'json',
  handle(request, services) {
    const { entry, token } = takePayment(request, services, CODE_LIFE_MS);
    const { pay_type } = entry;
    if (token !== undefined) return { fields: { ...orderFields(entry), pay_type, token } };
    return {
      fields: { ...orderFields(entry), ...resultFields(entry) },
      after: () => services.payments.notify(entry),
    };
  },
};

/** Exchange Payment Verify API: takes the SMS code and pays. */
export const exchangeVerify: JsonApi = {
  id: 'exchange.verify',
  kind: 'json',
  handle({ merchant, fields }, services) {
    const { token = '', no_order = '', user_id, verify_code } = fields;
    const step = services.sms.step(token, { oid_partner: merchant.oidPartner, no_order, api: APPLY });
    const { entry } = step;
    if (user_id !== entry.user_id) throw new Refusal('1000');
    payByCode(step, verify_code, services);
    return {
      fields: { ...orderFields(entry), ...resultFields(entry), bank_code: entry.bank_code },
      after: () => services.payments.notify(entry),
    };
  },
};

/** Exchange Payment Result Query API: it finds the orders of `exchange.apply` alone. */
export const exchangeQuery: JsonApi = {
  id: 'exchange.query',
  kind: 'json',
  handle({ merchant, fields }, services) {
    const { no_order, oid_paybill } = fields;
    const query = { oid_partner: merchant.oidPartner, no_order, oid_paybill, isExchange: true };
    const entry = services.ledger.find(query);
    // Like the other queries: what LianLian does not know, it does not sign.
    if (entry === undefined) throw new Refusal(NO_RECORD, retMessage(NO_RECORD), false);
    const { bank_code } = entry;
    return {
      fields: { ...orderFields(entry), ...resultFields(entry), ...stateFields(entry, services), bank_code },
    };
  },
};

function orderFields(entry: LedgerEntry): MessageFields {
  const { no_order, dt_order, oid_paybill, currency_order, money_order, info_order } = entry;
  return { no_order, dt_order, oid_paybill, currency_order, money_order, info_order };
}

/** The result, and what became of the money where it was paid. */
function resultFields({
  result_pay,
  settle_date,
  paid_by,
  settlement,
  no_agree,
}: LedgerEntry): MessageFields {
  return { result_pay, settle_date, pay_type: paid_by, ...settlement, no_agree };
}
