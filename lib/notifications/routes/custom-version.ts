import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

import { VERSION_NEUTRAL } from '@nestjs/common';
import type { HttpAdapterHost } from '@nestjs/core';

import type { Address } from './addresses.js';

/** What an extractor of the app's own makes of a request, or the name of what it threw. */
type Extracted = { readonly versions: readonly unknown[] } | { readonly failure: string };

/** The headers that matter of what comes: LianLian's notification, or a payer's browser. */
const HEADERS = {
  notify: { 'content-type': 'text/json;charset=utf-8' },
  'payout-notify': { 'content-type': 'text/json;charset=utf-8' },
  return: { accept: 'text/html' },
} as const;

/**
 * Asks an extractor which version a request to an address is for.
 *
 * @param path of the route, as it is registered
 */
export function versionsAt(
  extractor: (request: unknown) => unknown,
  address: Address,
  { path, host }: { readonly path: string; readonly host: HttpAdapterHost },
): Extracted {
  try {
    const found = extractor(requestTo(address, path, host));
    // No adapter waits for one. That it fails is nobody's loss here.
    if (found instanceof Promise) found.catch(() => undefined);
    return { versions: [found].flat().filter((version) => typeof version === 'string') };
  } catch (error) {
    return { failure: error instanceof Error ? error.name : typeof error };
  }
}

/** Whether a route with a version is found by one of those that were extracted. */
export function isFoundBy(version: unknown, versions: readonly unknown[]): boolean {
  if (version === undefined || version === VERSION_NEUTRAL) return true;
  return [version].flat().some((each) => versions.includes(each));
}

/** A request that nobody sent. To an Express app's own code it looks as one of its own (`req.get`, `req.query`). */
function requestTo({ kind, url }: Address, path: string, host: HttpAdapterHost): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  request.method = kind === 'return' ? 'GET' : 'POST';
  request.url = url.pathname + url.search;
  Object.assign(request.headers, { host: url.host, ...HEADERS[kind] });
  if (host.httpAdapter.getType() !== 'express') return request;
  Object.setPrototypeOf(request, host.httpAdapter.getInstance<{ readonly request: object }>().request);
  return Object.assign(request, {
    originalUrl: request.url,
    baseUrl: '',
    params: parametersOf(path, url.pathname),
  });
}

/** What stands in an address for the names of a path (`/:version/payments/notify`). */
function parametersOf(path: string, pathname: string): Readonly<Record<string, string>> {
  const segments = pathname.split('/');
  const named = path.split('/').flatMap((segment, index) => {
    const value = segments[index];
    return segment.startsWith(':') && value !== undefined ? [[segment.slice(1), value] as const] : [];
  });
  return Object.fromEntries(named);
}
