import { cashierPage } from '../pages/cashier.js';
import type { PageApi } from './api.js';
import { placeOrder } from './order-request.js';

/** Aggregate Payment Redirect API. */
export const aggregateRedirect: PageApi = {
  id: 'aggregate.redirect',
  kind: 'page',
  handle(request, services) {
    const entry = placeOrder(request, services);
    services.history.record(entry, 'cashier-opened');
    return cashierPage(services.checkouts.open(entry, 'methods', { returnsLike: request.api }));
  },
};
