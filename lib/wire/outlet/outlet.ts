import type { LianlianDispatcher } from '../../config/route.js';

/** What requests leave through. */
export interface Outlet {
  readonly dispatcher: LianlianDispatcher;
  /** Whether it is the module's own, which tells when a request starts. */
  readonly isOwn: boolean;
  /** The proxy on the way to a URL, as far as one has shown: its address without its credentials. */
  proxyTo(url: URL): string | undefined;
  /** Waits for the requests that are under way. */
  close(): Promise<void>;
}
