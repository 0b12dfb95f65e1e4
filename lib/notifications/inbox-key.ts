import { fenOf } from '../common/money.js';
import type { AnyNotification } from './to-notification.js';

/** What makes two notifications the same: merchant, kind, LianLian's number, result and amount. */
export function inboxKeyOf(notification: AnyNotification): string {
  const parts =
    notification.kind === 'payment'
      ? [notification.oid_paybill, notification.result_pay, fenOf(notification.money_order)]
      : [
          notification.oid_refundno ?? notification.no_refund,
          notification.sta_refund,
          fenOf(notification.money_refund),
        ];
  return [notification.oid_partner, notification.kind, ...parts]
    .map((part) => encodeURIComponent(part ?? ''))
    .join('/');
}
