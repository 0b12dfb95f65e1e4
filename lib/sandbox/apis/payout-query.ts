import { Refusal } from '../data/refusal.js';
import { retMessage } from '../data/data.js';
import { sandboxPayoutMessages } from '../payouts/payout.messages.js';
import type { JsonApi } from './api.js';

const NO_RECORD = '8901';

/** Instant Payment Result Query API. */
export const payoutQuery: JsonApi = {
  id: 'payout.query',
  kind: 'json',
  handle({ api, merchant, fields }, { payoutBook, payoutRequests }) {
    const { no_order, oid_paybill } = fields;
    const query = { oid_partner: merchant.oidPartner, no_order, oid_paybill };
    const entry = payoutRequests.find(query);
    if (entry === undefined) {
      const hidden = payoutBook.find(query);
      const reason = hidden && sandboxPayoutMessages.late(hidden.no_order);
      // Like the payment query: what LianLian does not know, it does not sign.
      throw new Refusal(NO_RECORD, retMessage(NO_RECORD, api), false, [], reason);
    }
    const { result_pay, settle_date, reason } = entry;
    return {
      fields: {
        no_order: entry.no_order,
        dt_order: entry.dt_order,
        oid_paybill: entry.oid_paybill,
        money_order: entry.money_order,
        result_pay,
        settle_date: result_pay === 'SUCCESS' ? settle_date : undefined,
        info_order: entry.info_order,
        memo: result_pay === 'FAILURE' ? reason : undefined,
      },
    };
  },
};
