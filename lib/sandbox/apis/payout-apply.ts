import { retMessage } from '../data/data.js';
import type { JsonApi } from './api.js';

/** Instant Payment Apply API: takes a payout, or holds it back with a code that confirms it. */
export const payoutApply: JsonApi = {
  id: 'payout.apply',
  kind: 'json',
  handle({ api, merchant, fields }, { payoutRequests }) {
    const { entry, after } = payoutRequests.apply(merchant.oidPartner, fields);
    const { no_order, oid_paybill, review, result_pay } = entry;
    if (review === undefined || result_pay !== 'CHECK') return { fields: { no_order, oid_paybill }, after };
    const { ret_code, confirm_code } = review;
    return { fields: { ret_code, ret_msg: retMessage(ret_code, api), no_order, confirm_code } };
  },
};
