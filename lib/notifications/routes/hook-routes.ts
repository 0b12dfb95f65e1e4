import { NotFoundException } from '@nestjs/common';

import type { OptionReader } from '../../common/options/option-reader.js';
import type { PaymentHandlers, PayoutHandlers, RouteInvocation } from '../handle/notification-handlers.js';
import type { LianlianHooks } from '../model/hooks.js';
import type { RouteCall } from './define-route.js';
import { hookOf } from './named-hooks.js';
import { defineNotifyRoute } from './notify-route.js';
import { defineReturnRoute } from './return-route.js';
import type { hookBehind, RouteBringer } from './route-metadata.js';

/** The paths of the routes that call hooks, within their controller's own path. */
export interface HookRoutePaths {
  /** `'notify'` by default. */
  readonly notifyPath?: string | undefined;
  /** `'return'` by default. There is a return route only where there is `onReturn`. */
  readonly returnPath?: string | undefined;
  /** `'payout-notify'` by default. There is a route for payouts only where there is `onPayout`. */
  readonly payoutNotifyPath?: string | undefined;
}

export const HOOK_ROUTE_PATHS = [
  'notifyPath',
  'returnPath',
  'payoutNotifyPath',
] as const satisfies (keyof HookRoutePaths)[];

/** Methods of ours on a class, named so that no user takes their names by accident. */
const NOTIFY_METHOD = '__lianlianNotify__';
const RETURN_METHOD = '__lianlianReturn__';
const PAYOUT_NOTIFY_METHOD = '__lianlianPayoutNotify__';

/** Where a class's routes find the hooks. */
interface HookRoutes {
  readonly paths: Readonly<Record<(typeof HOOK_ROUTE_PATHS)[number], string>>;
  readonly by: RouteBringer;
  /**
   * The hooks for a request, and a merchant; undefined where the payer brought nothing that is verified. `needed` is the
   * hook without which there is no such route.
   */
  readonly hooksOf: (
    call: RouteCall,
    oidPartner: string | undefined,
    needed: ReturnType<typeof hookBehind>,
  ) => object | Promise<object>;
}

export function readHookRoutePaths(reader: OptionReader): HookRoutes['paths'] {
  return {
    notifyPath: reader.anyText('notifyPath', 'notify'),
    returnPath: reader.anyText('returnPath', 'return'),
    payoutNotifyPath: reader.anyText('payoutNotifyPath', 'payout-notify'),
  };
}

/** Gives a class the routes for notifications of payments and payouts, and for payers who come back. */
export function addHookRoutes(prototype: object, { paths, by, hooksOf }: HookRoutes): void {
  addMethod(prototype, NOTIFY_METHOD, (target, property, descriptor) => {
    defineNotifyRoute(target, property, descriptor, {
      path: paths.notifyPath,
      kind: 'notify',
      checkAmount: true,
      by,
      ownerOf: (call, { oid_partner }) => hooksOf(call, oid_partner, undefined),
      handlersOf: ({ controller }: RouteInvocation) => handlersOf(controller as LianlianHooks),
    });
  });
  addMethod(prototype, PAYOUT_NOTIFY_METHOD, (target, property, descriptor) => {
    defineNotifyRoute(target, property, descriptor, {
      path: paths.payoutNotifyPath,
      kind: 'payout-notify',
      checkAmount: true,
      by,
      ownerOf: (call, { oid_partner }) => hooksOf(call, oid_partner, 'onPayout'),
      handlersOf: ({ controller }: RouteInvocation) => payoutHandlersOf(controller as LianlianHooks, by),
    });
  });
  addMethod(prototype, RETURN_METHOD, (target, property, descriptor) => {
    defineReturnRoute(target, property, descriptor, {
      path: paths.returnPath,
      by,
      hook: 'onReturn',
      locationOf: async (call, result) => {
        const hooks = (await hooksOf(
          call,
          result.verified ? result.oid_partner : undefined,
          'onReturn',
        )) as LianlianHooks;
        // Of what is made for each request it cannot be seen at start.
        if (hooks.onReturn === undefined) throw new NotFoundException();
        return hooks.onReturn(result, call.request);
      },
    });
  });
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

function handlersOf(hooks: LianlianHooks): PaymentHandlers {
  return {
    takes: 'payments',
    expects: hooks,
    payment: hookOf('payment', 'onPayment', hooks, hooks.onPayment),
    other: hookOf('payment', 'onOtherResult', hooks, hooks.onOtherResult),
    refund: hookOf('refund', 'onRefund', hooks, hooks.onRefund),
    // Of what is made for each request it cannot be seen at start.
    paysOut: hooks.onPayout !== undefined,
  };
}

function payoutHandlersOf(hooks: LianlianHooks, by: RouteBringer): PayoutHandlers {
  // A controller that is made for each request has no such route then. Of the module's, another merchant's handler has.
  if (hooks.onPayout === undefined && by !== 'module') throw new NotFoundException();
  return {
    takes: 'payouts',
    expects: hooks,
    payout: hookOf('payout', 'onPayout', hooks, hooks.onPayout),
  };
}
