import { HttpStatus, InternalServerErrorException, RequestMethod } from '@nestjs/common';

import type { MarkedKind } from '../receive/route-mark.js';
import { routeMessages } from './route.messages.js';
import { defineRoute, requestBehind } from './define-route.js';
import type { NotificationHandlers, RouteInvocation } from '../handle/notification-handlers.js';
import { acknowledge } from './reply.js';
import { requestState } from './request-state.js';
import { routeIdOf } from './route-metadata.js';

/** How a route of notifications differs from another. */
interface NotifyRouteOptions {
  readonly path: string | string[];
  readonly kind: Exclude<MarkedKind, 'return'>;
  readonly checkAmount: boolean;
  readonly mixin: boolean;
  readonly handlersOf: (invocation: RouteInvocation) => NotificationHandlers;
}

/** Makes a method a route that takes notifications, handles each once, and acknowledges it. */
export function defineNotifyRoute(
  target: object,
  property: string | symbol,
  descriptor: PropertyDescriptor,
  { path, kind, checkAmount, mixin, handlersOf }: NotifyRouteOptions,
): void {
  defineRoute(target, property, descriptor, {
    path,
    method: RequestMethod.POST,
    status: HttpStatus.OK,
    metadata: { kind, checkAmount, mixin, handlersOf },
    handle: async (call) => {
      const receipt = requestState.notificationOf(requestBehind(call.response));
      // Only where an app put another guard in the place of ours.
      if (receipt === undefined) throw new InternalServerErrorException(routeMessages.unguarded());
      await receipt.dispatcher.dispatch(receipt, routeIdOf(call.controller, property), handlersOf(call));
      await acknowledge(call.response);
    },
  });
}
