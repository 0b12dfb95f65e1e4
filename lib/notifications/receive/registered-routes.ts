import type { MarkedKind } from './route-mark.js';

/** A marked route, as the adapter knows it: with the app's prefix, and the version where that is in the path. */
export interface RegisteredRoute {
  readonly kind: MarkedKind;
  readonly path: string;
}
