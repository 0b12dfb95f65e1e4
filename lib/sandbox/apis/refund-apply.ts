import { Refusal } from '../common/refusal.js';
import { refundFields } from '../orders/refunds.js';
import type { AdmittedRequest, ApiAnswer, Desk, JsonApi } from './api.js';
import { queried } from './query-answer.js';

/** Refund Apply API. */
export const refundApply: JsonApi = {
  id: 'refund.apply',
  kind: 'json',
  handle: (request, desk) => applyForRefund(request, desk, false),
};

/** The same API for payments in a foreign currency. */
export const exchangeRefundApply: JsonApi = {
  id: 'refund.apply',
  path: '/exchangerefund.htm',
  kind: 'json',
  handle: (request, desk) => applyForRefund(request, desk, true),
};

function applyForRefund(request: AdmittedRequest, desk: Desk, isCrossBorder: boolean): ApiAnswer {
  const entry = queried(request, desk);
  if (entry === undefined) throw new Refusal('5002');
  const { no_refund = '', dt_refund = '', money_refund = '', notify_url = '' } = request.fields;
  const asked = { no_refund, dt_refund, money_refund, notify_url, isCrossBorder };
  const { refund, notify } = desk.refunds.apply(entry, asked);
  return { fields: refundFields(refund), after: notify };
}
