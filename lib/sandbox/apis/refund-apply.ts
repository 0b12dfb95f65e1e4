import { Refusal } from '../data/refusal.js';
import { refundFields } from '../orders/refunds.js';
import type { AdmittedRequest, ApiResponse, JsonApi } from './api.js';
import type { SandboxServices } from '../services.js';

/** Refund Apply API. */
export const refundApply: JsonApi = {
  id: 'refund.apply',
  kind: 'json',
  handle: (request, services) => applyForRefund(request, services, false),
};

/** The same API for payments in a foreign currency. */
export const exchangeRefundApply: JsonApi = {
  id: 'refund.apply',
  path: '/exchangerefund.htm',
  kind: 'json',
  handle: (request, services) => applyForRefund(request, services, true),
};

function applyForRefund(
  request: AdmittedRequest,
  services: SandboxServices,
  isCrossBorder: boolean,
): ApiResponse {
  const { no_order, dt_order, oid_paybill } = request.fields;
  const query = { oid_partner: request.merchant.oidPartner, no_order, dt_order, oid_paybill };
  const entry = services.ledger.find(query);
  if (entry === undefined) throw new Refusal('5002');
  const { no_refund = '', dt_refund = '', money_refund = '', notify_url = '' } = request.fields;
  const asked = { no_refund, dt_refund, money_refund, notify_url, isCrossBorder };
  const { refund, notify } = services.refunds.apply(entry, asked);
  return { fields: refundFields(refund), after: notify };
}
