import { cashierPage } from '../pages/cashier.js';
import type { AdmittedRequest, PageApi } from './api.js';
import type { SandboxServices } from '../services.js';
import { placeOrder } from './order-request.js';
import { requestCard } from './request-card.js';
import type { Html } from '../http/html.js';

/** Easy Payment Web Redirect API. */
export const easypayWebRedirect: PageApi = { id: 'easypay.webRedirect', kind: 'page', handle: showCashier };

/** Easy Payment H5 Redirect API. */
export const easypayH5Redirect: PageApi = { id: 'easypay.h5Redirect', kind: 'page', handle: showCashier };

function showCashier(request: AdmittedRequest, services: SandboxServices): Html {
  const card = requestCard(request, services);
  const entry = placeOrder(request, services);
  services.history.record(entry, 'cashier-opened');
  const isOneClick = request.fields['no_agree'] !== undefined;
  const checkout = services.checkouts.open(entry, 'card', { returnsLike: request.api, card, isOneClick });
  return cashierPage(checkout, { smsCode: services.settings.smsCode });
}
