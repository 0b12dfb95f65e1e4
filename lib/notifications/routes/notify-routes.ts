import { Injectable } from '@nestjs/common';
import { ContextIdFactory, DiscoveryService, MetadataScanner, ModuleRef } from '@nestjs/core';

import type { NotificationHandlers } from '../handle/notification-handlers.js';
import { type RouteMetadata, routeIdOf, routeOf } from './route-metadata.js';

type ControllerWrapper = ReturnType<DiscoveryService['getControllers']>[number];

/** A notification route of the app, for a worker or the sweeper, which bring notifications without a request. */
interface NotifyRoute {
  /** The same in every process of the app. */
  readonly id: string;
  /** A controller that Nest made: its one instance, or a new one where it is request-scoped. */
  controller(): Promise<object>;
  handlersOf(controller: object): NotificationHandlers;
}

/** The app's notification routes: for workers and the sweeper. */
@Injectable()
export class NotifyRoutes {
  private routes: readonly NotifyRoute[] | undefined;

  // Hidden when a service of ours is printed: behind these stands the whole app, with every secret of it.
  readonly #discovery: DiscoveryService;
  readonly #moduleRef: ModuleRef;

  constructor(
    discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    moduleRef: ModuleRef,
  ) {
    this.#discovery = discovery;
    this.#moduleRef = moduleRef;
  }

  all(): readonly NotifyRoute[] {
    this.routes ??= this.#discovery.getControllers().flatMap((wrapper) => this.routesOf(wrapper));
    return this.routes;
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
      if (metadata === undefined || handlersOf === undefined) return [];
      return [
        {
          id: routeIdOf(prototype, name),
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

function invokerOf(
  { invoke }: RouteMetadata,
  controller: object,
): Parameters<NonNullable<RouteMetadata['handlersOf']>>[0]['invoke'] {
  return (values) => invoke(controller, values);
}
