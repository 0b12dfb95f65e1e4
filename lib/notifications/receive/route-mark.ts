import 'reflect-metadata';

/** The key under which Nest's Fastify adapter keeps what becomes a route's `config`. */
const FASTIFY_ROUTE_CONFIG = '__fastify_route_config__';

/** The mark of our routes in that config. */
const MARK = 'lianlianReadsBody';

/** What a marked route takes. One of the app's own that has the guard takes notifications of payments and refunds. */
export type MarkedKind = 'notify' | 'payout-notify' | 'return';

/** A marked route, as the adapter knows it: with the app's prefix, and the version where that is in the path. */
export interface RegisteredRoute {
  readonly kind: MarkedKind;
  readonly path: string;
}

/** Marks a route method, beside whatever config the app gave it. Nest copies that to the handler that it registers. */
export function markRoute(method: object, kind: MarkedKind): void {
  Reflect.defineMetadata(FASTIFY_ROUTE_CONFIG, withMark(configOf(method), kind), method);
}

/** What the route of a handler is marked as, if it is. */
export function markOfHandler(handler: unknown): MarkedKind | undefined {
  return typeof handler === 'function' ? markIn(configOf(handler)) : undefined;
}

export function withMark(config: object | undefined, kind: MarkedKind): object {
  return { ...config, [MARK]: kind };
}

/** What the route with this config is marked as, if it is. */
export function markIn(config: object | undefined): MarkedKind | undefined {
  return (config as { readonly [MARK]?: MarkedKind } | undefined)?.[MARK];
}

function configOf(method: object): object | undefined {
  return Reflect.getMetadata(FASTIFY_ROUTE_CONFIG, method) as object | undefined;
}
