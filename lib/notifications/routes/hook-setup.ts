import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';

import { LianlianLogger } from '../../common/lianlian-logger.js';
import { type ConfigProblem, LianlianConfigError } from '../../errors/lianlian-config.error.js';
import { type ControllerWrapper, hookProblems, idleHooks, isThere, seenOf } from './hook-check.js';
import { MIXIN_HOOKS, NOTIFY_HOOKS, PAYOUT_HOOKS } from './meant-hook.js';
import { type RouteMetadata, routeOf } from './route-metadata.js';
import { routeMessages } from './route.messages.js';

/**
 * Refuses, at the start, hooks that nothing would call: an app with `onRefunds` compiles, and would leave every refund
 * unhandled. A worker calls the same hooks, and has no routes to register.
 */
@Injectable()
export class HookSetup implements OnModuleInit {
  private readonly logger = new LianlianLogger();
  private isChecked = false;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** @throws LianlianConfigError with every such hook */
  onModuleInit(): void {
    if (!this.isChecked) this.refuse([]);
  }

  /**
   * @param others what else is wrong with the app's controllers
   * @throws LianlianConfigError with everything
   */
  refuse(others: readonly ConfigProblem[]): void {
    this.isChecked = true;
    const controllers = this.discovery.getControllers();
    const problems = [...others, ...controllers.flatMap((wrapper) => this.problemsOf(wrapper))];
    if (problems.length > 0) throw new LianlianConfigError(problems);
  }

  private problemsOf(wrapper: ControllerWrapper): readonly ConfigProblem[] {
    const seen = seenOf(wrapper);
    if (seen === undefined) return [];
    const { name: controller, prototype } = seen.metatype;
    const methods = this.scanner.getAllMethodNames(prototype);
    const routes = methods.flatMap((name) => notifyRouteAt(prototype, name));
    const asked = askedBy(routes.filter((route) => isThere(wrapper, route)));
    for (const hook of idleHooks(seen, asked)) this.logger.warn(routeMessages.idleHook(controller, hook));
    // Of the mixin's hooks a misspelt one may be the very one that its route is missing for.
    const meant = routes.some(({ mixin }) => mixin) ? MIXIN_HOOKS : asked;
    return hookProblems(seen, meant).map((message) => ({ option: controller, message }));
  }
}

function notifyRouteAt(prototype: object, name: string): readonly RouteMetadata[] {
  const method: unknown = Reflect.get(prototype, name);
  const route = typeof method === 'function' ? routeOf(method) : undefined;
  return route !== undefined && route.kind !== 'return' ? [route] : [];
}

/** The hooks that some of a class's notification routes call, beside those that handle notifications. */
function askedBy(routes: readonly RouteMetadata[]): readonly string[] {
  return routes.flatMap(({ kind, checkAmount }) => {
    if (kind === 'payout-notify') return PAYOUT_HOOKS;
    return checkAmount ? NOTIFY_HOOKS : NOTIFY_HOOKS.filter((hook) => !hook.startsWith('expected'));
  });
}
