import type { Merchant } from '../../config/settings.js';
import type { MarkedKind } from '../receive/route-mark.js';
import { type AdapterRoutes, leadsTo } from './adapter-routes.js';
import type { MarkedMethod } from './marked-methods.js';

/** An address of a merchant's settings, and the kind of route that it has to lead to. */
export interface Address {
  readonly option: 'notifyUrl' | 'payoutNotifyUrl' | 'returnUrl';
  readonly kind: MarkedKind;
  readonly url: URL;
}

/** The addresses of merchants, each once. */
export function merchantAddresses(merchants: readonly Merchant[]): readonly Address[] {
  const named = merchants.flatMap(({ notifyUrl, payoutNotifyUrl, returnUrl }) => [
    { option: 'notifyUrl', kind: 'notify', url: notifyUrl } as const,
    { option: 'payoutNotifyUrl', kind: 'payout-notify', url: payoutNotifyUrl } as const,
    { option: 'returnUrl', kind: 'return', url: returnUrl } as const,
  ]);
  const addresses = new Map<string, Address>();
  for (const { option, kind, url } of named) {
    if (url !== undefined) addresses.set(`${option} ${url}`, { option, kind, url: new URL(url) });
  }
  return [...addresses.values()];
}

/** The paths of the routes of an address's kind, as they are registered. */
export function pathsFor({ kind }: Address, { routes }: AdapterRoutes): readonly string[] {
  return [...new Set(routes.filter((route) => route.kind === kind).map(({ path }) => path))];
}

/** Those of them to which the address leads. */
export function pathsTaking(address: Address, routes: AdapterRoutes): readonly string[] {
  return pathsFor(address, routes).filter((path) => leadsTo(address.url.pathname, path, routes));
}

/**
 * The methods that an address may lead to, whatever its host and version: those whose own path the registered one ends
 * with, or, where that tells nothing, all of its kind.
 */
export function methodsFor(
  address: Address,
  methods: readonly MarkedMethod[],
  routes: AdapterRoutes,
): readonly MarkedMethod[] {
  const ofKind = methods.filter(({ kind }) => kind === address.kind);
  const taking = pathsTaking(address, routes);
  const found = ofKind.filter(({ paths }) =>
    paths.some((own) => taking.some((path) => `/${path}`.endsWith(`/${own}`))),
  );
  return found.length > 0 ? found : ofKind;
}
