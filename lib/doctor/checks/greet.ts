import { errorCode, errorMessage, isInstance } from '../../common/error-text.js';
import type { Outlet } from '../../wire/outlet/outlet.js';
import { ProxyFailure } from '../../wire/outlet/proxy-failure.js';

/** How long a host may take to respond. */
export const GREETING_MS = 5_000;

/** How a host was reached, and its clock less ours, give or take a second; or why it was not. */
export type Greeting = { readonly proxy: string | undefined } & (
  | {
      /** Undefined if it sends no time. */
      readonly skewMs: number | undefined;
    }
  | { readonly reason: string }
);

/** Sends one `HEAD /` on the way that calls take. */
export async function greet(origin: string, { dispatcher, proxyTo }: Outlet): Promise<Greeting> {
  const sentAt = Date.now();
  const proxy = (): string | undefined => proxyTo(new URL(origin));
  try {
    const date = Date.parse(await dateOf(origin, dispatcher));
    const middle = (sentAt + Date.now()) / 2;
    // The header is cut to whole seconds: on average it is half a second behind.
    return { skewMs: Number.isNaN(date) ? undefined : date + 500 - middle, proxy: proxy() };
  } catch (error) {
    return { reason: reasonOf(error), proxy: proxy() };
  }
}

/** The header `date` of a host, or nothing where it sends none. */
function dateOf(origin: string, dispatcher: Outlet['dispatcher']): Promise<string> {
  return new Promise((resolve, reject) => {
    let abort: ((reason: Error) => void) | undefined;
    const tooLate = new Error(`no response within ${String(GREETING_MS)} ms`);
    const limit = setTimeout(() => {
      reject(tooLate);
      abort?.(tooLate);
    }, GREETING_MS);
    dispatcher.dispatch(
      { origin, path: '/', method: 'HEAD' },
      {
        onRequestStart: (controller) => {
          abort = (reason) => {
            controller.abort(reason);
          };
        },
        onResponseStart: (_controller, _status, { date }) => {
          clearTimeout(limit);
          resolve([date ?? ''].flat().join());
        },
        onResponseError: (_controller, error) => {
          clearTimeout(limit);
          reject(error);
        },
      },
    );
  });
}

function reasonOf(error: unknown): string {
  const told = isInstance(error, ProxyFailure) && error.cause !== undefined ? error.cause : error;
  const [code, said] = [errorCode(told), errorMessage(told)];
  return code === undefined ? said : `${code} (${said})`;
}
