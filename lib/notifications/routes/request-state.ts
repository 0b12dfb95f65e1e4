import type { IncomingMessage } from 'node:http';

import { keptWith } from '../../common/objects/kept-with.js';
import type { NotificationDispatcher } from '../handle/notification-dispatcher.js';
import type { ReceivedNotification, TakenMessages } from '../model/any-notification.js';
import type { PaymentReturn } from '../model/payment-return.js';

/** A notification that the guard verified, and the module's dispatcher, which a route has no other way to reach. */
interface NotificationReceipt extends ReceivedNotification {
  readonly dispatcher: NotificationDispatcher;
}

/**
 * What the guard found, by request. Beside the request and not on it, so that nothing in a request can pass
 * itself off as verified.
 */
const notifications = keptWith<IncomingMessage, NotificationReceipt>();
const returns = keptWith<IncomingMessage, PaymentReturn>();
const taken = keptWith<IncomingMessage, TakenMessages>();

export const requestState = {
  /** Before the guard's own step, which an app may override: what the route takes does not depend on it. */
  keepTaken: (request: IncomingMessage, takes: TakenMessages): void => {
    taken.set(request, takes);
  },
  takenOf: (request: IncomingMessage): TakenMessages => taken.get(request) ?? 'payments',
  keepNotification: (request: IncomingMessage, receipt: NotificationReceipt): void => {
    notifications.set(request, receipt);
  },
  notificationOf: (request: IncomingMessage): NotificationReceipt | undefined => notifications.get(request),
  keepReturn: (request: IncomingMessage, result: PaymentReturn): void => {
    returns.set(request, result);
  },
  returnOf: (request: IncomingMessage): PaymentReturn | undefined => returns.get(request),
};
