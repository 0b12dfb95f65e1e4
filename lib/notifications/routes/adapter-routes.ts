import { PATH_METADATA } from '@nestjs/common/constants.js';
import type { HttpAdapterHost } from '@nestjs/core';

import { fastifyRoutes } from '../receive/fastify-body.hook.js';
import type { FastifyInstanceLike } from '../receive/fastify-types.js';
import { type MarkedKind, markOfHandler, type RegisteredRoute } from '../receive/route-mark.js';

/** How an adapter compares the path of a request with that of a route. */
interface PathRules {
  readonly caseSensitive: boolean;
  /** Whether `/notify/` is another path than `/notify`. */
  readonly strict: boolean;
  /** Whether the path is compared as it reads, and not as it is sent: `/支付` and not `/%E6%94%AF%E4%BB%98`. */
  readonly decodes: boolean;
}

/** The app's LianLian routes, and how the adapter finds one. */
export interface AdapterRoutes extends PathRules {
  readonly routes: readonly RegisteredRoute[];
  /** Those that another route of the app stands before, which takes the same requests. */
  readonly shadowed: readonly ShadowedRoute[];
}

interface ShadowedRoute extends RegisteredRoute {
  /** The path of the other one, as it was registered. */
  readonly by: string;
}

/** What is used of an Express app. */
interface ExpressLike {
  readonly router?: {
    readonly stack: readonly ExpressLayer[];
    /** As the settings were when the router was made. */
    readonly caseSensitive?: boolean;
    readonly strict?: boolean;
  };
}

interface ExpressLayer {
  /** What it found, or a boolean in older versions. */
  match?(path: string): unknown;
  readonly route?: {
    readonly path: unknown;
    readonly methods?: Readonly<Record<string, boolean>>;
    readonly stack: readonly { readonly handle: unknown }[];
  };
}

/** The LianLian routes as the adapter has registered them: where a request really leads. Undefined without an adapter. */
export function routesOf(host: HttpAdapterHost): AdapterRoutes | undefined {
  const adapter = host.httpAdapter as HttpAdapterHost['httpAdapter'] | null | undefined;
  switch (adapter?.getType()) {
    case 'fastify':
      return ofFastify(adapter.getInstance<FastifyInstanceLike>());
    case 'express':
      return ofExpress(adapter.getInstance<ExpressLike>());
    default:
      return undefined;
  }
}

function ofFastify(instance: FastifyInstanceLike): AdapterRoutes {
  const { routerOptions, ...topLevel } = instance.initialConfig;
  const options = { ...topLevel, ...routerOptions };
  return {
    routes: fastifyRoutes(instance),
    // Its router takes the closest path, whatever came first.
    shadowed: [],
    caseSensitive: options.caseSensitive !== false,
    strict: options.ignoreTrailingSlash !== true,
    decodes: true,
  };
}

function ofExpress(instance: ExpressLike): AdapterRoutes {
  const stack = instance.router?.stack ?? [];
  const found = stack.flatMap((layer, index) => {
    const kind = kindOf(layer);
    const path = layer.route?.path;
    return kind !== undefined && typeof path === 'string' ? [{ kind, path, index }] : [];
  });
  const shadowed = found.flatMap(({ kind, path, index }) => {
    const first = stack
      .slice(0, index)
      .find((layer) => kindOf(layer) === undefined && takes(layer, kind, path));
    return first === undefined ? [] : [{ kind, path, by: String(first.route?.path) }];
  });
  return {
    routes: found.map(({ kind, path }) => ({ kind, path })),
    shadowed,
    caseSensitive: instance.router?.caseSensitive === true,
    strict: instance.router?.strict === true,
    decodes: false,
  };
}

function kindOf({ route }: ExpressLayer): MarkedKind | undefined {
  return route?.stack.map(({ handle }) => markOfHandler(handle)).find((mark) => mark !== undefined);
}

/** Whether a route of the app's own takes what LianLian, or a payer's browser, sends to a path. */
function takes(layer: ExpressLayer, kind: MarkedKind, path: string): boolean {
  const { methods = {}, stack = [] } = layer.route ?? {};
  if (!stack.some(({ handle }) => isOfController(handle))) return false;
  const method = kind === 'return' ? 'get' : 'post';
  const isAsked = methods['_all'] === true || methods[method] === true;
  return isAsked && !PATTERN.test(path) && Boolean(layer.match?.(path));
}

/**
 * Whether a handler is a controller's, whose metadata Nest copies to it. Nest registers a middleware for a method
 * (`forRoutes({ path, method })`, as nestjs-pino does) as a route, too, and that one passes requests on.
 */
function isOfController(handle: unknown): boolean {
  return typeof handle === 'function' && Reflect.hasMetadata(PATH_METADATA, handle);
}

/** What makes a path a pattern: names, wildcards and groups. */
const PATTERN = /[:*{}()+?]/;

/** Whether a request to a path leads to a route. */
export function leadsTo(path: string, route: string, rules: PathRules): boolean {
  return leadingTo(route, rules)(path);
}

/** What tells whether a path leads to a route. Of a pattern that is more than names in its segments only the beginning counts. */
export function leadingTo(route: string, rules: PathRules): (path: string) => boolean {
  const isPlain = route.split('/').every((segment) => isName(segment) || !PATTERN.test(segment));
  const segments = (isPlain ? route : route.slice(0, route.search(PATTERN))).split('/').map((segment) => {
    return isName(segment) ? '[^/]+' : segment.replace(/[.\\^$|[\]]/g, '\\$&');
  });
  const { caseSensitive, strict, decodes } = rules;
  const end = isPlain ? `${strict ? '' : '/?'}$` : '';
  const pattern = new RegExp(`^${segments.join('/')}${end}`, caseSensitive ? 'u' : 'iu');
  return (path) => {
    const compared = decodes ? decoded(path) : path;
    return pattern.test(strict ? compared : compared.replace(/(?<=.)\/$/, ''));
  };
}

function isName(segment: string): boolean {
  return /^:\w+$/.test(segment);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
