import type { Dispatcher } from 'undici';

import { understoodNoProxy, type UnreadEntry, unreadNoProxy } from './no-proxy.js';
import { processEnvironment } from './process-environment.js';
import { proxyUrlProblem, type ProxyUrlProblem } from './proxy-url.js';

/**
 * A dispatcher of undici's, of version 7: an agent, a pool, a proxy, or one that an app composed.
 */
export type LianlianDispatcher = Pick<Dispatcher, 'dispatch'>;

/** The variables that undici's EnvHttpProxyAgent reads. */
type ProxyVariables = Readonly<Record<string, string | undefined>>;

interface Variable {
  readonly name: string;
  readonly value: string;
}

// What a route holds may be a password, so no route shows it when it is printed.

/** Through one proxy. */
export class ProxyRoute {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** With its credentials. */
  get url(): string {
    return this.#url;
  }
}

/** Through the proxies that environment variables name. */
export class EnvironmentRoute {
  readonly #variables: ProxyVariables | undefined;

  /** @param variables in the place of those of the process */
  constructor(variables?: ProxyVariables) {
    this.#variables = variables;
  }

  /** As options of undici's. Of `NO_PROXY` it reads that of the process itself, again and again, where it understands all of it. */
  get proxies(): { httpProxy: string; httpsProxy: string; noProxy?: string } {
    const [https, http] = this.inEffect;
    const proxies = { httpProxy: http?.value.trim() ?? '', httpsProxy: https?.value.trim() ?? '' };
    const value = this.noProxy?.value ?? '';
    const noProxy = understoodNoProxy(value);
    return this.#variables === undefined && noProxy === value ? proxies : { ...proxies, noProxy };
  }

  /** The entries of `NO_PROXY` that keep no host from the proxies, by the variable that they stand in. */
  get unreadEntries(): readonly (UnreadEntry & { readonly name: string })[] {
    const variable = this.noProxy;
    if (variable === undefined) return [];
    return unreadNoProxy(variable.value).map((entry) => ({ ...entry, name: variable.name }));
  }

  /** What is wrong with the variables that are read, by their names. */
  get problems(): readonly { readonly name: string; readonly problem: ProxyUrlProblem }[] {
    return this.inEffect.flatMap((variable) => {
      if (variable === undefined || variable.value.trim() === '') return [];
      const problem = proxyUrlProblem(variable.value.trim());
      return problem === undefined ? [] : [{ name: variable.name, problem }];
    });
  }

  /** `ALL_PROXY` or `all_proxy`, which nothing reads, where it is the only one that names a proxy. */
  get unread(): string | undefined {
    if (this.inEffect.some((variable) => (variable?.value.trim() ?? '') !== '')) return undefined;
    return this.first('all_proxy', 'ALL_PROXY')?.name;
  }

  /** The variables for https and for http: small letters come first, as in undici's agent. */
  private get inEffect(): readonly (Variable | undefined)[] {
    return [this.first('https_proxy', 'HTTPS_PROXY'), this.first('http_proxy', 'HTTP_PROXY')];
  }

  private get noProxy(): Variable | undefined {
    return this.first('no_proxy', 'NO_PROXY');
  }

  private first(...names: readonly string[]): Variable | undefined {
    const env = this.#variables ?? processEnvironment();
    return names.map((name) => ({ name, value: env[name] })).find(isSet);
  }
}

/** Through a dispatcher of the app's, which closes it itself. */
export class DispatcherRoute {
  readonly #dispatcher: LianlianDispatcher;

  constructor(dispatcher: LianlianDispatcher) {
    this.#dispatcher = dispatcher;
  }

  get dispatcher(): LianlianDispatcher {
    return this.#dispatcher;
  }
}

/** How calls travel to LianLian, where it is not directly. */
export type Route = ProxyRoute | EnvironmentRoute | DispatcherRoute;

function isSet(variable: {
  readonly name: string;
  readonly value: string | undefined;
}): variable is Variable {
  return variable.value !== undefined;
}
