import { cashierPage } from '../pages/cashier.js';
import type { PageApi } from './api.js';
import { placeOrder } from './order-request.js';

/** Online Banking Payment API. */
export const onlineBankingRedirect: PageApi = {
  id: 'onlineBanking.redirect',
  kind: 'page',
  handle(request, desk) {
    const entry = placeOrder(request, desk);
    desk.history.record(entry, 'cashier-opened');
    return cashierPage(desk.checkouts.open(entry, 'banks', { returnsLike: request.api }));
  },
};
