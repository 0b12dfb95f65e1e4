import 'reflect-metadata';

/** The key under which Nest's Fastify adapter keeps what becomes a route's `config`. */
const FASTIFY_ROUTE_CONFIG = '__fastify_route_config__';

/** The mark of our routes in that config. */
const MARK = 'lianlianReadsBody';

/** Marks a route method, beside whatever config the app gave it. Nest copies that to the handler that it registers. */
export function markRoute(method: object): void {
  Reflect.defineMetadata(FASTIFY_ROUTE_CONFIG, withMark(configOf(method)), method);
}

/** Whether a handler is that of a marked method. */
export function isMarkedHandler(handler: unknown): boolean {
  return typeof handler === 'function' && isMarked(configOf(handler));
}

export function withMark(config: object | undefined): object {
  return { ...config, [MARK]: true };
}

/** Whether the config of a Fastify route is a marked one. */
export function isMarked(config: object | undefined): boolean {
  return config !== undefined && MARK in config;
}

function configOf(method: object): object | undefined {
  return Reflect.getMetadata(FASTIFY_ROUTE_CONFIG, method) as object | undefined;
}
