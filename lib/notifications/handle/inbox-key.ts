import { fenOf } from '../../common/money.js';
import type { AnyNotification } from '../model/any-notification.js';

/** What makes two notifications the same: merchant, kind, LianLian's number, result and amount. */
export function inboxKeyOf(notification: AnyNotification): string {
  const { kind, oid_partner } = notification;
  if (kind === 'payment') {
    const { oid_paybill, result_pay, money_order } = notification;
    return joined(oid_partner, kind, oid_paybill, result_pay, fenOf(money_order));
  }
  const { oid_refundno, no_refund, sta_refund, money_refund } = notification;
  return joined(oid_partner, kind, oid_refundno ?? no_refund, sta_refund, fenOf(money_refund));
}

function joined(
  merchant: string,
  kind: string,
  number: string | undefined,
  result: string | undefined,
  fen: number | undefined,
): string {
  return `${encoded(merchant)}/${kind}/${encoded(number)}/${encoded(result)}/${String(fen ?? '')}`;
}

function encoded(part: string | undefined): string {
  return encodeURIComponent(part ?? '');
}
