import 'reflect-metadata';

import { HttpCode, HttpStatus, RequestMapping, RequestMethod, UseGuards } from '@nestjs/common';

import { type HttpResponse, rawResponseOf, requestOf } from '../receive/http-types.js';
import { LianlianSignatureGuard } from './lianlian-signature.guard.js';
import type { RouteInvocation, RouteValues } from '../handle/notification-handlers.js';
import { type RouteMetadata, setRoute, standInFor } from './route-metadata.js';
import { noteRouteBegun, watchFailed } from './unanswered.js';
import { addResponseParameter, takeVerifiedParameters } from './route-parameters.js';

type Method = (this: object, ...args: unknown[]) => unknown;

/** What a route does with one request, once the guard let it pass. */
export interface RouteCall extends RouteInvocation {
  readonly response: HttpResponse;
  /** The adapter's own request. */
  readonly request: unknown;
}

interface RouteDefinition {
  readonly path: string | string[];
  readonly method: RequestMethod;
  readonly status: HttpStatus;
  readonly metadata: Omit<RouteMetadata, 'invoke'>;
  readonly handle: (call: RouteCall) => Promise<void>;
}

/**
 * Makes a method a route of ours: the guard before it, and `handle` around it, which writes the response itself.
 *
 * The method is wrapped rather than intercepted, so that the work stands inside everything that the app puts
 * around its routes, on the instance that Nest made.
 */
export function defineRoute(
  target: object,
  property: string | symbol,
  descriptor: PropertyDescriptor,
  definition: RouteDefinition,
): void {
  const original = descriptor.value as Method;
  const parameters = takeVerifiedParameters(target, property);
  const responseIndex = addResponseParameter(target, property, original.length);

  const invoke = (controller: object, values: RouteValues, own: unknown[] = []): unknown => {
    for (const [index, kind] of parameters) own[index] = values[kind];
    return original.apply(controller, own);
  };
  const route: Method = function (...args) {
    const response = args[responseIndex] as HttpResponse;
    noteRouteBegun(requestBehind(response));
    const handled = definition.handle({
      controller: this,
      response,
      request: requestOf(response),
      invoke: (values) => invoke(this, values, args.slice(0, responseIndex)),
    });
    handled.catch((error: unknown) => {
      watchFailed(response, definition.metadata.kind, error);
    });
    return handled;
  };
  standInFor(original, route);
  descriptor.value = route;

  RequestMapping({ path: definition.path, method: definition.method })(target, property, descriptor);
  HttpCode(definition.status)(target, property, descriptor);
  UseGuards(LianlianSignatureGuard)(target, property, descriptor);
  setRoute(route, { ...definition.metadata, invoke });
  leaveOutOfOpenApi(route);
}

/** LianLian calls these routes, not the app's clients: `@ApiExcludeEndpoint()`, unless the app said otherwise. */
function leaveOutOfOpenApi(route: Method): void {
  const key = 'swagger/apiExcludeEndpoint';
  if (!Reflect.hasMetadata(key, route)) Reflect.defineMetadata(key, { disable: true }, route);
}

/** Node's request behind a response. */
export function requestBehind(response: HttpResponse): ReturnType<typeof rawResponseOf>['req'] {
  return rawResponseOf(response).req;
}
