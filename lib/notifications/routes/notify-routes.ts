import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';

import type { NotificationHandlers } from '../handle/notification-handlers.js';
import { PayoutRoutes } from '../handle/payout-routes.js';
import type { TakenMessages } from '../model/any-notification.js';
import { type AppHandler, AppHandlers, takes } from './app-handlers.js';
import { hasHook, isThere } from './hook-check.js';
import { controllerOf, madeBy, type SeenOwner, type Wrapper } from './hook-owner.js';
import { hookBehind, routeBehind, type RouteMetadata, routeIdOf, routeOf } from './route-metadata.js';

/** Whose hooks a route calls, for what brings notifications without a request. */
export interface RouteOwner {
  readonly name: string;
  /** Whether there is a hook; undefined where it cannot be seen before one is made. */
  has(hook: string): boolean | undefined;
  /** Whether the messages of a merchant are its own. */
  takes(oidPartner: string): boolean;
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

  // Hidden when a service of ours is printed: behind it stands the whole app, with every secret of it.
  readonly #discovery: DiscoveryService;

  constructor(
    discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly handlers: AppHandlers,
  ) {
    super();
    this.#discovery = discovery;
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
    const { prototype } = seen.metatype;
    return this.scanner.getAllMethodNames(prototype).flatMap((method) => {
      const found: unknown = Reflect.get(prototype, method);
      const metadata = typeof found === 'function' ? routeOf(routeBehind(found)) : undefined;
      if (metadata?.handlersOf === undefined) return [];
      const isOfModule = metadata.by === 'module';
      const all: readonly AppHandler[] = isOfModule
        ? this.handlers.all()
        : [{ ...seen, oidPartners: undefined, made: () => madeBy(wrapper) }];
      const owners = all.filter((owner) => isThere(owner, metadata));
      if (owners.length === 0) return [];
      const { handlersOf, invoke } = metadata;
      const hooksOf = (made: object): NotificationHandlers =>
        handlersOf({ controller: made, invoke: (values) => invoke(made, values) });
      return [
        {
          id: routeIdOf(prototype, method),
          takes: metadata.kind === 'payout-notify' ? 'payouts' : 'payments',
          isSure: owners.some((owner) => isSure(owner, metadata)),
          owners: owners.map(routeOwnerOf),
          handlersOf: hooksOf,
          handlersFor: async (oidPartner) =>
            hooksOf(await (isOfModule ? this.handlers.hooksFor(oidPartner) : madeBy(wrapper))),
        },
      ];
    });
  }
}

/** With closures alone: what stands behind an instance would be printed with a service of ours. */
function routeOwnerOf(owner: AppHandler): RouteOwner {
  return {
    name: owner.metatype.name,
    has: (hook) => hasHook(owner, hook) || (owner.instance === undefined ? undefined : false),
    takes: (oidPartner) => takes(owner, oidPartner),
    made: () => owner.made(),
  };
}

function isSure(owner: SeenOwner, route: RouteMetadata): boolean {
  const hook = hookBehind(route);
  return hook === undefined || hasHook(owner, hook);
}
