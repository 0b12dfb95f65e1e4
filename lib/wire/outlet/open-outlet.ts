import { configMessages } from '../../config/config.messages.js';
import { DispatcherRoute, EnvironmentRoute } from '../../config/route.js';
import type { LianlianSettings } from '../../config/settings.js';
import { LianlianConfigError } from '../../errors/lianlian-config.error.js';
import { loadUndici } from './load-undici.js';
import type { Outlet } from './outlet.js';
import { Tunnels } from './tunnels.js';

/** Set explicitly, because NODE_TLS_REJECT_UNAUTHORIZED=0 would switch the default off. */
const VERIFIED = { rejectUnauthorized: true };

/**
 * What calls leave through: connections of our own, directly or through proxies, or the app's dispatcher.
 *
 * @throws LianlianConfigError if the environment's proxies cannot be used
 */
export async function openOutlet({
  timeoutMs,
  connections,
  route,
}: LianlianSettings['http']): Promise<Outlet> {
  if (route instanceof DispatcherRoute) return outletOfApp(route);
  if (route instanceof EnvironmentRoute) assertUsable(route);
  const undici = await loadUndici();
  const times = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
  const options = { ...times, connections, pipelining: 1, connect: VERIFIED };
  if (route === undefined) {
    const agent = new undici.Agent(options);
    return { dispatcher: agent, isOwn: true, proxyTo: () => undefined, close: () => agent.close() };
  }
  const tunnels = new Tunnels(undici, { ...times, connect: VERIFIED });
  const proxied = {
    ...options,
    requestTls: VERIFIED,
    proxyTls: VERIFIED,
    proxyTunnel: true,
    clientFactory: tunnels.openProxy,
  };
  const agent =
    route instanceof EnvironmentRoute
      ? new undici.EnvHttpProxyAgent({ ...proxied, ...route.proxies })
      : new undici.ProxyAgent({ ...proxied, uri: route.url });
  return {
    dispatcher: agent,
    isOwn: true,
    proxyTo: (url) => tunnels.proxyTo(url),
    close: () => agent.close(),
  };
}

function outletOfApp({ dispatcher }: DispatcherRoute): Outlet {
  return { dispatcher, isOwn: false, proxyTo: () => undefined, close: () => Promise.resolve() };
}

/** @throws LianlianConfigError naming the variables, without what they hold */
function assertUsable({ problems }: EnvironmentRoute): void {
  if (problems.length === 0) return;
  throw new LianlianConfigError(
    problems.map(({ name, problem }) => ({
      option: 'http.proxy',
      message: configMessages.unusableProxyVariable(name, problem),
    })),
  );
}
