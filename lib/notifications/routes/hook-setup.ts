import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';

import { copyMessages } from '../../common/copies.messages.js';
import { LianlianLogger } from '../../common/logging/lianlian-logger.js';
import { type ConfigProblem, LianlianConfigError } from '../../errors/lianlian-config.error.js';
import { LIANLIAN_SETTINGS, type LianlianSettings } from '../../config/settings.js';
import { AppHandlers } from './app-handlers.js';
import { handlerProblems, handlerWarnings } from './handler-check.js';
import { handlerMessages } from './handler.messages.js';
import { hookProblems, idleHooks, isThere, mayHaveHook } from './hook-check.js';
import { controllerOf, type SeenOwner, type Wrapper } from './hook-owner.js';
import { MIXIN_HOOKS, NOTIFY_HOOKS, PAYOUT_HOOKS } from './meant-hook.js';
import { routeBehind, type RouteMetadata, routeOf } from './route-metadata.js';
import { routeMessages } from './route.messages.js';
import type { MarkedKind } from '../receive/route-mark.js';

/**
 * Refuses, at the start, hooks that nothing would call: an app with `onRefunds` compiles, and would leave every refund
 * unhandled. A worker calls the same hooks, and has no routes to register.
 */
@Injectable()
export class HookSetup implements OnModuleInit {
  private readonly logger = new LianlianLogger();
  private isChecked = false;
  // Hidden when it is printed, as the whole app behind it.
  readonly #discovery: DiscoveryService;

  constructor(
    discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly handlers: AppHandlers,
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
  ) {
    this.#discovery = discovery;
  }

  /** @throws LianlianConfigError with every such hook */
  onModuleInit(): void {
    if (!this.isChecked) this.refuse([]);
  }

  /**
   * @param others what else is wrong with the app's routes
   * @throws LianlianConfigError with everything
   */
  refuse(others: readonly ConfigProblem[]): void {
    this.isChecked = true;
    const controllers = this.#discovery.getControllers();
    const problems = [
      ...others,
      ...controllers.flatMap((wrapper) => this.problemsOf(wrapper)),
      ...this.problemsOfHandlers(),
    ];
    if (problems.length > 0) throw new LianlianConfigError(problems);
  }

  private problemsOf(wrapper: Wrapper): readonly ConfigProblem[] {
    const seen = controllerOf(wrapper);
    if (seen === undefined) return [];
    const routes = this.notifyRoutesOn(seen);
    // Those of the module ask no hook of their controller's.
    if (routes.some(({ by }) => by === 'module')) return [];
    const asked = askedBy(routes.filter((route) => isThere(seen, route)));
    // Of the mixin's hooks a misspelt one may be the very one that its route is missing for.
    const meant = routes.some(({ by }) => by === 'mixin') ? MIXIN_HOOKS : asked;
    return this.problemsOfHooks(seen, asked, meant);
  }

  private problemsOfHandlers(): readonly ConfigProblem[] {
    const handlers = this.handlers.all();
    const { controllers, ofOtherCopy } = this.handlers.unusable();
    const strangers = [
      ...controllers.map((option) => ({ option, message: handlerMessages.isController(option) })),
      ...ofOtherCopy.map((option) => ({ option, message: copyMessages.otherCopy(option) })),
    ];
    if (!this.handlers.areRouted) {
      const unrouted = handlers.map(({ metatype: { name } }) => ({
        option: name,
        message: handlerMessages.noRoutes(name),
      }));
      return [...strangers, ...unrouted];
    }
    const misspelt = handlers.flatMap((handler) => {
      const asked = [...NOTIFY_HOOKS, ...(mayHaveHook(handler, 'onPayout') ? PAYOUT_HOOKS : [])];
      return this.problemsOfHooks(handler, asked, MIXIN_HOOKS);
    });
    const haveOthers = this.haveRoute(({ kind }) => kind !== 'return');
    const take = (wanted: MarkedKind): boolean =>
      this.haveRoute((route, seen) => route.kind === wanted && isThere(seen, route));
    const others = { areThere: haveOthers, take };
    for (const sentence of handlerWarnings(handlers, this.settings, others)) this.logger.warn(sentence);
    // One that cannot be used is none of them, and is told of alone.
    const isNoneLeft = handlers.length === 0 && strangers.length > 0;
    return [
      ...strangers,
      ...misspelt,
      ...(isNoneLeft ? [] : handlerProblems(handlers, this.settings, haveOthers)),
    ];
  }

  /** Whether a controller of the app's own has such a route. */
  private haveRoute(isWanted: (route: RouteMetadata, seen: SeenOwner) => boolean): boolean {
    return this.#discovery.getControllers().some((wrapper) => {
      const seen = controllerOf(wrapper);
      return (
        seen !== undefined &&
        this.routesOn(seen).some((route) => route.by !== 'module' && isWanted(route, seen))
      );
    });
  }

  /** With those that another app of the process took away from the class: its hooks may be others. */
  private routesOn({ metatype: { prototype } }: SeenOwner): readonly RouteMetadata[] {
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method: unknown = Reflect.get(prototype, name);
      const route = typeof method === 'function' ? routeOf(routeBehind(method)) : undefined;
      return route === undefined ? [] : [route];
    });
  }

  private notifyRoutesOn(seen: SeenOwner): readonly RouteMetadata[] {
    return this.routesOn(seen).filter(({ kind }) => kind !== 'return');
  }

  private problemsOfHooks(
    seen: SeenOwner,
    asked: readonly string[],
    meant: readonly string[],
  ): readonly ConfigProblem[] {
    const { name } = seen.metatype;
    for (const hook of idleHooks(seen, asked)) this.logger.warn(routeMessages.idleHook(name, hook));
    return hookProblems(seen, meant).map((message) => ({ option: name, message }));
  }
}

/** The hooks that some of a class's notification routes call, beside those that handle notifications. */
function askedBy(routes: readonly RouteMetadata[]): readonly string[] {
  return routes.flatMap(({ kind, checkAmount }) => {
    if (kind === 'payout-notify') return PAYOUT_HOOKS;
    return checkAmount ? NOTIFY_HOOKS : NOTIFY_HOOKS.filter((hook) => !hook.startsWith('expected'));
  });
}
