import type { HttpResponse } from '../receive/http-types.js';
import { sendExactly } from './exact-response.js';

/** The one response that stops LianLian from sending a notification again, byte for byte. */
const ACK = '{"ret_code":"0000","ret_msg":"ok"}';
const ACK_HEADERS = {
  'content-type': 'application/json;charset=utf-8',
  // no-transform: a compressing middleware leaves the bytes alone.
  'cache-control': 'no-store, no-transform',
  'content-length': String(Buffer.byteLength(ACK)),
};

/**
 * Acknowledges a notification, past the app's interceptors, pipes and filters, which would wrap it.
 */
export function acknowledge(response: HttpResponse): Promise<void> {
  return sendExactly(response, { kind: 'notify', status: 200, headers: ACK_HEADERS, body: ACK });
}

/**
 * Sends the payer on with a 303, so that a POST from LianLian's page becomes a GET within the app.
 *
 * The referrer and caches are kept out: the address may carry what LianLian sent.
 */
export function seeOther(response: HttpResponse, location: string): Promise<void> {
  const headers = {
    location: encodeLocation(location),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-length': '0',
  };
  return sendExactly(response, { kind: 'return', status: 303, headers, body: '' });
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
