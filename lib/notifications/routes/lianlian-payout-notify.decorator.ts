import type { NotificationHandlers, RouteInvocation } from '../handle/notification-handlers.js';
import type { ExpectsPayouts } from '../model/hooks.js';
import { checkPath, decoratedMethod } from './decorated-method.js';
import { decoratedHook } from './named-hooks.js';
import { defineNotifyRoute } from './notify-route.js';

/** A method decorator for a class that has `expectedPayout`: asked for at compile time. */
export type ExpectingPayoutsMethodDecorator = (
  target: ExpectsPayouts,
  property: string | symbol,
  descriptor: PropertyDescriptor,
) => void;

/**
 * Makes a method a route for LianLian's notifications of payouts: verified, compared, run once, acknowledged. Give its
 * public address as `payoutNotifyUrl`, and to nothing else: payments and payouts have the same fields, so the route says
 * what a message is about.
 *
 * The method gets a `PayoutNotification` with `SUCCESS`, `FAILURE` or `CANCEL`; the last one mostly after a `SUCCESS`, when
 * the bank returned the money. With `CLOSED` the sweeper alone calls it. A `FAILURE` without `oid_paybill` is of a payout that
 * never began: sent again under its number it may be paid, and the method hears of that, too. Returning means handled: LianLian gets its acknowledgement. Throwing means not: LianLian
 * sends it again. Messages about payments and refunds are refused.
 *
 * @param path the route's path within its controller
 * @throws LianlianConfigError at start, if the class has no `expectedPayout`, or if a hook is misspelt
 * @example
 * @LianlianPayoutNotify('lianlian/payout-notify')
 * async paidOut(@LianlianNotification() notification: PayoutNotification) {
 *   await this.payouts.end(notification.no_order, notification.result_pay);
 * }
 */
export function LianlianPayoutNotify(path: string | string[] = ''): ExpectingPayoutsMethodDecorator {
  return (target, property, descriptor) => {
    checkPath(decoratedMethod('@LianlianPayoutNotify', target, property), path);
    defineNotifyRoute(target, property, descriptor, {
      path,
      kind: 'payout-notify',
      checkAmount: true,
      by: 'decorator',
      handlersOf: (call) => handlersOf(call, String(property)),
    });
  };
}

function handlersOf({ controller, invoke }: RouteInvocation, name: string): NotificationHandlers {
  return {
    takes: 'payouts',
    expects: controller,
    payout: decoratedHook(name, invoke),
  };
}
