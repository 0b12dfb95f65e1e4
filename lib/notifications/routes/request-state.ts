import type { IncomingMessage } from 'node:http';

import type { NotificationHandlers } from '../handle/notification-handlers.js';
import type { PaymentReturn } from '../model/payment-return.js';
import type { AnyNotification } from '../receive/to-notification.js';

/** A notification that the guard verified, and who carries it on. */
export interface NotificationReceipt {
  readonly notification: AnyNotification;
  /** When its request arrived, on the clock of `performance.now()`. */
  readonly arrivedAt: number;
  readonly dispatcher: ReceiptDispatcher;
}

/** What carries a receipt on: the module's dispatcher, which a route has no other way to reach. */
interface ReceiptDispatcher {
  dispatch(receipt: NotificationReceipt, route: string, handlers: NotificationHandlers): Promise<void>;
}

/**
 * What the guard found, by request. Beside the request and not on it, so that nothing in a request can pass
 * itself off as verified.
 */
const notifications = new WeakMap<IncomingMessage, NotificationReceipt>();
const returns = new WeakMap<IncomingMessage, PaymentReturn>();

export const requestState = {
  keepNotification: (request: IncomingMessage, receipt: NotificationReceipt): void => {
    notifications.set(request, receipt);
  },
  notificationOf: (request: IncomingMessage): NotificationReceipt | undefined => notifications.get(request),
  keepReturn: (request: IncomingMessage, result: PaymentReturn): void => {
    returns.set(request, result);
  },
  returnOf: (request: IncomingMessage): PaymentReturn | undefined => returns.get(request),
};
