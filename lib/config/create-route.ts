import type { OptionReader } from '../common/option-reader.js';
import { configMessages } from './config.messages.js';
import {
  DispatcherRoute,
  EnvironmentRoute,
  type LianlianDispatcher,
  ProxyRoute,
  type Route,
} from './route.js';

/** How calls travel, by `http.proxy` or `http.dispatcher`; undefined for directly. */
export function createRoute(http: OptionReader): Route | undefined {
  const dispatcher = http.value('dispatcher') ?? undefined;
  const proxy = proxyOf(http);
  if (dispatcher === undefined) return proxy;
  if (proxy !== undefined) http.problem('proxy', configMessages.proxyBesideDispatcher());
  if (typeof Reflect.get(Object(dispatcher) as object, 'dispatch') !== 'function') {
    http.problem('dispatcher', configMessages.notADispatcher());
  }
  return new DispatcherRoute(dispatcher as LianlianDispatcher);
}

function proxyOf(http: OptionReader): Route | undefined {
  const proxy = http.value('proxy');
  if (proxy === undefined || proxy === null || proxy === false || proxy === '') return undefined;
  if (proxy === true) return new EnvironmentRoute();
  if (typeof proxy !== 'string' || !isProxyUrl(proxy.trim())) {
    http.problem('proxy', configMessages.notAProxy());
    return undefined;
  }
  return new ProxyRoute(proxy.trim());
}

function isProxyUrl(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { username, password, pathname, search, hash } = new URL(text);
  return pathname === '/' && search === '' && hash === '' && [username, password].every(isDecodable);
}

function isDecodable(text: string): boolean {
  try {
    return typeof decodeURIComponent(text) === 'string';
  } catch {
    return false;
  }
}
