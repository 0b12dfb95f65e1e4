import type { OptionReader } from '../common/options/option-reader.js';
import { configMessages } from './config.messages.js';
import { proxyUrlProblem } from './proxy-url.js';
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
  const url = typeof proxy === 'string' ? proxy.trim() : undefined;
  const problem = url === undefined ? undefined : proxyUrlProblem(url);
  if (url === undefined || problem !== undefined) {
    http.problem('proxy', configMessages.notAProxy(problem));
    return undefined;
  }
  return new ProxyRoute(url);
}
