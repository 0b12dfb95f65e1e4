import type { NotificationContext } from '../model/hooks.js';
import type { NamedHook } from '../handle/notification-handlers.js';
import type { PaymentNotification } from '../model/payment-notification.js';
import type { RefundNotification } from '../model/refund-notification.js';

type Hook<Notification> = (notification: Notification, context: NotificationContext) => unknown;

/** A controller's hook for payments, called on the controller; without one, a name alone. */
export function paymentHook(
  name: string,
  controller: object,
  hook: Hook<PaymentNotification> | undefined,
): NamedHook {
  if (hook === undefined) return { name, run: undefined };
  return {
    name,
    run: (notification, context) =>
      notification.kind === 'payment' ? hook.call(controller, notification, context) : undefined,
  };
}

/** A controller's hook for refunds, called on the controller; without one, a name alone. */
export function refundHook(
  name: string,
  controller: object,
  hook: Hook<RefundNotification> | undefined,
): NamedHook {
  if (hook === undefined) return { name, run: undefined };
  return {
    name,
    run: (notification, context) =>
      notification.kind === 'refund' ? hook.call(controller, notification, context) : undefined,
  };
}
