import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, ModuleRef } from '@nestjs/core';

import type { NotificationHandlers } from '../handle/notification-handlers.js';
import { PayoutRoutes } from '../handle/payout-routes.js';
import type { TakenMessages } from '../model/any-notification.js';
import { AppHandlers } from './app-handlers.js';
import { hasHook, isThere } from './hook-check.js';
import { controllerOf, madeBy, type SeenOwner, type Wrapper } from './hook-owner.js';
import { hookBehind, type RouteMetadata, routeIdOf, routeOf } from './route-metadata.js';

/** Whose hooks a route calls, for what brings notifications without a request. */
interface RouteOwner {
  readonly name: string;
  /** What Nest made: its one instance, or a new one where it is request-scoped. */
  made(): Promise<object>;
}

/** A notification route of the app, for a worker or the sweeper, which bring notifications without a request. */
export interface NotifyRoute {
  /** The same in every process of the app. */
  readonly id: string;
  readonly takes: TakenMessages;
  /** Whether it is there for certain: what is request-scoped may have the hook behind it, or not. */
  readonly isSure: boolean;
  /** Its controller, or every handler of the app. */
  readonly owners: readonly RouteOwner[];
  /** The hooks of one of them. */
  handlersOf(made: object): NotificationHandlers;
  /** The hooks for a merchant's messages. */
  handlersFor(oidPartner: string): Promise<NotificationHandlers>;
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
    private readonly handlers: AppHandlers,
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

  private routesOf(wrapper: Wrapper): readonly NotifyRoute[] {
    const seen = controllerOf(wrapper);
    if (seen === undefined) return [];
    const { name: controller, prototype } = seen.metatype;
    return this.scanner.getAllMethodNames(prototype).flatMap((method) => {
      const found: unknown = Reflect.get(prototype, method);
      const metadata = typeof found === 'function' ? routeOf(found) : undefined;
      if (metadata?.handlersOf === undefined) return [];
      const isOfModule = metadata.by === 'module';
      const owners = (isOfModule ? this.handlers.all() : [seen]).filter((owner) => isThere(owner, metadata));
      if (owners.length === 0) return [];
      const { handlersOf, invoke } = metadata;
      const hooksOf = (made: object): NotificationHandlers =>
        handlersOf({ controller: made, invoke: (values) => invoke(made, values) });
      const made = (): Promise<object> => madeBy(wrapper, this.#moduleRef);
      return [
        {
          id: routeIdOf(prototype, method),
          takes: metadata.kind === 'payout-notify' ? 'payouts' : 'payments',
          isSure: owners.some((owner) => isSure(owner, metadata)),
          owners: isOfModule
            ? this.handlers
                .all()
                .map((handler) => ({ name: handler.metatype.name, made: () => handler.made() }))
            : [{ name: controller, made }],
          handlersOf: hooksOf,
          handlersFor: async (oidPartner) =>
            hooksOf(await (isOfModule ? this.handlers.hooksFor(oidPartner) : made())),
        },
      ];
    });
  }
}

function isSure(owner: SeenOwner, route: RouteMetadata): boolean {
  const hook = hookBehind(route);
  return hook === undefined || hasHook(owner, hook);
}
