import type { Dispatcher } from 'undici';

import { errorCode, errorMessage, isInstance } from '../../common/secrets/error-text.js';
import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { Outlet } from '../../wire/outlet/outlet.js';
import { ProxyFailure } from '../../wire/outlet/proxy-failure.js';
import { checkMessages } from './check.messages.js';

/** How long a response may take. */
export const RESPONSE_MS = 5_000;

/** No response came in time. */
class TooLate extends Error {}

/** How much of a body is read. */
const MAX_BODY_BYTES = 16_384;

/** A response, as far as it is looked at. */
export interface Response {
  readonly status: number;
  /** The header `date`, or nothing. */
  readonly date: string;
  /** Its beginning. */
  readonly body: string;
}

/** The response to a small request. Rejects where none comes in time; a body may break off. */
export function responseTo(
  request: Dispatcher.DispatchOptions,
  dispatcher: Outlet['dispatcher'],
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let abort: ((reason: Error) => void) | undefined;
    let head: Omit<Response, 'body'> | undefined;
    const chunks: Buffer[] = [];
    const end = (reason: Error): void => {
      clearTimeout(limit);
      if (head === undefined) reject(reason);
      else resolve({ ...head, body: Buffer.concat(chunks).toString().slice(0, MAX_BODY_BYTES) });
    };
    const tooLate = new TooLate();
    const limit = setTimeout(() => {
      end(tooLate);
      abort?.(tooLate);
    }, RESPONSE_MS);
    dispatcher.dispatch(request, {
      onRequestStart: (controller) => {
        abort = (reason) => {
          controller.abort(reason);
        };
      },
      onResponseStart: (_controller, status, { date }) => {
        // Hints come before the response.
        if (status >= 200) head = { status, date: [date ?? ''].flat().join() };
      },
      onResponseData: (controller, chunk) => {
        chunks.push(chunk);
        const size = chunks.reduce((sum, { length }) => sum + length, 0);
        if (size >= MAX_BODY_BYTES) controller.abort(new Error('enough was read'));
      },
      onResponseEnd: () => {
        end(tooLate);
      },
      onResponseError: (_controller, error) => {
        end(error);
      },
    });
  });
}

/** What Node calls a certificate of which it does not know the signer. */
const UNTRUSTED = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/** The proxy that made no connection, by its address without credentials, and why; undefined if no proxy failed. */
export function proxyFailureOf(error: unknown): { proxy: string; reason: Sentence } | undefined {
  if (!isInstance(error, ProxyFailure)) return undefined;
  const { proxy, status } = error;
  return { proxy, reason: status === undefined ? reasonOf(error) : checkMessages.proxyRefused(status) };
}

/** Why there is none. */
export function reasonOf(error: unknown): Sentence {
  const told = isInstance(error, ProxyFailure) && error.cause !== undefined ? error.cause : error;
  if (told instanceof TooLate) return checkMessages.tooLate(RESPONSE_MS);
  const code = errorCode(told);
  if (code === 'CERT_HAS_EXPIRED') return checkMessages.certificateExpired(code);
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return checkMessages.certificateOfOther(code);
  if (code !== undefined && UNTRUSTED.includes(code)) return checkMessages.certificateUntrusted(code);
  return checkMessages.otherReason(code, errorMessage(told));
}
