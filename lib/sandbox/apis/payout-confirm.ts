import type { JsonApi } from './api.js';

/** Instant Payment Confirm API: takes a payout that was under review. */
export const payoutConfirm: JsonApi = {
  id: 'payout.confirm',
  kind: 'json',
  handle({ merchant, fields }, { payoutRequests }) {
    const { entry, after } = payoutRequests.confirm(merchant.oidPartner, fields);
    return { fields: { no_order: entry.no_order, oid_paybill: entry.oid_paybill }, after };
  },
};
