import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import type { HttpAdapterHost } from '@nestjs/core';

import { keptWith } from '../../common/objects/kept-with.js';
import { LianlianLogger } from '../../common/logging/lianlian-logger.js';
import type { HttpRequest } from '../receive/http-types.js';
import { RationedLog } from '../receive/rationed-log.js';
import { addressOf } from '../receive/sender-address.js';
import type { MarkedKind } from '../receive/route-mark.js';
import { leadingTo, routesOf } from './adapter-routes.js';
import { routeMessages } from './route.messages.js';

const told = keptWith<IncomingMessage, true>();

/** Notes that this module has a request in its hands, or has said what became of it. */
export function noteTold(request: IncomingMessage): void {
  told.set(request, true);
}

/**
 * Warns where something of the app's answers a request to a LianLian route before this module's guard is reached: a guard that
 * asks for a login, a throttler, a middleware. Nobody else says so, and LianLian's notification is lost by it.
 */
export function tellAnsweredBefore(host: HttpAdapterHost): void {
  const log = new RationedLog<'answered-before'>(new LianlianLogger());
  let kindOf: KindOf | undefined;
  const tell = (request: IncomingMessage & HttpRequest, status: number): void => {
    if (told.get(request) === true) return;
    const kind = (kindOf ??= kindsOf(host))(request);
    if (kind === undefined) return;
    // Fastify's own request has the address that it trusts, and is not to be had here.
    const address = addressOf({ ip: request.ip ?? request.socket.remoteAddress ?? '' });
    log.warn('answered-before', () => routeMessages.answeredBefore(kind, status, address));
  };
  // There is none behind an adapter of another kind.
  const server = host.httpAdapter.getHttpServer() as Server | undefined;
  server?.on('request', (request: IncomingMessage, response: ServerResponse) => {
    response.once('finish', () => {
      tell(request, response.statusCode);
    });
  });
}

/** What tells the kind of the route that a request is for; undefined for one of the app's own. */
type KindOf = (request: IncomingMessage) => MarkedKind | undefined;

function kindsOf(host: HttpAdapterHost): KindOf {
  const adapterRoutes = routesOf(host);
  if (adapterRoutes === undefined) return () => undefined;
  const known = adapterRoutes.routes.map(({ kind, path }) => {
    return { kind, leadsHere: leadingTo(path, adapterRoutes) };
  });
  return ({ method, url = '' }) => {
    if (method !== 'POST' && method !== 'GET') return undefined;
    const [path = ''] = url.split('?');
    return known.find(({ kind, leadsHere }) => (method === 'POST' || kind === 'return') && leadsHere(path))
      ?.kind;
  };
}
