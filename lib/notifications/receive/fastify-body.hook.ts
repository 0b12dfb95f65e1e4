import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

import { errorMessage, isError } from '../../common/secrets/error-text.js';
import { arrivalOf } from './arrivals.js';
import { bodyAtHand } from './body-at-hand.js';
import { collectBody } from './collect-body.js';
import type { FastifyAdapterLike, FastifyInstanceLike } from './fastify-types.js';
import { type MarkedKind, markIn, markOfHandler, type RegisteredRoute, withMark } from './route-mark.js';

/** The marked routes of each instance that was hooked, as they were registered. */
const hooked = new WeakMap<FastifyInstanceLike, RegisteredRoute[]>();

/**
 * Reads the bodies of marked routes before Fastify does, which would answer 415 to `text/json`, and leaves every
 * other route alone. A content-type parser would change those, too.
 */
export function hookFastify(adapter: FastifyAdapterLike, timeoutMs: number): void {
  const instance = adapter.getInstance();
  if (hooked.has(instance)) return;
  hooked.set(instance, []);
  keepMarks(adapter, instance);
  // With a callback, so that the app's other routes wait for no promise.
  instance.addHook('preParsing', ({ raw, routeOptions }, _reply, payload, done) => {
    if (markIn(routeOptions.config) === undefined) {
      done(null, payload);
      return;
    }
    takeBody(raw, payload, timeoutMs).then(
      (stream) => {
        done(null, stream);
      },
      (error: unknown) => {
        done(isError(error) ? error : new Error(errorMessage(error)), payload);
      },
    );
  });
}

/**
 * Nest 11 registers a route for every verb, as that of returns is, without its config, and one with a parameter in its path
 * by a stand-in for the handler, which has no metadata.
 */
function keepMarks(adapter: FastifyAdapterLike, instance: FastifyInstanceLike): void {
  const all = adapter.all.bind(adapter);
  let kind: MarkedKind | undefined;
  adapter.all = (...route) => {
    kind = markOfHandler(route.at(-1));
    try {
      return all(...route);
    } finally {
      kind = undefined;
    }
  };
  instance.addHook('onRoute', (route) => {
    if (kind !== undefined) route.config = withMark(route.config, kind);
    const marked = markIn(route.config);
    if (marked !== undefined) hooked.get(instance)?.push({ kind: marked, path: route.url });
  });
}

/** The marked routes of a hooked instance, as they were registered so far. */
export function fastifyRoutes(instance: FastifyInstanceLike): readonly RegisteredRoute[] {
  return hooked.get(instance) ?? [];
}

/**
 * Keeps a request's body, unless somebody else has left it at hand.
 *
 * @param payload what Fastify would parse: the request itself, or what another hook made of it
 * @returns the same once more, for the app's further hooks
 */
async function takeBody(raw: IncomingMessage, payload: unknown, timeoutMs: number): Promise<unknown> {
  const arrival = arrivalOf(raw);
  const stream = payload instanceof Readable ? payload : raw;
  if (bodyAtHand({ raw }) === undefined) {
    arrival.body = await collectBody(stream, { timeoutMs, contentLength: arrival.contentLength });
  }
  // Without these Fastify has no body to parse. They go from the object itself, which HTTP/2 lets nobody replace.
  delete raw.headers['content-type'];
  delete raw.headers['content-length'];
  delete raw.headers['transfer-encoding'];
  const { body } = arrival;
  return body !== undefined && 'bytes' in body ? streamOf(body.bytes) : payload;
}

/** Most requests have nobody who reads it: `Readable.from` would set up an iterator all the same. */
function streamOf(bytes: Buffer): Readable {
  return new Readable({
    read() {
      this.push(bytes);
      this.push(null);
    },
  });
}
