import { type Checkout, checkoutPath } from '../orders/checkouts.js';
import type { AdmittedRequest, JsonApi } from './api.js';
import type { SandboxServices } from '../services.js';
import { placeOrder } from './order-request.js';
import { requestCard } from './request-card.js';

/** `flag_pay_product`: online banking on a computer, and on a phone. The others are bank cards. */
const BANKING_PRODUCTS = new Set(['2', '12']);

/** Unified Gateway: Payment Creation API. Its response has the address of the payer's page. */
export const unifiedCreate: JsonApi = {
  id: 'unified.create',
  kind: 'json',
  handle(request, services) {
    const { id, entry } = openCheckout(request, services);
    const { oid_paybill, dt_order, no_order, user_id, money_order } = entry;
    return {
      fields: {
        oid_paybill,
        dt_order,
        no_order,
        user_id,
        money_order,
        token: request.merchant.smsFlow ? services.ids.token() : undefined,
        gateway_url: `${services.addresses().publicUrl}${checkoutPath(id)}`,
      },
    };
  },
};

/** The payer returns as from the redirect of the same product: LianLian describes no return for this API. */
function openCheckout(request: AdmittedRequest, services: SandboxServices): Checkout {
  const { flag_pay_product = '', card_type, no_agree } = request.fields;
  if (BANKING_PRODUCTS.has(flag_pay_product)) {
    const entry = placeOrder(request, services, card_type);
    return services.checkouts.open(entry, 'banks', { returnsLike: 'onlineBanking.redirect' });
  }
  const card = requestCard(request, services);
  // Express payment. Without a card in the request it counts as a debit card's.
  const entry = placeOrder(request, services, card?.card_type ?? '2');
  const isOneClick = no_agree !== undefined;
  return services.checkouts.open(entry, 'card', { returnsLike: 'easypay.webRedirect', card, isOneClick });
}
