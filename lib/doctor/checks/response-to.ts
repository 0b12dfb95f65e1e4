import type { Dispatcher } from 'undici';

import { errorCode, errorMessage, isInstance } from '../../common/error-text.js';
import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { Outlet } from '../../wire/outlet/outlet.js';
import { ProxyFailure } from '../../wire/outlet/proxy-failure.js';
import { checkMessages } from './check.messages.js';

/** How long a response may take. */
export const RESPONSE_MS = 5_000;

/** No response came in time. */
class TooLate extends Error {}

/** The first lines of a response. */
interface ResponseHead {
  readonly status: number;
  /** The header `date`, or nothing. */
  readonly date: string;
}

/** The head of the response to a small request. Whoever cannot be reached in time is an error. */
export function responseTo(
  request: Dispatcher.DispatchOptions,
  dispatcher: Outlet['dispatcher'],
): Promise<ResponseHead> {
  return new Promise((resolve, reject) => {
    let abort: ((reason: Error) => void) | undefined;
    const tooLate = new TooLate();
    const limit = setTimeout(() => {
      reject(tooLate);
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
        if (status < 200) return;
        clearTimeout(limit);
        resolve({ status, date: [date ?? ''].flat().join() });
      },
      onResponseError: (_controller, error) => {
        clearTimeout(limit);
        reject(error);
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
