import { isBlank } from '../../common/blank.js';
import { keptWith } from '../../common/objects/kept-with.js';
import { fenOf } from '../../common/money.js';
import type { RawJsonObject } from '../../wire/raw-json.js';
import type { AnyNotification, TakenMessages } from '../model/any-notification.js';
import { PaymentNotification } from '../model/payment-notification.js';
import { PayoutNotification } from '../model/payout-notification.js';
import { RefundNotification } from '../model/refund-notification.js';
import { assignFields } from './verify-message.js';

/**
 * Which kind of notification the message is, if it is one: both or neither is none. A payout's has the fields of a payment's,
 * and neither `pay_type` nor `currency_order`: on a route for payouts it is a payout.
 */
export function kindOf({ texts }: RawJsonObject, takes: TakenMessages): AnyNotification['kind'] | undefined {
  const has = (name: string): boolean => !isBlank(texts[name]);
  const isPayment = has('no_order') && has('oid_paybill') && has('result_pay');
  const isRefund = has('no_refund') || has('oid_refundno');
  if (isPayment === isRefund) return undefined;
  if (isRefund) return 'refund';
  const isPlainly = has('pay_type') || has('currency_order');
  return takes === 'payouts' && !isPlainly ? 'payout' : 'payment';
}

/** The field that keeps a message of this kind from being a notification, if one does: an amount must be one. */
export function unusableField(message: RawJsonObject, kind: AnyNotification['kind']): string | undefined {
  const amount = kind === 'refund' ? 'money_refund' : 'money_order';
  const text = message.texts[amount];
  if (kind === 'refund' && isBlank(text)) return undefined;
  return (fenOf(text) ?? -1) < 0 ? amount : undefined;
}

const messages = keptWith<AnyNotification, RawJsonObject>();

/** The verified message as an instance of its class. `kind` is ours, whatever the message calls `kind`. */
export function toNotification(message: RawJsonObject, kind: AnyNotification['kind']): AnyNotification {
  const notification = emptyNotification(kind);
  // A message may have a field of that name.
  Object.assign(assignFields(notification, message), { kind });
  messages.set(notification, message);
  return notification;
}

function emptyNotification(kind: AnyNotification['kind']): AnyNotification {
  switch (kind) {
    // The time is required of both, and yet nothing depends on it: empty where it is missing.
    case 'payment':
      return Object.assign(new PaymentNotification(), { dt_order: '' });
    case 'payout':
      return Object.assign(new PayoutNotification(), { dt_order: '' });
    case 'refund':
      return new RefundNotification();
  }
}

/**
 * The message that a notification was made of, so that it can be verified once more: nested values as they were
 * written, which the notification no longer has. Undefined where it was made of something else.
 */
export function messageOf(notification: AnyNotification): RawJsonObject | undefined {
  return messages.get(notification);
}
