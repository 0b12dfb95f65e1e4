import { NotFoundException } from '@nestjs/common';

import { readOptions } from '../../common/read-options.js';
import { defineNotifyRoute } from './notify-route.js';
import { LianlianControllerBase } from '../model/hooks.js';
import { defineReturnRoute } from './return-route.js';
import type { RouteCall } from './define-route.js';
import { hookOf } from './named-hooks.js';
import type { PaymentHandlers, PayoutHandlers, RouteInvocation } from '../handle/notification-handlers.js';

/** The paths of the routes that `LianlianController()` brings, within the controller's own path. */
export interface LianlianControllerOptions {
  /** `'notify'` by default. */
  readonly notifyPath?: string | undefined;
  /** `'return'` by default. There is a return route only if the class has `onReturn`. */
  readonly returnPath?: string | undefined;
  /** `'payout-notify'` by default. There is a route for payouts only if the class has `onPayout`. */
  readonly payoutNotifyPath?: string | undefined;
}

const OPTIONS = [
  'notifyPath',
  'returnPath',
  'payoutNotifyPath',
] as const satisfies (keyof LianlianControllerOptions)[];

/** What a controller extends. */
export type LianlianControllerClass = abstract new () => LianlianControllerBase;

/** Methods of ours on the user's class, named so that no user takes their names by accident. */
const NOTIFY_METHOD = '__lianlianNotify__';
const RETURN_METHOD = '__lianlianReturn__';
const PAYOUT_NOTIFY_METHOD = '__lianlianPayoutNotify__';

/**
 * A controller to extend, with `POST notify` for notifications, `POST` and `GET return` for payers, and `POST
 * payout-notify` for what becomes of payouts.
 *
 * The class brings `expectedPayment` and `onPayment`, and `onRefund`, `onOtherResult`, `onReturn`, `expectedRefund`, and
 * `onPayout` with `expectedPayout`, as it needs them. A hook that returns has handled its notification; one that throws makes
 * LianLian send it again.
 *
 * @throws LianlianConfigError for an option that is misspelt or no text; and at start, for a hook that is
 * @example
 * @Controller('payments')
 * export class PaymentsController extends LianlianController() {
 *   constructor(private readonly orders: OrdersService) { super(); }
 *   expectedPayment(no_order: string) { return this.orders.find(no_order); }
 *   async onPayment(notification: PaymentNotification) { await this.orders.markPaid(notification); }
 * }
 */
export function LianlianController(options: LianlianControllerOptions = {}): LianlianControllerClass {
  const { notifyPath, returnPath, payoutNotifyPath } = readOptions(
    options,
    { of: 'LianlianController()', known: OPTIONS },
    (reader) => ({
      notifyPath: reader.anyText('notifyPath', 'notify'),
      returnPath: reader.anyText('returnPath', 'return'),
      payoutNotifyPath: reader.anyText('payoutNotifyPath', 'payout-notify'),
    }),
  );
  abstract class PaymentRoutes extends LianlianControllerBase {}
  addMethod(PaymentRoutes.prototype, NOTIFY_METHOD, (target, property, descriptor) => {
    defineNotifyRoute(target, property, descriptor, {
      path: notifyPath,
      kind: 'notify',
      checkAmount: true,
      mixin: true,
      handlersOf: ({ controller }: RouteInvocation) => handlersOf(controller as LianlianControllerBase),
    });
  });
  addMethod(PaymentRoutes.prototype, PAYOUT_NOTIFY_METHOD, (target, property, descriptor) => {
    defineNotifyRoute(target, property, descriptor, {
      path: payoutNotifyPath,
      kind: 'payout-notify',
      checkAmount: true,
      mixin: true,
      handlersOf: ({ controller }: RouteInvocation) => payoutHandlersOf(controller as LianlianControllerBase),
    });
  });
  addMethod(PaymentRoutes.prototype, RETURN_METHOD, (target, property, descriptor) => {
    defineReturnRoute(target, property, descriptor, {
      path: returnPath,
      mixin: true,
      hook: 'onReturn',
      locationOf: ({ controller, request }: RouteCall, result) => {
        const { onReturn } = controller as LianlianControllerBase;
        // Of a request-scoped controller it cannot be seen at start.
        if (onReturn === undefined) throw new NotFoundException();
        return onReturn.call(controller, result, request);
      },
    });
  });
  return PaymentRoutes;
}

function addMethod(
  prototype: object,
  name: string,
  decorate: (target: object, property: string, descriptor: PropertyDescriptor) => void,
): void {
  const descriptor: PropertyDescriptor = {
    value: () => undefined,
    writable: true,
    configurable: true,
    enumerable: false,
  };
  decorate(prototype, name, descriptor);
  Object.defineProperty(prototype, name, descriptor);
}

function handlersOf(controller: LianlianControllerBase): PaymentHandlers {
  return {
    takes: 'payments',
    expects: controller,
    payment: hookOf('payment', 'onPayment', controller, controller.onPayment),
    other: hookOf('payment', 'onOtherResult', controller, controller.onOtherResult),
    refund: hookOf('refund', 'onRefund', controller, controller.onRefund),
    // Of a request-scoped controller it cannot be seen at start.
    paysOut: controller.onPayout !== undefined,
  };
}

function payoutHandlersOf(controller: LianlianControllerBase): PayoutHandlers {
  const { onPayout } = controller;
  // Of a request-scoped controller it cannot be seen at start.
  if (onPayout === undefined) throw new NotFoundException();
  return {
    takes: 'payouts',
    expects: controller,
    payout: hookOf('payout', 'onPayout', controller, onPayout),
  };
}
