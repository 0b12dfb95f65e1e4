import 'reflect-metadata';

import { createParamDecorator, Req, Res } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';

import { type HttpRequest, rawRequestOf } from '../receive/http-types.js';
import type { RouteValues } from '../handle/notification-handlers.js';
import { requestState } from './request-state.js';
import { standInFor } from './route-metadata.js';

/** What a route method can ask for. */
type ParameterKind = keyof RouteValues;

const PARAMETERS = Symbol('lianlian:parameters');

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Indexes = ReadonlyMap<number, ParameterKind>;
type RouteArguments = Record<string, { readonly index: number }>;

/** Nest has to know the parameter; its value comes past Nest's pipes. */
const fromRequest = createParamDecorator((kind: ParameterKind, context) =>
  keptBy(context.switchToHttp().getRequest<HttpRequest>(), kind),
);

/** What the guard kept of a request. */
function keptBy(request: HttpRequest, kind: ParameterKind): unknown {
  const raw = rawRequestOf(request);
  // There is a transaction only while a route of ours runs its method.
  if (kind === 'transaction') return undefined;
  return kind === 'return' ? requestState.returnOf(raw) : requestState.notificationOf(raw)?.notification;
}

/**
 * A parameter decorator for what the guard verified.
 *
 * It passes none of the app's pipes: a signed message is not for its `ValidationPipe`, which would strip or
 * refuse fields that it does not know.
 */
export function verifiedParameter(kind: ParameterKind): ParameterDecorator {
  return (target, property, index) => {
    if (property === undefined) return;
    const indexes = new Map(indexesOf(target, property)).set(index, kind);
    Reflect.defineMetadata(PARAMETERS, indexes, target, property);
    fromRequest(kind)(target, property, index);
  };
}

/**
 * Takes a route method's verified parameters out of Nest's hands, and its pipes', for the route to fill in.
 */
export function takeVerifiedParameters(target: object, property: string | symbol): Indexes {
  const indexes = indexesOf(target, property);
  const routeArguments = argumentsOf(target, property);
  const others = Object.entries(routeArguments).filter(([, argument]) => !indexes.has(argument.index));
  Reflect.defineMetadata(ROUTE_ARGS_METADATA, Object.fromEntries(others), target.constructor, property);
  return indexes;
}

/**
 * Does the same for a route of the app's own, which has the guard alone: Nest passes it the request in their
 * place, which meets no pipe, and a stand-in on the class finds what the guard kept of it.
 */
export function takePastPipes(prototype: object, property: string): void {
  const indexes = takeVerifiedParameters(prototype, property);
  if (indexes.size === 0) return;
  const original = Reflect.get(prototype, property) as Method;
  const route: Method = function (...args) {
    for (const [index, kind] of indexes) args[index] = keptBy(args[index] as HttpRequest, kind);
    return original.apply(this, args);
  };
  standInFor(original, route);
  for (const index of indexes.keys()) Req()(prototype, property, index);
  // Another app of the process may use the class too.
  Reflect.defineMetadata(PARAMETERS, new Map(), prototype, property);
  Object.defineProperty(prototype, property, { value: route, configurable: true, writable: true });
}

/**
 * Adds the response as a parameter behind the method's own, and says which it is: Nest leaves responding to
 * a route that has one.
 */
export function addResponseParameter(target: object, property: string | symbol, length: number): number {
  const taken = [
    ...Object.values(argumentsOf(target, property)).map((argument) => argument.index),
    ...indexesOf(target, property).keys(),
    length - 1,
  ];
  const index = Math.max(...taken) + 1;
  Res()(target, property, index);
  return index;
}

function indexesOf(target: object, property: string | symbol): Indexes {
  return (
    (Reflect.getMetadata(PARAMETERS, target, property) as Indexes | undefined) ??
    new Map<number, ParameterKind>()
  );
}

function argumentsOf(target: object, property: string | symbol): RouteArguments {
  return (
    (Reflect.getMetadata(ROUTE_ARGS_METADATA, target.constructor, property) as RouteArguments | undefined) ??
    {}
  );
}
