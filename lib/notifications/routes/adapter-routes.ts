import type { HttpAdapterHost } from '@nestjs/core';

import { fastifyRoutes } from '../receive/fastify-body.hook.js';
import type { FastifyInstanceLike } from '../receive/fastify-types.js';
import type { RegisteredRoute } from '../receive/registered-routes.js';
import { markOfHandler } from '../receive/route-mark.js';

/** How an adapter compares the path of a request with that of a route. */
interface PathRules {
  readonly caseSensitive: boolean;
  /** Whether `/notify/` is another path than `/notify`. */
  readonly strict: boolean;
}

/** The app's LianLian routes, and how the adapter finds one. */
export interface AdapterRoutes extends PathRules {
  readonly routes: readonly RegisteredRoute[];
}

/** What is used of an Express app. */
interface ExpressLike {
  enabled(setting: string): boolean;
  readonly router?: { readonly stack: readonly ExpressLayer[] };
}

interface ExpressLayer {
  readonly route?: {
    readonly path: unknown;
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
    caseSensitive: options.caseSensitive !== false,
    strict: options.ignoreTrailingSlash !== true,
  };
}

function ofExpress(instance: ExpressLike): AdapterRoutes {
  const routes = (instance.router?.stack ?? []).flatMap(({ route }) => {
    const kind = route?.stack.map(({ handle }) => markOfHandler(handle)).find((mark) => mark !== undefined);
    const { path } = route ?? {};
    return kind !== undefined && typeof path === 'string' ? [{ kind, path }] : [];
  });
  return {
    routes,
    caseSensitive: instance.enabled('case sensitive routing'),
    strict: instance.enabled('strict routing'),
  };
}

/** Whether a request to a path leads to a route. A pattern that is more than names in its segments fits anything there. */
export function leadsTo(path: string, route: string, { caseSensitive, strict }: PathRules): boolean {
  const segments = route.split('/').map((segment) => {
    if (/^:\w+$/.test(segment)) return '[^/]+';
    return /[:*{}()+?]/.test(segment) ? '.*' : segment.replace(/[.\\^$|[\]]/g, '\\$&');
  });
  const flags = caseSensitive ? 'u' : 'iu';
  const pattern = new RegExp(`^${segments.join('/')}${strict ? '' : '/?'}$`, flags);
  return pattern.test(strict ? path : path.replace(/(?<=.)\/$/, ''));
}
