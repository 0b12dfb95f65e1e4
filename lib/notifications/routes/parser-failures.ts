import type { IncomingMessage } from 'node:http';

import type { HttpAdapterHost } from '@nestjs/core';

import { LianlianLogger } from '../../common/logging/lianlian-logger.js';
import type { HttpRequest } from '../receive/http-types.js';
import { RationedLog } from '../receive/rationed-log.js';
import type { MarkedKind } from '../receive/route-mark.js';
import { addressOf } from '../receive/sender-address.js';
import { leadsTo, routesOf } from './adapter-routes.js';
import { noteTold } from './answered-before.js';
import { routeMessages } from './route.messages.js';

type Next = (error: unknown) => void;

/**
 * On Express Nest's own parser reads `application/json` and forms before a route is reached, and where it fails none is. A
 * handler of errors behind it says so of the routes of ours, and leaves the error to Nest.
 */
export function tellParserFailures(host: HttpAdapterHost): void {
  const log = new RationedLog<string>(new LianlianLogger());
  // Express knows a handler of errors by its four parameters.
  const tell = (error: unknown, request: IncomingMessage & HttpRequest, _response: unknown, next: Next) => {
    const type = parserType(error);
    const kind = type === undefined ? undefined : kindOf(request.url ?? '', host);
    if (type !== undefined && kind !== undefined) {
      log.warn(type, () => routeMessages.parserFailed(kind, type, addressOf(request)));
      noteTold(request);
    }
    next(error);
  };
  host.httpAdapter.use(tell);
}

/** The type that body-parser gives its errors, such as `stream.encoding.set`: none of it is the sender's. */
function parserType(error: unknown): string | undefined {
  const type: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'type') : undefined;
  return typeof type === 'string' && /^[a-z]+(?:\.[a-z]+)+$/.test(type) ? type : undefined;
}

function kindOf(url: string, host: HttpAdapterHost): MarkedKind | undefined {
  const adapterRoutes = routesOf(host);
  const [path = ''] = url.split('?');
  return adapterRoutes?.routes.find((route) => leadsTo(path, route.path, adapterRoutes))?.kind;
}
