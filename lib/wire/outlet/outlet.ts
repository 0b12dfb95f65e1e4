import type { LianlianDispatcher } from '../../config/route.js';

/** What requests leave through. */
export interface Outlet {
  readonly dispatcher: LianlianDispatcher;
  /** The proxy on the way to a URL, as far as one has shown: its address without its credentials. */
  proxyTo(url: URL): string | undefined;
  /** Waits for the requests that are under way. */
  close(): Promise<void>;
}
