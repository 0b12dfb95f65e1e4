import { Inject, Injectable } from '@nestjs/common';
import { GUARDS_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, HttpAdapterHost, MetadataScanner } from '@nestjs/core';

import { isMarkOfACopy } from '../../common/copies.js';
import { copyMessages } from '../../common/copies.messages.js';
import { LIANLIAN_SETTINGS, type LianlianSettings } from '../../config/settings.js';
import type { ConfigProblem } from '../../errors/lianlian-config.error.js';
import { routeMessages } from './route.messages.js';
import { hookFastify } from '../receive/fastify-body.hook.js';
import { markRoute } from '../receive/route-mark.js';
import { tellAnsweredBefore } from './answered-before.js';
import { hookProblems, isThere, mayHaveHook } from './hook-check.js';
import { controllerOf, type SeenOwner, type Wrapper } from './hook-owner.js';
import { HookSetup } from './hook-setup.js';
import { LianlianSignatureGuard } from './lianlian-signature.guard.js';
import { tellParserFailures } from './parser-failures.js';
import {
  hookBehind,
  isRouteOfOtherCopy,
  routeBehind,
  type RouteMetadata,
  routeOf,
  standInForRoute,
} from './route-metadata.js';
import { takePastPipes } from './route-parameters.js';

/**
 * Readies the app's routes of ours before Nest registers them: checks their classes, takes away the mixin's routes
 * that have no handler, and lets Fastify leave their bodies to us.
 */
@Injectable()
export class RouteSetup {
  // Hidden when it is printed, as the whole app behind it.
  readonly #discovery: DiscoveryService;

  constructor(
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
    discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly adapterHost: HttpAdapterHost,
    private readonly hooks: HookSetup,
  ) {
    this.#discovery = discovery;
  }

  /** @throws LianlianConfigError with every problem of every controller */
  apply(): void {
    const problems = this.#discovery.getControllers().flatMap((wrapper) => this.ready(wrapper));
    this.hooks.refuse(problems);
    const adapter = this.adapterHost.httpAdapter;
    if (adapter.getType() === 'fastify') hookFastify(adapter, this.settings.notifications.budgetMs);
    else if (adapter.getType() === 'express') tellParserFailures(this.adapterHost);
    tellAnsweredBefore(this.adapterHost);
  }

  private ready(wrapper: Wrapper): readonly ConfigProblem[] {
    const { metatype } = wrapper;
    const seen = controllerOf(wrapper);
    if (seen === undefined || typeof metatype !== 'function') return [];
    const { name: controller, prototype } = seen.metatype;
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const found: unknown = Reflect.get(prototype, name);
      if (typeof found !== 'function') return [];
      const method = routeBehind(found);
      const route = routeOf(method);
      if (route !== undefined) {
        markRoute(method, route.kind);
        // Those of the module are always there: several apps of a process, with other handlers each, may share the class.
        if (route.by === 'module') return [];
        const isWanted = isThere(seen, route);
        if (hookBehind(route) !== undefined) showRoute(prototype, name, method, isWanted);
        return isWanted ? checkNotify(seen, route) : [];
      }
      if (hidesRoute(prototype, name)) {
        return [{ option: controller, message: routeMessages.hiddenRoute(controller, name) }];
      }
      if (isRouteOfOtherCopy(method) || isGuarded(metatype, method, isGuardOfOtherCopy)) {
        return [{ option: controller, message: copyMessages.otherCopy(controller) }];
      }
      if (isGuarded(metatype, method, isOurGuard)) markRoute(method, 'notify');
      takePastPipes(prototype, name);
      return [];
    });
  }
}

/** What a controller's messages would be compared with is there. HookSetup looks at handlers. */
function checkNotify(seen: SeenOwner, route: RouteMetadata): readonly ConfigProblem[] {
  const hook = route.kind === 'payout-notify' ? 'expectedPayout' : 'expectedPayment';
  if (!route.checkAmount || mayHaveHook(seen, hook)) return [];
  // HookSetup says what is wrong with the one that is there.
  if (hookProblems(seen, [hook]).length > 0) return [];
  const { name: option } = seen.metatype;
  return [{ option, message: routeMessages.noExpectation(option, route) }];
}

/**
 * Puts an inherited route on the class itself, or a method that is none in its place: its base, siblings and
 * heirs each have their own.
 */
function showRoute(prototype: object, name: string, route: object, isWanted: boolean): void {
  const noRoute = (): undefined => undefined;
  standInForRoute(noRoute, route);
  const value = isWanted ? route : noRoute;
  Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
}

/** Whether a method stands before an inherited one that is a route: Nest would never see the route. */
function hidesRoute(prototype: object, name: string): boolean {
  const base: unknown = Object.getPrototypeOf(prototype);
  if (typeof base !== 'object' || base === null || base === Object.prototype) return false;
  const own = Object.getOwnPropertyDescriptor(base, name)?.value as unknown;
  const isRoute = typeof own === 'function' && routeOf(routeBehind(own)) !== undefined;
  return isRoute || hidesRoute(base, name);
}

/** Whether a route of the app's own uses such a guard. */
function isGuarded(controller: object, method: object, isSuch: (guard: unknown) => boolean): boolean {
  return [controller, method].some((target) => {
    const guards = Reflect.getMetadata(GUARDS_METADATA, target) as readonly unknown[] | undefined;
    return guards?.some(isSuch) === true;
  });
}

/** The guard, a class that extends it, or an instance of either. */
function isOurGuard(guard: unknown): boolean {
  const subject: unknown = typeof guard === 'function' ? guard.prototype : guard;
  return subject instanceof LianlianSignatureGuard || subject === LianlianSignatureGuard.prototype;
}

/** The guard of another copy of this package, or a class that extends it: it would find nothing of this one. */
function isGuardOfOtherCopy(guard: unknown): boolean {
  if (isOurGuard(guard)) return false;
  let type: unknown = typeof guard === 'function' ? guard : guard?.constructor;
  while (typeof type === 'function' && !isMarkOfACopy(type)) type = Object.getPrototypeOf(type);
  return isMarkOfACopy(type);
}
