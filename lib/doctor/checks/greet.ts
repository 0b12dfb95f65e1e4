import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { Outlet } from '../../wire/outlet/outlet.js';
import { reasonOf, responseTo } from './response-to.js';

/** How a host was reached, and its clock less ours, give or take a second; or why it was not. */
export type Greeting = { readonly proxy: string | undefined } & (
  | {
      /** Undefined if it sends no time. */
      readonly skewMs: number | undefined;
    }
  | { readonly reason: Sentence }
);

/** Sends one `HEAD /` on the way that calls take. */
export async function greet(origin: string, { dispatcher, proxyTo }: Outlet): Promise<Greeting> {
  const sentAt = Date.now();
  const proxy = (): string | undefined => proxyTo(new URL(origin));
  try {
    const head = await responseTo({ origin, path: '/', method: 'HEAD' }, dispatcher);
    const date = Date.parse(head.date);
    const middle = (sentAt + Date.now()) / 2;
    // The header is cut to whole seconds: on average it is half a second behind.
    return { skewMs: Number.isNaN(date) ? undefined : date + 500 - middle, proxy: proxy() };
  } catch (error) {
    return { reason: reasonOf(error), proxy: proxy() };
  }
}
