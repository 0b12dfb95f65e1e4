import { HttpException, HttpStatus } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { keptWith } from '../../common/objects/kept-with.js';
import { LianlianLogger } from '../../common/logging/lianlian-logger.js';
import { notificationFields, notificationSubject } from '../model/any-notification.js';
import { type HttpResponse, rawResponseOf } from '../receive/http-types.js';
import { RationedLog } from '../receive/rationed-log.js';
import type { MarkedKind } from '../receive/route-mark.js';
import { sendExactly } from './exact-response.js';
import { requestState } from './request-state.js';
import { routeMessages, type UnansweredCause } from './route.messages.js';

/** How long a request stays without a response before it gets one here. */
const UNANSWERED_MS = 5_000;

const log = new RationedLog<'unanswered'>(new LianlianLogger());
const begun = keptWith<IncomingMessage, true>();

/** Notes that a route was called: whatever becomes of it, it answers or fails. */
export function noteRouteBegun(request: IncomingMessage): void {
  begun.set(request, true);
}

/** Sees to a response where the guard let a request pass and its route is never called. */
export function watchUncalled(response: HttpResponse, kind: MarkedKind): void {
  const { req } = rawResponseOf(response);
  watch(
    response,
    kind,
    'route-not-called',
    HttpStatus.SERVICE_UNAVAILABLE,
    () => begun.get(req) === undefined,
  );
}

/** Sees to a response where a guard or a route failed, and nothing in the app sends one. */
export function watchFailed(response: HttpResponse, kind: MarkedKind, error: unknown): void {
  const status = error instanceof HttpException ? error.getStatus() : undefined;
  const isError = status !== undefined && status >= 400;
  watch(response, kind, 'route-failed', isError ? status : HttpStatus.INTERNAL_SERVER_ERROR);
}

function watch(
  response: HttpResponse,
  kind: MarkedKind,
  cause: UnansweredCause,
  status: number,
  isSo: () => boolean = () => true,
): void {
  const raw = rawResponseOf(response);
  const isUnanswered = (): boolean => isOpen(raw) && isSo();
  // Nearly every request is answered, or with its route, when the turn of the event loop is over.
  setImmediate(() => {
    if (!isUnanswered()) return;
    setTimeout(() => {
      if (isUnanswered()) void answer(response, kind, cause, status);
    }, UNANSWERED_MS).unref();
  });
}

function isOpen(raw: ServerResponse): boolean {
  return !raw.headersSent && !raw.writableEnded && !raw.destroyed;
}

function answer(
  response: HttpResponse,
  kind: MarkedKind,
  cause: UnansweredCause,
  status: number,
): Promise<void> {
  const notification = requestState.notificationOf(rawResponseOf(response).req)?.notification;
  const subject = notification === undefined ? undefined : notificationSubject(notification);
  log.warn(
    'unanswered',
    () => routeMessages.unanswered(kind, cause, { status, ms: UNANSWERED_MS, subject }),
    () => (notification === undefined ? {} : notificationFields(notification)),
  );
  const body = JSON.stringify({ statusCode: status, message: routeMessages.unansweredBody(cause) });
  const headers = {
    'content-type': 'application/json;charset=utf-8',
    'cache-control': 'no-store',
    'content-length': String(Buffer.byteLength(body)),
  };
  return sendExactly(response, { kind, status, headers, body });
}
