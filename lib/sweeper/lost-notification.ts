import { isBlank } from '../common/blank.js';
import { fenOf } from '../common/money.js';
import { PaymentNotification } from '../notifications/model/payment-notification.js';
import type { PaymentQueryResponse } from '../queries/payment-status.js';
import { PRODUCT_QUERIES } from '../queries/product-queries.js';
import type { AskedOrder } from './asked-order.js';

/** Fields of a query's response that its signature may not cover. */
const UNSIGNED_FIELDS = Object.values(PRODUCT_QUERIES).flatMap(
  ({ unsignedResponseFields }) => unsignedResponseFields ?? [],
);

/**
 * The notification that was lost, from a query's verified response; undefined if the response does not name the
 * transaction and amount, without which nothing can be handled once.
 */
export function notificationFrom(
  response: PaymentQueryResponse,
  asked: AskedOrder,
): PaymentNotification | undefined {
  const { oid_paybill, money_order, result_pay } = response;
  if (isBlank(oid_paybill) || isBlank(result_pay) || fenOf(money_order) === undefined) return undefined;
  const fields = Object.entries(response).filter(
    ([name, value]) => !isBlank(value) && !UNSIGNED_FIELDS.includes(name),
  );
  return Object.assign(new PaymentNotification(), asked, Object.fromEntries(fields), {
    kind: 'payment' as const,
  });
}
