import type { Dispatcher } from 'undici';

/**
 * A dispatcher of undici's, of version 7: an agent, a pool, a proxy, or one that an app composed.
 */
export type LianlianDispatcher = Pick<Dispatcher, 'dispatch'>;

/** The variables that undici's EnvHttpProxyAgent reads. */
type ProxyVariables = Readonly<Record<string, string | undefined>>;

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

  /** @param variables in the place of those of the process, which undici reads by itself */
  constructor(variables?: ProxyVariables) {
    this.#variables = variables;
  }

  /** As options of undici's, which reads the variables of the process where they are undefined. */
  get proxies(): { httpProxy?: string; httpsProxy?: string; noProxy?: string } {
    const env = this.#variables;
    if (env === undefined) return {};
    return {
      httpProxy: env['http_proxy'] ?? env['HTTP_PROXY'] ?? '',
      httpsProxy: env['https_proxy'] ?? env['HTTPS_PROXY'] ?? '',
      noProxy: env['no_proxy'] ?? env['NO_PROXY'] ?? '',
    };
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
