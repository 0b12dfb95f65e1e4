import { createServer, type Server } from 'node:https';
import { inspect } from 'node:util';

import {
  LianlianConfigError,
  type LianlianHttpOptions,
  type LianlianService,
  type LianlianSharedOptions,
} from 'nestjs-lianlian';
import { Agent, errors, ProxyAgent } from 'undici';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { optionsFromEnvironment } from '../../../lib/config/lianlian.config.js';
import { testKeys } from '../../support/merchant.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { type App, startLianlian } from './support/app.js';
import { failure } from './support/failure.js';
import { selfSignedCertificate } from './support/certificate.js';
import { type Gateway, listening, startGateway } from './support/gateway.js';
import { signedResponse } from './support/lianlian-side.js';
import { type Proxy, startProxy } from './support/proxy.js';
import { QUERIES, SUCCESS, WECHAT_QR } from './support/samples.js';

const keys = testKeys();
const success = signedResponse(SUCCESS, keys.lianlian.privateKey);
const PASSWORD = 'p@ss:w%rd';
const CREDENTIALS = `cash:${PASSWORD}`;
const ENCODED = `cash:${encodeURIComponent(PASSWORD)}`;
const VARIABLES = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'ALL_PROXY'].flatMap((name) => [
  name,
  name.toLowerCase(),
]);

let gateway: Gateway;
let secure: Server;
let secureUrl: string;
let secureRequests = 0;
let proxy: Proxy;
let guarded: Proxy;
const apps: App[] = [];

beforeAll(async () => {
  gateway = await startGateway(() => success);
  proxy = await startProxy();
  guarded = await startProxy(CREDENTIALS);
  secure = createServer(selfSignedCertificate(), (_request, response) => {
    secureRequests++;
    response.end(success);
  });
  secure.on('tlsClientError', () => undefined);
  secureUrl = `https://localhost:${String(await listening(secure))}`;
});
afterAll(async () => {
  secure.close();
  secure.closeAllConnections();
  await Promise.all([gateway.stop(), proxy.stop(), guarded.stop()]);
});
beforeEach(() => {
  gateway.reset();
  gateway.behave(() => success);
  proxy.reset();
  guarded.reset();
  for (const name of VARIABLES) vi.stubEnv(name, undefined);
});
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
  vi.unstubAllEnvs();
});

const guardedUrl = (credentials: string): string => `http://${credentials}@127.0.0.1:${String(guarded.port)}`;
const nameOf = ({ port }: Proxy): string => `http://127.0.0.1:${String(port)}`;

async function start(
  http: LianlianSharedOptions['http'],
  url: string = gateway.url,
): Promise<LianlianService> {
  const app = await startLianlian(keys, { gateway: url, http });
  apps.push(app);
  return app.lianlian;
}

async function problems(http: object): Promise<LianlianConfigError> {
  const error: unknown = await startLianlian(keys, { http }).catch((reason: unknown) => reason);
  if (error instanceof LianlianConfigError) return error;
  throw new Error(`a LianlianConfigError was expected, not ${inspect(error)}`);
}

describe('http.proxy', () => {
  it('carries calls through tunnels, which are kept', async () => {
    const lianlian = await start({ proxy: proxy.url });
    for (let call = 0; call < 3; call++) await lianlian.aggregateDirect.pay(WECHAT_QR);
    expect(proxy.asked).toEqual([new URL(gateway.url).host]);
    expect(proxy.plain).toEqual([]);
    expect(gateway.requests).toHaveLength(3);
  });

  it('gives the proxy its credentials, and LianLian none of them', async () => {
    const lianlian = await start({ proxy: guardedUrl(ENCODED) });
    await lianlian.aggregateDirect.pay(WECHAT_QR);
    expect(guarded.credentials).toEqual([CREDENTIALS]);
    expect(gateway.received().headers).not.toHaveProperty('proxy-authorization');
  });

  it('gives the proxy a user without a password', async () => {
    const lianlian = await start({ proxy: guardedUrl('token-of-ours') });
    guarded.behave('tunnel');
    await failure(lianlian.aggregateDirect.pay(WECHAT_QR));
    expect(guarded.credentials).toContain('token-of-ours:');
  });

  it('is not asked for where it is not set, whatever the environment says', async () => {
    vi.stubEnv('HTTP_PROXY', proxy.url);
    vi.stubEnv('HTTPS_PROXY', proxy.url);
    const lianlian = await start({});
    await lianlian.aggregateDirect.pay(WECHAT_QR);
    expect(proxy.asked).toEqual([]);
  });

  it('that is a URL goes before what the environment says', async () => {
    vi.stubEnv('NO_PROXY', '*');
    vi.stubEnv('HTTP_PROXY', guardedUrl(ENCODED));
    const lianlian = await start({ proxy: proxy.url });
    await lianlian.aggregateDirect.pay(WECHAT_QR);
    expect(proxy.asked).toHaveLength(1);
    expect(guarded.asked).toEqual([]);
  });

  it('verifies the certificate of the gateway behind it, whatever NODE_TLS_REJECT_UNAUTHORIZED says', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    secureRequests = 0;
    const lianlian = await start({ proxy: proxy.url }, secureUrl);
    const error = await failure(lianlian.aggregateDirect.pay(WECHAT_QR));
    expect(error.outcome).toBe('not-sent');
    expect(error.message).toMatch(
      /through the proxy http:\/\/127\.0\.0\.1:\d+, whose TLS certificate is not trusted/,
    );
    expect(proxy.asked).toContain(new URL(secureUrl).host);
    expect(secureRequests).toBe(0);
  });

  it('verifies the certificate of the proxy itself', async () => {
    const lianlian = await start({ proxy: secureUrl });
    const error = await failure(lianlian.aggregateDirect.pay(WECHAT_QR));
    expect(error.outcome).toBe('not-sent');
    expect(error.message).toContain(
      `no connection to the proxy ${secureUrl}, whose TLS certificate is not trusted`,
    );
    expect(gateway.requests).toEqual([]);
  });
});

/** A payment and a query: neither may be told otherwise than it is. */
const CALLS: readonly (readonly [string, (lianlian: LianlianService) => Promise<unknown>])[] = [
  ['a payment', (lianlian: LianlianService) => lianlian.aggregateDirect.pay(WECHAT_QR)],
  QUERIES[0],
];

describe.each(CALLS)('%s that a proxy does not let through was not sent', (_name, call) => {
  it.each([403, 502, 503])('it refuses with HTTP %i', async (status) => {
    proxy.behave(status);
    const error = await failure(call(await start({ proxy: proxy.url })));
    expect(error.outcome).toBe('not-sent');
    expect(error.message).toContain(
      `the proxy ${nameOf(proxy)} made no connection to ${new URL(gateway.url).host}`,
    );
    expect(error.message).toContain(`HTTP ${String(status)}`);
    expect(gateway.requests).toEqual([]);
  });

  it.each(['', 'cash:wrong-word'])(
    'it asks for other credentials than "%s", and is asked once',
    async (given) => {
      const lianlian = await start({ proxy: given === '' ? nameOf(guarded) : guardedUrl(given) });
      const error = await failure(call(lianlian));
      expect(error.outcome).toBe('not-sent');
      expect(error.message).toContain(`the proxy ${nameOf(guarded)} asks for other credentials (HTTP 407)`);
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('wrong-word');
      // Some lock an account after a few wrong passwords.
      expect(guarded.asked).toHaveLength(1);
    },
  );

  it('there is none', async () => {
    const gone = await startProxy();
    await gone.stop();
    const error = await failure(call(await start({ proxy: gone.url.replace('//', '//cash:secret-word@') })));
    expect(error.outcome).toBe('not-sent');
    expect(error.message).toContain(`no connection to the proxy ${nameOf(gone)} (ECONNREFUSED)`);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('secret-word');
  });

  it('it cuts the connection', async () => {
    proxy.behave('cut-at-once');
    const error = await failure(call(await start({ proxy: proxy.url })));
    expect(error.outcome).toBe('not-sent');
    expect(error.message).toContain(`no connection to the proxy ${nameOf(proxy)}`);
  });

  it('it says nothing until the time is over', async () => {
    proxy.behave('silent');
    const error = await failure(call(await start({ proxy: proxy.url, timeoutMs: 300 })));
    expect(error.outcome).toBe('not-sent');
    expect(error.message).toContain(
      `no connection to LianLian through the proxy ${nameOf(proxy)} within 300 ms`,
    );
  });
});

describe('a payment that may have gone through the proxy is unknown', () => {
  it('the tunnel breaks once the request is in it', async () => {
    proxy.behave('cut-after-request');
    const error = await failure((await start({ proxy: proxy.url })).aggregateDirect.pay(WECHAT_QR));
    expect(error.outcome).toBe('unknown');
    expect(error.message).toContain(`through the proxy ${nameOf(proxy)} broke before a response came`);
  });

  it.each([
    ['no response comes', (): undefined => undefined, 'no response from LianLian through the proxy'],
    ['the response is none of LianLian', (): string => '<html>', "LianLian's response through the proxy"],
  ] as const)('%s', async (_name, behaviour, sentence) => {
    gateway.behave(behaviour);
    const lianlian = await start({ proxy: proxy.url, timeoutMs: 500 });
    const error = await failure(lianlian.aggregateDirect.pay(WECHAT_QR));
    expect(error.outcome).toBe('unknown');
    expect(error.message).toContain(`${sentence} ${nameOf(proxy)}`);
    expect(gateway.requests).toHaveLength(1);
  });
});

describe('http.proxy: true', () => {
  it.each(['HTTP_PROXY', 'http_proxy'])('takes the proxy of %s for http', async (name) => {
    vi.stubEnv(name, guardedUrl(ENCODED));
    await (await start({ proxy: true })).aggregateDirect.pay(WECHAT_QR);
    expect(guarded.credentials).toEqual([CREDENTIALS]);
  });

  it.each(['HTTPS_PROXY', 'https_proxy'])('takes the proxy of %s for https alone', async (name) => {
    vi.stubEnv(name, proxy.url);
    await (await start({ proxy: true })).aggregateDirect.pay(WECHAT_QR);
    expect(proxy.asked).toEqual([]);
    await failure((await start({ proxy: true }, secureUrl)).aggregateDirect.pay(WECHAT_QR));
    expect(proxy.asked).toContain(new URL(secureUrl).host);
  });

  it.each([
    ['NO_PROXY', '127.0.0.1'],
    ['no_proxy', 'example.com, 127.0.0.1'],
    ['NO_PROXY', '*'],
  ])('leaves it out for what %s names: %s', async (name, value) => {
    vi.stubEnv('HTTP_PROXY', proxy.url);
    vi.stubEnv(name, value);
    await (await start({ proxy: true })).aggregateDirect.pay(WECHAT_QR);
    expect(proxy.asked).toEqual([]);
    expect(gateway.requests).toHaveLength(1);
  });

  it.each([
    ['NO_PROXY', '::1'],
    ['no_proxy', 'localhost,0:0:0:0:0:0:0:1'],
    ['NO_PROXY', '[::1]'],
  ])('leaves it out for the IPv6 address that %s names: %s', async (name, value) => {
    vi.stubEnv('HTTP_PROXY', proxy.url);
    // Nothing is there, and the proxy would be asked for it.
    const nowhere = 'http://[::1]:9';
    await failure((await start({ proxy: true }, nowhere)).aggregateDirect.pay(WECHAT_QR));
    expect(proxy.asked).toContain('[::1]:9');
    proxy.reset();
    vi.stubEnv(name, value);
    await failure((await start({ proxy: true }, nowhere)).aggregateDirect.pay(WECHAT_QR));
    expect(proxy.asked).toEqual([]);
  });

  it('goes directly where no variable names a proxy', async () => {
    await (await start({ proxy: true })).aggregateDirect.pay(WECHAT_QR);
    expect(gateway.requests).toHaveLength(1);
  });

  it('says of a gateway on this machine, which the proxy cannot reach, that NO_PROXY names it', async () => {
    vi.stubEnv('HTTP_PROXY', proxy.url);
    proxy.behave(503);
    const error = await failure((await start({ proxy: true })).aggregateDirect.pay(WECHAT_QR));
    expect(error.message).toContain('127.0.0.1 is this machine: with http.proxy true name it in NO_PROXY');
  });

  it.each([
    ['proxy.example:3128', 'has no http:// or https:// in front'],
    ['10.0.0.1:3128', 'has no http:// or https:// in front'],
    ['secret-word', 'has no http:// or https:// in front'],
    ['socks5://cash:secret-word@proxy.example:1080', 'names a proxy with socks5:// in front'],
    ['SOCKS5h://proxy.example:1080', 'names a proxy with socks5h:// in front'],
    ['ftp://proxy.example', 'names a proxy with ftp:// in front'],
    ['http://cash:secret-word@bad host', 'is no URL'],
    ['http://a:%zz-secret-word@b', 'is no URL'],
    ['http://a:12#secret-word@b', 'has a path, a ? or a # behind'],
  ])('fails the start where a variable holds %s: it %s', async (value, reason) => {
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']) {
      vi.stubEnv(name, value);
      const error = await problems({ proxy: true });
      expect(error.problems.map(({ option }) => option)).toEqual(['http.proxy']);
      expect(error.message).toContain(`is true, and the environment variable ${name} ${reason}`);
      expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/secret-word|3128 *'|1080/);
      vi.stubEnv(name, undefined);
    }
  });

  it('reads small letters first, as undici does, though they hold nothing', async () => {
    vi.stubEnv('http_proxy', '');
    vi.stubEnv('HTTP_PROXY', 'socks5://proxy.example:1080');
    await (await start({ proxy: true })).aggregateDirect.pay(WECHAT_QR);
    expect(gateway.requests).toHaveLength(1);
  });

  it.each(['ALL_PROXY', 'all_proxy'])(
    'reads no %s, and says so where no other names a proxy',
    async (name) => {
      const logger = new RecordingLogger();
      vi.stubEnv(name, `http://cash:secret-word@127.0.0.1:${String(proxy.port)}`);
      const app = await startLianlian(keys, { gateway: gateway.url, http: { proxy: true } }, logger);
      apps.push(app);
      await app.lianlian.aggregateDirect.pay(WECHAT_QR);
      expect(proxy.asked).toEqual([]);
      expect(logger.texts('warn').filter((line) => line.includes(name))).toEqual([
        expect.stringMatching(/is not read: calls to LianLian leave without a proxy\. Set HTTPS_PROXY/),
      ]);
      expect(logger.texts('warn').join()).not.toContain('secret-word');
      logger.clear();
      vi.stubEnv('HTTP_PROXY', proxy.url);
      apps.push(await startLianlian(keys, { gateway: gateway.url, http: { proxy: true } }, logger));
      expect(logger.texts('warn').filter((line) => line.includes(name))).toEqual([]);
    },
  );
});

describe('http.dispatcher', () => {
  it('carries calls, and is left open for the app to close', async () => {
    const dispatcher = new ProxyAgent({ uri: guardedUrl(ENCODED), proxyTunnel: true });
    await (await start({ dispatcher })).aggregateDirect.pay(WECHAT_QR);
    await Promise.all(apps.splice(0).map((app) => app.close()));
    await (await start({ dispatcher })).aggregateDirect.pay(WECHAT_QR);
    expect(guarded.asked).toHaveLength(1);
    await dispatcher.close();
  });

  it('that is closed sends nothing', async () => {
    const dispatcher = new Agent();
    await dispatcher.close();
    const error = await failure((await start({ dispatcher })).aggregateDirect.pay(WECHAT_QR));
    expect(error.outcome).toBe('not-sent');
    expect(error.message).toContain('the connections to LianLian are closed. Nothing was sent');
  });

  // As undici 6 does, which Node.js 20 and 22 have inside: test/package/consumers has the real one.
  it.each([
    new errors.InvalidArgumentError('invalid onConnect method'),
    new TypeError('this.handler.onConnect is not a function'),
  ])('of another version of undici (%s) is named, and has sent nothing', async (thrown) => {
    const dispatcher = {
      dispatch: (): boolean => {
        throw thrown;
      },
    };
    const error = await failure((await start({ dispatcher })).aggregateDirect.pay(WECHAT_QR));
    expect(error.outcome).toBe('not-sent');
    expect(error.message).toMatch(/http\.dispatcher is of another version of undici.*Make it with undici 7/);
    expect(error.message).not.toContain('try again');
    expect(error.cause).toBe(thrown);
  });

  it('that refuses a request for another reason says that, and not to try again', async () => {
    const thrown = new errors.InvalidArgumentError('invalid bodyTimeout');
    const dispatcher: LianlianHttpOptions['dispatcher'] = {
      dispatch: (_options, handler) => {
        setImmediate(() => handler.onResponseError?.({ abort: () => undefined } as never, thrown));
        return true;
      },
    };
    const error = await failure((await start({ dispatcher })).aggregateDirect.pay(WECHAT_QR));
    expect(error.outcome).toBe('not-sent');
    expect(error.message).toMatch(
      /undici refused to send it \(UND_ERR_INVALID_ARG\).*option of http\.dispatcher/,
    );
    expect(error.message).not.toContain('try again');
  });

  it.each([
    ['ECONNREFUSED', 'not-sent'],
    ['ECONNRESET', 'unknown'],
    ['UND_ERR_SOCKET', 'unknown'],
  ])('that keeps the start to itself and fails with %s: %s', async (code, outcome) => {
    const given: unknown[] = [];
    const dispatcher: LianlianHttpOptions['dispatcher'] = {
      dispatch: (options, handler) => {
        given.push(options.body);
        const cause = Object.assign(new Error('other side closed'), { code });
        setImmediate(() => handler.onResponseError?.({ abort: () => undefined } as never, cause));
        return true;
      },
    };
    const error = await failure((await start({ dispatcher })).aggregateDirect.pay(WECHAT_QR));
    expect(error.outcome).toBe(outcome);
    // What may have been sent is never sent again.
    if (outcome === 'unknown') expect(given).toHaveLength(1);
  });

  it('that never says anything may have sent it', async () => {
    const dispatcher = { dispatch: () => true };
    const lianlian = await start({ dispatcher, timeoutMs: 200 });
    expect((await failure(lianlian.aggregateDirect.pay(WECHAT_QR))).outcome).toBe('unknown');
  });

  it('that fails once a response has begun may have sent it, though it named no start', async () => {
    const dispatcher: LianlianHttpOptions['dispatcher'] = {
      dispatch: (_options, handler) => {
        const controller = { abort: () => undefined } as never;
        handler.onResponseStart?.(controller, 200, {});
        handler.onResponseError?.(controller, new Error('cut off'));
        return true;
      },
    };
    const error = await failure((await start({ dispatcher })).aggregateDirect.pay(WECHAT_QR));
    expect(error.outcome).toBe('unknown');
  });
});

describe('a start', () => {
  it('fails with both, and names the fields', async () => {
    const error = await problems({ proxy: proxy.url, dispatcher: new Agent() });
    expect(error.message).toMatch(/http\.proxy: .*http\.dispatcher/);
  });

  it.each([
    ['proxy.example:3128', 'has no http:// or https:// in front'],
    ['socks5://cash:secret-word@proxy.example:1080', 'names a proxy with socks5:// in front'],
    ['http://proxy.example:3128/path', 'has a path'],
    ['http://user:%zz-secret-word@proxy.example:3128', 'is no URL'],
    ['http://user:12#secret-word@proxy.example:3128', 'has a path, a ? or a # behind'],
    ['true', 'has no http:// or https:// in front'],
    [3128, 'must be the URL of an http or https proxy'],
    [{ uri: 'http://proxy.example' }, 'must be the URL of an http or https proxy'],
  ])('fails with http.proxy %j: it %s', async (value, reason) => {
    const error = await problems({ proxy: value });
    expect(error.problems.map(({ option }) => option)).toEqual(['http.proxy']);
    expect(error.message).toContain(`http.proxy: ${reason}`);
    expect(error.message).not.toContain('secret-word');
  });

  it.each(['socks5://cash:secret-word@proxy.example:1080', 'proxy.example:3128'])(
    'fails with LIANLIAN_PROXY=%s, and names it',
    async (value) => {
      const { http } = optionsFromEnvironment({ LIANLIAN_PROXY: value });
      const { message } = await problems(http ?? {});
      expect(message).toContain('lianlianConfig takes it from LIANLIAN_PROXY');
      expect(message).not.toContain('secret-word');
    },
  );

  it.each([['http://proxy.example'], [{}], [() => undefined]])(
    'fails with http.dispatcher %s',
    async (value) => {
      expect((await problems({ dispatcher: value })).problems.map(({ option }) => option)).toEqual([
        'http.dispatcher',
      ]);
    },
  );

  it.each([{ proxy: undefined, dispatcher: undefined }, { proxy: false }])('passes with %j', async (http) => {
    await (await start(http)).aggregateDirect.pay(WECHAT_QR);
    expect(gateway.requests).toHaveLength(1);
  });
});

it('a service that is printed shows no password of a proxy', async () => {
  const lianlian = await start({ proxy: guardedUrl(ENCODED) });
  await lianlian.aggregateDirect.pay(WECHAT_QR);
  const text = inspect(lianlian, { depth: 20, showHidden: true });
  for (const secret of [
    PASSWORD,
    encodeURIComponent(PASSWORD),
    Buffer.from(CREDENTIALS).toString('base64'),
  ]) {
    expect(text).not.toContain(secret);
  }
});
