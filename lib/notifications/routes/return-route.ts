import { HttpStatus, InternalServerErrorException, NotFoundException, RequestMethod } from '@nestjs/common';

import { routeMessages } from './route.messages.js';
import { defineRoute, requestBehind, type RouteCall } from './define-route.js';
import { hookResult } from '../model/hooks.js';
import type { PaymentReturn } from '../model/payment-return.js';
import { seeOther } from './reply.js';
import type { RouteBringer } from './route-metadata.js';
import { requestState } from './request-state.js';

/** How a route of returns differs from another. */
interface ReturnRouteOptions {
  readonly path: string | string[];
  readonly by: RouteBringer;
  /** The hook's name, for messages. */
  readonly hook: string;
  readonly locationOf: (call: RouteCall, result: PaymentReturn) => unknown;
}

/** Makes a method a route that takes payers back, by POST and GET, and sends them on with a 303. */
export function defineReturnRoute(
  target: object,
  property: string | symbol,
  descriptor: PropertyDescriptor,
  { path, by, hook, locationOf }: ReturnRouteOptions,
): void {
  defineRoute(target, property, descriptor, {
    path,
    // Nest maps a method to one verb or to all.
    method: RequestMethod.ALL,
    status: HttpStatus.SEE_OTHER,
    metadata: { kind: 'return', checkAmount: false, by },
    handle: async (call) => {
      const request = requestBehind(call.response);
      const { method = '', url = '' } = request;
      if (!['GET', 'HEAD', 'POST'].includes(method)) throw new NotFoundException(`Cannot ${method} ${url}`);
      const result = requestState.returnOf(request);
      if (result === undefined) throw new InternalServerErrorException(routeMessages.unguarded());
      const location = await hookResult(await locationOf(call, result));
      if (typeof location !== 'string' || location === '') {
        throw new InternalServerErrorException(routeMessages.noLocation(hook));
      }
      await seeOther(call.response, location);
    },
  });
}
