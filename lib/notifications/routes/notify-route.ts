import { HttpStatus, InternalServerErrorException, RequestMethod } from '@nestjs/common';

import type { MarkedKind } from '../receive/route-mark.js';
import { routeMessages } from './route.messages.js';
import { defineRoute, requestBehind, type RouteCall } from './define-route.js';
import type { NotificationHandlers, RouteInvocation } from '../handle/notification-handlers.js';
import { acknowledge } from './reply.js';
import { requestState } from './request-state.js';
import { type RouteBringer, routeIdOf } from './route-metadata.js';
import type { AnyNotification } from '../model/any-notification.js';

/** How a route of notifications differs from another. */
interface NotifyRouteOptions {
  readonly path: string | string[];
  readonly kind: Exclude<MarkedKind, 'return'>;
  readonly checkAmount: boolean;
  readonly by: RouteBringer;
  /** Whose hooks are called; the controller's by default. */
  readonly ownerOf?:
    ((call: RouteCall, notification: AnyNotification) => object | Promise<object>) | undefined;
  readonly handlersOf: (invocation: RouteInvocation) => NotificationHandlers;
}

/** Makes a method a route that takes notifications, handles each once, and acknowledges it. */
export function defineNotifyRoute(
  target: object,
  property: string | symbol,
  descriptor: PropertyDescriptor,
  { path, kind, checkAmount, by, ownerOf, handlersOf }: NotifyRouteOptions,
): void {
  defineRoute(target, property, descriptor, {
    path,
    method: RequestMethod.POST,
    status: HttpStatus.OK,
    metadata: { kind, checkAmount, by, handlersOf },
    handle: async (call) => {
      const receipt = requestState.notificationOf(requestBehind(call.response));
      // Only where an app put another guard in the place of ours.
      if (receipt === undefined) throw new InternalServerErrorException(routeMessages.unguarded());
      const controller = (await ownerOf?.(call, receipt.notification)) ?? call.controller;
      const handlers = handlersOf({ controller, invoke: call.invoke });
      await receipt.dispatcher.dispatch(receipt, routeIdOf(call.controller, property), handlers);
      await acknowledge(call.response);
    },
  });
}
