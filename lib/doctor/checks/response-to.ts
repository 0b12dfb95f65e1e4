import type { Dispatcher } from 'undici';

import { errorCode, errorMessage, isInstance } from '../../common/error-text.js';
import type { Outlet } from '../../wire/outlet/outlet.js';
import { ProxyFailure } from '../../wire/outlet/proxy-failure.js';

/** How long a response may take. */
export const RESPONSE_MS = 5_000;

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
    const tooLate = new Error(`no response within ${String(RESPONSE_MS)} ms`);
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

/** Why there is none. */
export function reasonOf(error: unknown): string {
  const told = isInstance(error, ProxyFailure) && error.cause !== undefined ? error.cause : error;
  const [code, said] = [errorCode(told), errorMessage(told)];
  if (code === 'CERT_HAS_EXPIRED') return `its TLS certificate has expired (${code})`;
  return code === undefined ? said : `${code} (${said})`;
}
