import { Injectable } from '@nestjs/common';
import { ContextIdFactory, DiscoveryService, MetadataScanner, ModuleRef } from '@nestjs/core';

import type { NotificationHandlers } from '../handle/notification-handlers.js';
import { PayoutRoutes } from '../handle/payout-routes.js';
import type { TakenMessages } from '../model/any-notification.js';
import { type ControllerWrapper, hasHook, isThere, seenOf } from './hook-check.js';
import { hookBehind, type RouteMetadata, routeIdOf, routeOf } from './route-metadata.js';

/** A notification route of the app, for a worker or the sweeper, which bring notifications without a request. */
export interface NotifyRoute {
  /** The same in every process of the app. */
  readonly id: string;
  readonly takes: TakenMessages;
  /** Whether it is there for certain: a request-scoped controller may have the hook behind it, or not. */
  readonly isSure: boolean;
  /** A controller that Nest made: its one instance, or a new one where it is request-scoped. */
  controller(): Promise<object>;
  handlersOf(controller: object): NotificationHandlers;
}

/** The app's notification routes: for workers and the sweeper. */
@Injectable()
export class NotifyRoutes extends PayoutRoutes {
  private routes: readonly NotifyRoute[] | undefined;

  // Hidden when a service of ours is printed: behind these stands the whole app, with every secret of it.
  readonly #discovery: DiscoveryService;
  readonly #moduleRef: ModuleRef;

  constructor(
    discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    moduleRef: ModuleRef,
  ) {
    super();
    this.#discovery = discovery;
    this.#moduleRef = moduleRef;
  }

  all(): readonly NotifyRoute[] {
    this.routes ??= this.#discovery.getControllers().flatMap((wrapper) => this.routesOf(wrapper));
    return this.routes;
  }

  areThere(): boolean {
    return this.all().some(({ takes, isSure }) => takes === 'payouts' && isSure);
  }

  find(id: string): NotifyRoute | undefined {
    return this.all().find((route) => route.id === id);
  }

  private routesOf(wrapper: ControllerWrapper): readonly NotifyRoute[] {
    const { metatype } = wrapper;
    if (typeof metatype !== 'function') return [];
    const prototype = metatype.prototype as object;
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method: unknown = Reflect.get(prototype, name);
      const metadata = typeof method === 'function' ? routeOf(method) : undefined;
      const handlersOf = metadata?.handlersOf;
      if (metadata === undefined || handlersOf === undefined || !isThere(wrapper, metadata)) return [];
      return [
        {
          id: routeIdOf(prototype, name),
          takes: metadata.kind === 'payout-notify' ? 'payouts' : 'payments',
          isSure: isSure(wrapper, metadata),
          controller: () => this.controllerOf(wrapper),
          handlersOf: (controller) => handlersOf({ controller, invoke: invokerOf(metadata, controller) }),
        },
      ];
    });
  }

  private async controllerOf(wrapper: ControllerWrapper): Promise<object> {
    if (wrapper.isDependencyTreeStatic()) return wrapper.instance as object;
    const token = wrapper.metatype as new (...args: never[]) => object;
    return this.#moduleRef.resolve<object>(token, ContextIdFactory.create(), { strict: false });
  }
}

function isSure(wrapper: ControllerWrapper, route: RouteMetadata): boolean {
  const hook = hookBehind(route);
  const seen = seenOf(wrapper);
  return hook === undefined || (seen !== undefined && hasHook(seen, hook));
}

function invokerOf(
  { invoke }: RouteMetadata,
  controller: object,
): Parameters<NonNullable<RouteMetadata['handlersOf']>>[0]['invoke'] {
  return (values) => invoke(controller, values);
}
