import 'reflect-metadata';

import type { SeenOwner } from './hook-owner.js';
import { meantHook } from './meant-hook.js';
import { hookBehind, type RouteMetadata } from './route-metadata.js';
import { routeMessages } from './route.messages.js';

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

/** Hooks that an owner has, and no route asks: somebody waits for them in vain. */
export function idleHooks(seen: SeenOwner, asked: readonly string[]): readonly string[] {
  return HOOKS_OF_OURS.filter((hook) => !asked.includes(hook) && isUnclaimed(hookIn(seen, hook)));
}

/**
 * Hooks that nothing would call, each in a sentence: misspelt, static, no function, or hidden by a property without a
 * value. A hook that the owner has is right, whatever else has a name like it.
 */
export function hookProblems(seen: SeenOwner, hooks: readonly string[]): readonly string[] {
  const { name } = seen.metatype;
  const missing = hooks.filter((hook) => typeof hookIn(seen, hook) !== 'function');
  const unusable = missing.flatMap((hook) => {
    const value = hookIn(seen, hook);
    if (value === UNREADABLE) return [];
    if (value !== undefined) return [routeMessages.hookIsNoFunction(name, hook)];
    if (typeof read(seen.metatype.prototype, hook) === 'function') {
      return [routeMessages.hookIsHidden(name, hook)];
    }
    return typeof read(seen.metatype, hook) === 'function' ? [routeMessages.hookIsStatic(name, hook)] : [];
  });
  const misspelt = membersOf(seen).flatMap(({ owner, key }) => {
    const meant = meantHook(typeof key === 'symbol' ? (key.description ?? '') : key, hooks);
    if (meant === undefined || meant === key || !missing.includes(meant)) return [];
    if (!isUnclaimed(read(owner, key))) return [];
    return [routeMessages.misspeltHook(name, String(key), meant)];
  });
  return [...unusable, ...new Set(misspelt)];
}

/** Whether there is a hook, as a method or as an arrow property. Of what is made for each request, methods alone. */
export function hasHook(seen: SeenOwner, hook: string): boolean {
  const value = hookIn(seen, hook);
  return typeof value === 'function' || value === UNREADABLE;
}

/** Whether a route exists: of those that come with hooks, some do only where there is, or may be, the hook behind them. */
export function isThere(seen: SeenOwner, route: RouteMetadata): boolean {
  const hook = hookBehind(route);
  return hook === undefined || mayHaveHook(seen, hook);
}

/**
 * Whether there is a hook, or may be: as a method, or as an arrow property of the instance. What is made for each request
 * has no instance yet, so its properties cannot be seen: the hook is looked for when it is needed.
 */
export function mayHaveHook(seen: SeenOwner, hook: string): boolean {
  return hasHook(seen, hook) || seen.instance === undefined;
}

function hookIn({ metatype, instance }: SeenOwner, hook: string): unknown {
  return read(instance ?? metatype.prototype, hook);
}

function read(target: object, name: string | symbol): unknown {
  try {
    return Reflect.get(target, name);
  } catch {
    return UNREADABLE;
  }
}

/** Everything that stands on an owner, its prototypes and its class. Nothing of it is read: it may be a getter. */
function membersOf({ metatype, instance }: SeenOwner): readonly Member[] {
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
