import type { ExpectsPayments, ExpectsPayouts, NotificationContext } from '../model/hooks.js';
import type { AnyNotification } from '../model/any-notification.js';

/** A hook under the name that messages call it by. `run` is undefined where the controller lacks it. */
export interface NamedHook {
  readonly name: string;
  readonly run: ((notification: AnyNotification, context: NotificationContext) => unknown) | undefined;
}

/** Where a route's notifications go: the hooks of one controller. */
export type NotificationHandlers = PaymentHandlers | PayoutHandlers;

/** Where payments and refunds go, by the kind of what LianLian says. */
export interface PaymentHandlers {
  readonly takes: 'payments';
  /** The controller's hooks for comparison; undefined where the route does not compare. */
  readonly expects: Partial<ExpectsPayments> | undefined;
  readonly payment: NamedHook;
  readonly other: NamedHook;
  readonly refund: NamedHook;
  /** Whether this controller takes payouts, too: on another route. */
  readonly paysOut: boolean;
}

/** Where payouts go. */
export interface PayoutHandlers {
  readonly takes: 'payouts';
  /** The controller's hooks for comparison. */
  readonly expects: Partial<ExpectsPayouts>;
  readonly payout: NamedHook;
}

/** A controller, and how to run the decorated method on it. */
export interface RouteInvocation {
  /** Nest's own instance. */
  readonly controller: object;
  /** Runs the decorated method, with these values for the parameters that ask for them. */
  readonly invoke: (values: RouteValues) => unknown;
}

/** What a route method's parameters can ask for. */
export interface RouteValues {
  readonly notification?: unknown;
  readonly return?: unknown;
  readonly transaction?: unknown;
}
