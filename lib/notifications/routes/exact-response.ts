import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

import {
  type FastifyReplyLike,
  type HttpResponse,
  isFastifyReply,
  rawResponseOf,
} from '../receive/http-types.js';
import type { MarkedKind } from '../receive/route-mark.js';
import { endTaken, watchHeld } from './held-response.js';

/** A response of ours, byte for byte. */
interface ExactResponse {
  readonly kind: MarkedKind;
  readonly status: number;
  /** With the body's `content-length`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Headers that say how a body is written: those of another body would make ours unreadable. */
const BODY_HEADERS: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-length',
  'content-range',
  'content-type',
  'trailer',
  'transfer-encoding',
]);

/**
 * Sends a response whose status and body nothing of the app's changes. Headers that the app's middlewares, hooks and
 * interceptors have set are sent with it, a session's cookie for one, where they do not say how a body is written.
 *
 * @returns when it is written
 */
export async function sendExactly(response: HttpResponse, exact: ExactResponse): Promise<void> {
  const raw = rawResponseOf(response);
  // An interceptor of the app (a time-out, say) may have answered already. The work is done all the same.
  if (raw.writableEnded) return;
  if (raw.headersSent) {
    endTaken(raw, exact.kind);
    return;
  }
  // One that was taken from Fastify, and that nobody has written, is written past it.
  if (isFastifyReply(response) && !response.sent) await sendByFastify(response, exact);
  else {
    writeHead(raw, exact, {});
    raw.end(exact.body);
    watchHeld(raw, exact.kind, 'end');
  }
  ignoreWhatComesLate(raw);
}

/**
 * By Fastify's own `send`, so that its `onSend` hooks run: sessions and cookies are written there. Whatever comes out of
 * them, another body or an error, Node's response writes ours.
 */
function sendByFastify(reply: FastifyReplyLike, exact: ExactResponse): Promise<void> {
  const { raw } = reply;
  return new Promise((resolve) => {
    const write = raw.write.bind(raw);
    const end = raw.end.bind(raw);
    const head = raw.writeHead.bind(raw);
    raw.writeHead = (_status: number, ...given: readonly unknown[]) => {
      raw.writeHead = head;
      writeHead(raw, exact, given.at(-1));
      return raw;
    };
    raw.write = () => true;
    raw.end = () => {
      raw.write = write;
      raw.end = end;
      if (!raw.headersSent) raw.writeHead(exact.status);
      end(exact.body);
      resolve();
      return raw;
    };
    try {
      reply.code(exact.status);
      reply.headers(exact.headers);
      reply.send(exact.body);
    } catch {
      // The app's own serializer, for one.
      raw.end();
    }
    if (raw.writableEnded) return;
    // LianLian may have hung up while a hook was at work.
    raw.once('close', resolve);
    watchHeld(raw, exact.kind, 'onSend', () => raw.end());
  });
}

/** @param given what Fastify would write beside the headers that stand on the response */
function writeHead(raw: ServerResponse, { status, headers }: ExactResponse, given: unknown): void {
  for (const name of BODY_HEADERS) raw.removeHeader(name);
  const kept: OutgoingHttpHeaders = {};
  const others = typeof given === 'object' && given !== null ? (given as OutgoingHttpHeaders) : {};
  for (const name of Object.keys(others))
    if (!BODY_HEADERS.has(name.toLowerCase())) kept[name] = others[name];
  raw.writeHead(status, Object.assign(kept, headers));
}

/**
 * An interceptor that sets a header when a route is done (a timing, a request's id) comes after the response. Node would
 * throw, and the app would log an error for each payment.
 */
function ignoreWhatComesLate(raw: ServerResponse): void {
  if (!raw.headersSent) return;
  // One by one: `Object.assign` takes V8 several times as long here.
  raw.setHeader = itself;
  raw.setHeaders = itself;
  raw.appendHeader = itself;
  raw.removeHeader = () => undefined;
  raw.writeHead = itself;
  raw.write = () => true;
  raw.end = itself;
}

function itself(this: ServerResponse): ServerResponse {
  return this;
}
