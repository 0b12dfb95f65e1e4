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
  /** Whether the path is compared as it reads, and not as it is sent: `/支付` and not `/%E6%94%AF%E4%BB%98`. */
  readonly decodes: boolean;
}

/** The app's LianLian routes, and how the adapter finds one. */
export interface AdapterRoutes extends PathRules {
  readonly routes: readonly RegisteredRoute[];
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
    decodes: true,
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
    caseSensitive: instance.router?.caseSensitive === true,
    strict: instance.router?.strict === true,
    decodes: false,
  };
}

/** What makes a path a pattern: names, wildcards and groups. */
const PATTERN = /[:*{}()+?]/;

/** Whether a request to a path leads to a route. Of a pattern that is more than names in its segments only the beginning counts. */
export function leadsTo(path: string, route: string, rules: PathRules): boolean {
  const isPlain = route.split('/').every((segment) => isName(segment) || !PATTERN.test(segment));
  const segments = (isPlain ? route : route.slice(0, route.search(PATTERN))).split('/').map((segment) => {
    return isName(segment) ? '[^/]+' : segment.replace(/[.\\^$|[\]]/g, '\\$&');
  });
  const { caseSensitive, strict, decodes } = rules;
  const end = isPlain ? `${strict ? '' : '/?'}$` : '';
  const pattern = new RegExp(`^${segments.join('/')}${end}`, caseSensitive ? 'u' : 'iu');
  const compared = decodes ? decoded(path) : path;
  return pattern.test(strict ? compared : compared.replace(/(?<=.)\/$/, ''));
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
