import { cashierPage } from '../pages/cashier.js';
import type { PageApi } from './api.js';
import { placeOrder } from './order-request.js';

/** Online Banking Payment API. */
export const onlineBankingRedirect: PageApi = {
  id: 'onlineBanking.redirect',
  kind: 'page',
  handle(request, services) {
    const entry = placeOrder(request, services);
    services.history.record(entry, 'cashier-opened');
    return cashierPage(services.checkouts.open(entry, 'banks', { returnsLike: request.api }));
  },
};
