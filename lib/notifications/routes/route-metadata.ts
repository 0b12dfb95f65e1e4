import 'reflect-metadata';

import type { MarkedKind } from '../receive/route-mark.js';
import type { NotificationHandlers, RouteInvocation, RouteValues } from '../handle/notification-handlers.js';

/** What a route comes from: `LianlianController()`, a decorated method, or `routes` of the module. */
export type RouteBringer = 'mixin' | 'decorator' | 'module';

/** What is kept of a route method, under our own key. */
export interface RouteMetadata {
  /** What the route receives: notifications from LianLian, or payers who come back. */
  readonly kind: MarkedKind;
  /** Whether the controller must have `expectedPayment`, or `expectedPayout` for payouts. */
  readonly checkAmount: boolean;
  readonly by: RouteBringer;
  /** Runs the decorated method on a controller, for a worker or the sweeper too. */
  readonly invoke: (controller: object, values: RouteValues) => unknown;
  /** The hooks of the controller, or the handler, that an invocation names. */
  readonly handlersOf?: ((invocation: RouteInvocation) => NotificationHandlers) | undefined;
}

/** The hook without which a route that calls hooks does not exist; undefined for every other route. */
export function hookBehind({ kind, by }: RouteMetadata): 'onReturn' | 'onPayout' | undefined {
  if (by === 'decorator' || kind === 'notify') return undefined;
  return kind === 'return' ? 'onReturn' : 'onPayout';
}

const ROUTE = Symbol('lianlian:route');

/** Gives a wrapper the name of the method that it wraps, and all that decorators said of that. */
export function standInFor(original: (...args: never[]) => unknown, wrapper: object): void {
  Object.defineProperty(wrapper, 'name', { value: original.name });
  for (const key of Reflect.getOwnMetadataKeys(original)) {
    Reflect.defineMetadata(key, Reflect.getOwnMetadata(key, original), wrapper);
  }
}

export function setRoute(method: object, metadata: RouteMetadata): void {
  Reflect.defineMetadata(ROUTE, metadata, method);
}

export function routeOf(method: object): RouteMetadata | undefined {
  return Reflect.getMetadata(ROUTE, method) as RouteMetadata | undefined;
}

/** Methods that stand in for a route that was taken away, and that route. */
const removed = new WeakMap<object, object>();

/** Notes that a method stands where a route was, which another app of the process may have. */
export function standInForRoute(method: object, route: object): void {
  removed.set(method, route);
}

/** The route that a method stands in for, or the method. */
export function routeBehind(method: object): object {
  return removed.get(method) ?? method;
}

/** Whether another copy of this package made a method a route: its key has the same name, and is another one. */
export function isRouteOfOtherCopy(method: object): boolean {
  return Reflect.getMetadataKeys(method).some(
    (key: unknown) => typeof key === 'symbol' && key !== ROUTE && key.description === ROUTE.description,
  );
}

/** Names a route across processes: its class and method. */
export function routeIdOf(controller: object, method: string | symbol): string {
  return `${controller.constructor.name}.${String(method)}`;
}
