import type { Dispatcher, Pool } from 'undici';

import type { Undici } from './load-undici.js';
import { ProxyFailure } from './proxy-failure.js';

type Connect = (options: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData>;

/** The tunnels through proxies: what undici's proxy agents ask for, with the proxy named in what goes wrong. */
export class Tunnels {
  private readonly proxies = new Map<string, string>();

  /** @param options of the connections to the proxies */
  constructor(
    private readonly undici: Undici,
    private readonly options: Pool.Options,
  ) {}

  /** The proxy that was asked for a tunnel to this host, if one was. */
  proxyTo({ protocol, hostname, port }: URL): string | undefined {
    return this.proxies.get(`${hostname}:${port === '' ? defaultPort(protocol) : port}`);
  }

  /** The client of a proxy, for undici's `clientFactory`. */
  readonly openProxy = (url: URL): Dispatcher => {
    const { origin } = url;
    const pool = new this.undici.Pool(origin, this.options);
    const connect: Connect = pool.connect.bind(pool);
    const tunnel: Connect = async (options) => {
      this.proxies.set(options.path, origin);
      const headers = { ...options.headers, ...authorization(url) };
      const opened = await connect({ ...options, headers }).catch((error: unknown) => {
        throw new ProxyFailure(origin, undefined, error);
      });
      if (opened.statusCode === 200) return opened;
      opened.socket.on('error', () => undefined).destroy();
      throw new ProxyFailure(origin, opened.statusCode);
    };
    return Object.assign(pool, { connect: tunnel });
  };
}

/** undici itself passes credentials only where there is a password. */
function authorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}

function defaultPort(protocol: string): string {
  return protocol === 'https:' ? '443' : '80';
}
