import type { IncomingMessage } from 'node:http';

/** What is used of a request on its way through Fastify's hooks. */
interface FastifyRequestLike {
  readonly raw: IncomingMessage;
  readonly routeOptions: { readonly config?: object | undefined };
}

/** A route that is about to be registered. Hooks may change it. */
interface FastifyRouteLike {
  readonly url: string;
  config?: object | undefined;
}

type PreParsing = (
  request: FastifyRequestLike,
  reply: unknown,
  payload: unknown,
  done: (error: Error | null, payload: unknown) => void,
) => void;

/** What is used of a Fastify instance. */
export interface FastifyInstanceLike {
  addHook(name: 'preParsing', hook: PreParsing): unknown;
  addHook(name: 'onRoute', hook: (route: FastifyRouteLike) => void): unknown;
  readonly initialConfig: FastifyRouterOptions & { readonly routerOptions?: FastifyRouterOptions };
}

/** How Fastify compares paths. */
interface FastifyRouterOptions {
  readonly caseSensitive?: boolean;
  readonly ignoreTrailingSlash?: boolean;
}

/** What is used of Nest's Fastify adapter. */
export interface FastifyAdapterLike {
  getInstance(): FastifyInstanceLike;
  all(...route: unknown[]): unknown;
}
