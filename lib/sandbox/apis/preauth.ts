import { chinaDate } from '../common/china-time.js';
import { retMessage } from '../data/data.js';
import { cancel, capture, authorizationStatus } from '../orders/authorizations.js';
import type { JsonApi } from './api.js';
import { preauthOrder } from './preauth-order.js';

/** Pre-authorized capture API. Its response is the result: no notification follows. */
export const preauthCapture: JsonApi = {
  id: 'preauth.capture',
  kind: 'json',
  handle(request, services) {
    const entry = preauthOrder(request, services);
    const { money_order = '' } = request.fields;
    capture(entry, money_order, chinaDate(services.clock.now()));
    services.history.record(entry, 'captured', money_order);
    const { no_order, dt_order, oid_paybill, settle_date, info_order, user_id } = entry;
    return { fields: { no_order, dt_order, oid_paybill, money_order, settle_date, info_order, user_id } };
  },
};

/** Pre-authorized cancel API. */
export const preauthCancel: JsonApi = {
  id: 'preauth.cancel',
  kind: 'json',
  handle(request, services) {
    const entry = preauthOrder(request, services);
    cancel(entry, request.fields['money_order'] ?? '');
    services.history.record(entry, 'cancelled', entry.money_order);
    const { no_order, dt_order, oid_paybill, user_id } = entry;
    return { fields: { no_order, dt_order, oid_paybill, user_id } };
  },
};

/** Pre-authorized order status query API: its `ret_code` is the status. */
export const preauthQuery: JsonApi = {
  id: 'preauth.query',
  kind: 'json',
  handle(request, services) {
    const entry = preauthOrder(request, services);
    const isSmsSent = services.sms.of(entry) !== undefined;
    const status = authorizationStatus(entry, services.ledger.isClosed(entry), isSmsSent);
    const { no_order, dt_order, oid_paybill } = entry;
    const money_order = entry.capturedAmount ?? entry.money_order;
    return {
      fields: { ret_code: status, ret_msg: retMessage(status), no_order, dt_order, oid_paybill, money_order },
    };
  },
};
