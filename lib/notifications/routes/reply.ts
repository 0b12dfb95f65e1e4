import { type HttpResponse, isFastifyReply, rawResponseOf } from '../receive/http-types.js';

/** The one response that stops LianLian from sending a notification again, byte for byte. */
const ACK = '{"ret_code":"0000","ret_msg":"ok"}';
const ACK_HEADERS = {
  'content-type': 'application/json;charset=utf-8',
  // no-transform: a compressing middleware leaves the bytes alone.
  'cache-control': 'no-store, no-transform',
  'content-length': String(Buffer.byteLength(ACK)),
};

/**
 * Acknowledges a notification. Written to Node's own response, past the app's interceptors, pipes and filters,
 * which would wrap it.
 */
export function acknowledge(response: HttpResponse): void {
  // A copy, because a middleware may add to what it sees written.
  write(response, 200, { ...ACK_HEADERS }, ACK);
}

/**
 * Sends the payer on with a 303, so that a POST from LianLian's page becomes a GET within the app.
 *
 * The referrer and caches are kept out: the address may carry what LianLian sent.
 */
export function seeOther(response: HttpResponse, location: string): void {
  write(response, 303, {
    location: encodeLocation(location),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-length': '0',
  });
}

/**
 * Percent-encodes what may not stand in a header or a URL, and leaves alone what is encoded already.
 *
 * A path that starts with two slashes would lead to another host (`/${no_order}` with a number that starts with
 * one): the further ones are encoded. An app that sends payers to another host names its scheme.
 */
export function encodeLocation(location: string): string {
  return (
    location
      .replace(/^\/(\/+)/, (_path, further: string) => `/${'%2F'.repeat(further.length)}`)
      // Without the flag `i`, which would take the letter ſ for an s, and pass it on.
      .replace(/[^\x21-\x7e]|["<>\\^`{|}]|%(?![0-9A-Fa-f]{2})/gu, (char) =>
        /[\ud800-\udfff]/.test(char) && char.length === 1 ? '%EF%BF%BD' : encodeURIComponent(char),
      )
  );
}

/** @param headers with the body's `content-length` */
function write(
  response: HttpResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body = '',
): void {
  const raw = rawResponseOf(response);
  // An interceptor of the app (a time-out, say) may have answered already. The work is done all the same.
  if (raw.headersSent || raw.writableEnded || (isFastifyReply(response) && response.sent)) return;
  if (isFastifyReply(response)) response.hijack();
  raw.writeHead(status, headers);
  raw.end(body);
}
