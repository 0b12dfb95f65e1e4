import type { ExpectsPayments } from '../model/hooks.js';
import type { NotificationHandlers, RouteInvocation } from '../handle/notification-handlers.js';
import { readOptions } from '../../common/options/read-options.js';
import { checkPath, decoratedMethod } from './decorated-method.js';
import { decoratedHook, hookOf } from './named-hooks.js';
import { defineNotifyRoute } from './notify-route.js';

/** How a `@LianlianNotify` route compares what it is told. */
export interface LianlianNotifyOptions {
  /**
   * Whether payments are compared with the class's `expectedPayment`; true by default. Without it, a payer who can
   * get LianLian to sign a payment of any amount, in any currency, for an order's number has paid that order: compare
   * `money_order` and `currency_order` yourself.
   */
  readonly checkAmount?: boolean | undefined;
}

/** A method decorator for a class that has `expectedPayment`: asked for at compile time. */
export type ExpectingMethodDecorator = (
  target: ExpectsPayments,
  property: string | symbol,
  descriptor: PropertyDescriptor,
) => void;

/**
 * Makes a method a route for LianLian's notifications: verified, compared, run once, acknowledged.
 *
 * The method gets successful payments and every refund; the optional `onOtherResult` of the class gets the
 * rest. Returning means handled: LianLian gets its acknowledgement. Throwing means not: LianLian sends it again.
 *
 * @param path the route's path within its controller
 * @throws LianlianConfigError at start, if the class has no `expectedPayment` and `checkAmount` is not false, or if an
 * option or a hook is misspelt
 * @example
 * @LianlianNotify('lianlian/notify')
 * async notified(@LianlianNotification() notification: PaymentNotification | RefundNotification) {
 *   if (notification.kind === 'payment') await this.orders.markPaid(notification);
 * }
 */
export function LianlianNotify(
  path: string | string[],
  options: { readonly checkAmount: false },
): MethodDecorator;
export function LianlianNotify(
  path?: string | string[],
  options?: LianlianNotifyOptions,
): ExpectingMethodDecorator;
export function LianlianNotify(
  path: string | string[] = '',
  options: LianlianNotifyOptions = {},
): ExpectingMethodDecorator {
  return (target, property, descriptor) => {
    const of = decoratedMethod('@LianlianNotify', target, property);
    checkPath(of, path);
    // Whatever is neither true nor false would be taken for one of them, and null is no "compare".
    const checkAmount = readOptions(options, { of, known: ['checkAmount'] }, (reader) =>
      reader.flag('checkAmount', true),
    );
    defineNotifyRoute(target, property, descriptor, {
      path,
      kind: 'notify',
      checkAmount,
      by: 'decorator',
      handlersOf: (call) => handlersOf(call, String(property), checkAmount),
    });
  };
}

function handlersOf(
  { controller, invoke }: RouteInvocation,
  name: string,
  checkAmount: boolean,
): NotificationHandlers {
  const hooks = controller as Partial<ExpectsPayments>;
  const method = decoratedHook(name, invoke);
  return {
    takes: 'payments',
    expects: checkAmount ? hooks : undefined,
    payment: method,
    refund: method,
    other: hookOf('payment', 'onOtherResult', controller, hooks.onOtherResult),
    paysOut: false,
  };
}
