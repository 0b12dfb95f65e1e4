import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';

import { LianlianLogger } from '../../common/lianlian-logger.js';
import { type ConfigProblem, LianlianConfigError } from '../../errors/lianlian-config.error.js';
import { type ControllerWrapper, hookProblems, idleHooks, seenOf } from './hook-check.js';
import { MIXIN_HOOKS, NOTIFY_HOOKS } from './meant-hook.js';
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
    const hooks = hooksOf(methods.flatMap((name) => notifyRouteAt(prototype, name)));
    for (const hook of idleHooks(seen, hooks)) this.logger.warn(routeMessages.idleHook(controller, hook));
    return hookProblems(seen, hooks).map((message) => ({ option: controller, message }));
  }
}

function notifyRouteAt(prototype: object, name: string): readonly RouteMetadata[] {
  const method: unknown = Reflect.get(prototype, name);
  const route = typeof method === 'function' ? routeOf(method) : undefined;
  return route?.kind === 'notify' ? [route] : [];
}

/** The hooks that some of a class's notification routes call. */
function hooksOf(routes: readonly RouteMetadata[]): readonly string[] {
  if (routes.length === 0) return [];
  if (routes.some(({ mixin }) => mixin)) return MIXIN_HOOKS;
  if (routes.some(({ checkAmount }) => checkAmount)) return NOTIFY_HOOKS;
  return NOTIFY_HOOKS.filter((hook) => !hook.startsWith('expected'));
}
