import { retMessage } from '../data/data.js';
import { Refusal } from '../data/refusal.js';
import { refundFields } from '../orders/refunds.js';
import type { JsonApi } from './api.js';

/** Refund Result Query API. */
export const refundQuery: JsonApi = {
  id: 'refund.query',
  kind: 'json',
  handle({ merchant, fields }, services) {
    const { no_refund, dt_refund, oid_refundno } = fields;
    const found = services.refundBook.find({
      oid_partner: merchant.oidPartner,
      no_refund,
      dt_refund,
      oid_refundno,
    });
    // Like the payment query: what LianLian does not know, it does not sign.
    if (found === undefined) throw new Refusal('8901', retMessage('8901'), false);
    return { fields: refundFields(found.refund) };
  },
};
