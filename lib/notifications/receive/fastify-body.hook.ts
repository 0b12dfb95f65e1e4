import type { IncomingMessage } from 'node:http';

import { errorMessage, isError } from '../../common/error-text.js';
import { collectBody } from './collect-body.js';
import { keepBody } from './read-message.js';

/** The key under which Nest's Fastify adapter keeps what becomes a route's `config`. */
const FASTIFY_ROUTE_CONFIG = '__fastify_route_config__';

/** The mark of our routes in that config. */
const MARK = 'lianlianReadsBody';

interface FastifyRequestLike {
  readonly raw: IncomingMessage;
  readonly routeOptions: { readonly config?: object | undefined };
}

/** What is used of a Fastify instance. */
export interface FastifyInstanceLike {
  addHook(
    name: 'preParsing',
    hook: (
      request: FastifyRequestLike,
      reply: unknown,
      payload: unknown,
      done: (error: Error | null, payload: unknown) => void,
    ) => void,
  ): unknown;
}

const hooked = new WeakSet();

/** Marks a route method, beside whatever config the app gave it. */
export function markRoute(method: object): void {
  const config = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG, method) as object | undefined;
  Reflect.defineMetadata(FASTIFY_ROUTE_CONFIG, { ...config, [MARK]: true }, method);
}

/**
 * Reads the bodies of marked routes before Fastify does, which would answer 415 to `text/json`, and leaves every
 * other route alone. A content-type parser would change those, too.
 */
export function hookFastify(instance: FastifyInstanceLike, timeoutMs: number): void {
  if (hooked.has(instance)) return;
  hooked.add(instance);
  // With a callback, so that the app's other routes wait for no promise.
  instance.addHook('preParsing', ({ raw, routeOptions }, _reply, payload, done) => {
    if (routeOptions.config === undefined || !(MARK in routeOptions.config)) {
      done(null, payload);
      return;
    }
    const arrivedAt = performance.now();
    const keep = async (): Promise<void> => {
      keepBody(raw, await collectBody(raw, timeoutMs), arrivedAt);
      // Without these Fastify has no body to parse.
      delete raw.headers['content-type'];
      delete raw.headers['content-length'];
      delete raw.headers['transfer-encoding'];
    };
    keep().then(
      () => {
        done(null, payload);
      },
      (error: unknown) => {
        done(isError(error) ? error : new Error(errorMessage(error)), payload);
      },
    );
  });
}
