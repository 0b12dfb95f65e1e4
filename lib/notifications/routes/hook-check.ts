import 'reflect-metadata';

import type { DiscoveryService } from '@nestjs/core';

import { meantHook } from './meant-hook.js';
import { hookBehind, type RouteMetadata } from './route-metadata.js';
import { routeMessages } from './route.messages.js';

/** Nest's own record of a controller. */
export type ControllerWrapper = ReturnType<DiscoveryService['getControllers']>[number];

/** A controller, as far as it can be seen at start. */
interface SeenController {
  readonly metatype: { readonly name: string; readonly prototype: object };
  /** Undefined where it is made for each request. */
  readonly instance: object | undefined;
}

interface Member {
  readonly owner: object;
  readonly key: string | symbol;
}

/** Hooks that mean something to LianLian alone. Others (`onPayment`) an app may call by itself. */
const HOOKS_OF_OURS = [
  ...['expectedPayment', 'expectedRefund', 'unsettledPayments'],
  ...['expectedPayout', 'unsettledPayouts'],
];

/** What stands under a name, where reading it may throw: a getter that asks for what is not there yet. */
const UNREADABLE = Symbol('unreadable');

/** A controller, where it is a class. */
export function seenOf(wrapper: ControllerWrapper): SeenController | undefined {
  const { metatype } = wrapper;
  if (typeof metatype !== 'function') return undefined;
  const instance: unknown = wrapper.isDependencyTreeStatic() ? wrapper.instance : undefined;
  const isMade = typeof instance === 'object' && instance !== null;
  return {
    metatype: metatype as unknown as SeenController['metatype'],
    instance: isMade ? instance : undefined,
  };
}

/** Hooks that a controller has, and none of its routes asks: somebody waits for them in vain. */
export function idleHooks(seen: SeenController, asked: readonly string[]): readonly string[] {
  return HOOKS_OF_OURS.filter((hook) => !asked.includes(hook) && isUnclaimed(hookIn(seen, hook)));
}

/**
 * A controller's hooks that nothing would call, each in a sentence: misspelt, static, no function, or hidden by a
 * property without a value. A hook that the controller has is right, whatever else has a name like it.
 */
export function hookProblems(seen: SeenController, hooks: readonly string[]): readonly string[] {
  const { name: controller } = seen.metatype;
  const missing = hooks.filter((hook) => typeof hookIn(seen, hook) !== 'function');
  const unusable = missing.flatMap((hook) => {
    const value = hookIn(seen, hook);
    if (value === UNREADABLE) return [];
    if (value !== undefined) return [routeMessages.hookIsNoFunction(controller, hook)];
    if (typeof read(seen.metatype.prototype, hook) === 'function') {
      return [routeMessages.hookIsHidden(controller, hook)];
    }
    return typeof read(seen.metatype, hook) === 'function'
      ? [routeMessages.hookIsStatic(controller, hook)]
      : [];
  });
  const misspelt = membersOf(seen).flatMap(({ owner, key }) => {
    const meant = meantHook(typeof key === 'symbol' ? (key.description ?? '') : key, hooks);
    if (meant === undefined || meant === key || !missing.includes(meant)) return [];
    if (!isUnclaimed(read(owner, key))) return [];
    return [routeMessages.misspeltHook(controller, String(key), meant)];
  });
  return [...unusable, ...new Set(misspelt)];
}

/** Whether a controller has a hook, as a method or as an arrow property. Of one made for each request, methods alone. */
export function hasHook(seen: SeenController, hook: string): boolean {
  const value = hookIn(seen, hook);
  return typeof value === 'function' || value === UNREADABLE;
}

/** Whether a route of a controller exists: of the mixin's, some exist only where the class has, or may have, the hook behind them. */
export function isThere(wrapper: ControllerWrapper, route: RouteMetadata): boolean {
  const hook = hookBehind(route);
  return hook === undefined || mayHaveHook(wrapper, hook);
}

/**
 * Whether a controller has a hook, or may have it: as a method, or as an arrow property of its instance. A request-scoped
 * controller has no instance yet, so its properties cannot be seen: the hook is looked for when it is needed.
 */
export function mayHaveHook(wrapper: ControllerWrapper, hook: string): boolean {
  const seen = seenOf(wrapper);
  return seen === undefined || hasHook(seen, hook) || !wrapper.isDependencyTreeStatic();
}

function hookIn({ metatype, instance }: SeenController, hook: string): unknown {
  return read(instance ?? metatype.prototype, hook);
}

function read(target: object, name: string | symbol): unknown {
  try {
    return Reflect.get(target, name);
  } catch {
    return UNREADABLE;
  }
}

/** Everything that stands on a controller, its prototypes and its class. Nothing of it is read: it may be a getter. */
function membersOf({ metatype, instance }: SeenController): readonly Member[] {
  const target = instance ?? metatype.prototype;
  const members = chainOf(target).flatMap((part) =>
    Reflect.ownKeys(part).map((key) => ({ owner: target, key })),
  );
  const statics = Reflect.ownKeys(metatype).map((key) => ({ owner: metatype, key }));
  return [...members, ...statics];
}

/** Whether it is a function that no decorator claims for something else: a route, a listener. */
function isUnclaimed(value: unknown): boolean {
  return typeof value === 'function' && Reflect.getOwnMetadataKeys(value).length === 0;
}

/** An object and its prototypes, without that of every object. */
function chainOf(target: object): readonly object[] {
  const parts: object[] = [];
  for (let part: object | null = target; part !== null && part !== Object.prototype;) {
    parts.push(part);
    part = Object.getPrototypeOf(part) as object | null;
  }
  return parts;
}
