import { createServer, type Server, type Socket } from 'node:net';
import { inspect } from 'node:util';

import {
  fenToYuan,
  type LianlianService,
  LianlianTransportError,
  type LianlianSharedOptions,
} from 'nestjs-lianlian';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { testKeys } from '../../support/merchant.js';
import { type App, startLianlian } from './support/app.js';
import { failure } from './support/failure.js';
import { type Behaviour, type Gateway, listening, startGateway } from './support/gateway.js';
import { signedResponse } from './support/lianlian-side.js';
import { ENCRYPTED_PAYING_CALLS, PAYING_CALLS, QUERIES, SUCCESS, WECHAT_QR } from './support/samples.js';

const keys = testKeys();
const success = signedResponse(SUCCESS, keys.lianlian.privateKey);
let gateway: Gateway;
const apps: App[] = [];

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.reset();
});
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

async function start(
  http: LianlianSharedOptions['http'] = {},
  url: string = gateway.url,
): Promise<LianlianService> {
  const app = await startLianlian(keys, { gateway: url, http, busiPartner: '109001' });
  apps.push(app);
  return app.lianlian;
}

/** How a call ends that was sent before its time was over: on a busy machine it gets more of it. */
async function failureOfSent(call: (lianlian: LianlianService) => Promise<unknown>) {
  for (const timeoutMs of [700, 7_000, 70_000]) {
    const error = await failure(call(await start({ timeoutMs })));
    if (gateway.requests.length > 0) return error;
  }
  throw new Error('No request arrived.');
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Everything that can go wrong once LianLian has the request. */
const MISHAPS: readonly (readonly [string, Behaviour])[] = [
  ['never answers', () => undefined],
  [
    'answers 502',
    (_request, response) => {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
      return undefined;
    },
  ],
  [
    'answers 500 with a signed success',
    (_request, response) => {
      response.writeHead(500).end(success);
      return undefined;
    },
  ],
  [
    'answers 404',
    (_request, response) => {
      response.writeHead(404).end();
      return undefined;
    },
  ],
  ['answers HTML', () => '<html><body>系统繁忙</body></html>'],
  ['answers nothing', () => ''],
  ['answers half of it', () => success.slice(0, success.length / 2)],
  [
    'breaks off within a response of known length',
    (_request, response, socket) => {
      response.writeHead(200, { 'content-length': String(success.length * 2) });
      response.write(success, () => {
        socket.destroy();
      });
      return undefined;
    },
  ],
  [
    'breaks off within a response in chunks',
    (_request, response, socket) => {
      response.writeHead(200);
      response.write(success, () => {
        socket.destroy();
      });
      return undefined;
    },
  ],
  [
    'never ends its response',
    (_request, response) => {
      response.writeHead(200);
      response.write(success);
      return undefined;
    },
  ],
  [
    'drops the connection once it has read the request',
    (_request, _response, socket) => {
      socket.destroy();
      return undefined;
    },
  ],
  [
    'resets the connection once it has read the request',
    (_request, _response, socket) => {
      socket.resetAndDestroy();
      return undefined;
    },
  ],
  ['answers a list', () => '[{"ret_code":"0000"}]'],
  ['answers JSON without ret_code', () => '{"code":"0000"}'],
  ['answers a ret_code that is no text', () => '{"ret_code":0}'],
  ['answers a name twice', () => success.replace('{', '{"ret_code":"0000",')],
  [
    'answers brackets within brackets',
    () => `{"ret_code":"0000","x":${'['.repeat(9000)}${']'.repeat(9000)}}`,
  ],
  [
    'answers more than LianLian ever does',
    () => JSON.stringify({ ret_code: '0000', x: 'x'.repeat(3_000_000) }),
  ],
  [
    'answers bytes that are no text',
    (_request, response) => {
      response.end(
        Buffer.concat([
          Buffer.from('{"ret_code":"1004","ret_msg":"'),
          Buffer.from([0xff]),
          Buffer.from('"}'),
        ]),
      );
      return undefined;
    },
  ],
  [
    'answers what is not HTTP',
    (_request, _response, socket) => {
      socket.end('SMTP ready\r\n\r\n');
      return undefined;
    },
  ],
  [
    'sends the request elsewhere',
    (_request, response) => {
      response.writeHead(307, { location: `${gateway.url}/elsewhere` }).end();
      return undefined;
    },
  ],
  [
    'sends the request elsewhere as a GET',
    (_request, response) => {
      response.writeHead(302, { location: `${gateway.url}/elsewhere` }).end();
      return undefined;
    },
  ],
  [
    'asks to try again later',
    (_request, response) => {
      response.writeHead(503, { 'retry-after': '0' }).end();
      return undefined;
    },
  ],
];

describe.each(MISHAPS)('when LianLian %s', (_what, behaviour) => {
  it.each([...PAYING_CALLS, ...ENCRYPTED_PAYING_CALLS])(
    '%s was sent exactly once, and its outcome is unknown',
    async (_name, call) => {
      gateway.behave(behaviour);
      const error = await failureOfSent(call);
      expect(error.outcome).toBe('unknown');
      expect(error.message).toMatch(/order order-1: .*It may have been carried out: query it before/);
      await pause(50);
      expect(gateway.requests).toHaveLength(1);
    },
  );
});

describe('a kept connection', () => {
  it('that the gateway closes between two calls costs no call: the next one takes another connection', async () => {
    const lianlian = await start({ connections: 1 });
    gateway.behave(() => success);
    await lianlian.aggregateDirect.pay(WECHAT_QR);
    gateway.sockets[0]?.destroy();
    await pause(50);
    await lianlian.aggregateDirect.pay(WECHAT_QR);
    expect(gateway.requests).toHaveLength(2);
    expect(gateway.sockets).toHaveLength(2);
  });

  it('that the gateway closes just as a payment is written never makes it sent twice', async () => {
    // A gateway that closes right after its response, without saying so: the close races with the next call.
    const lianlian = await start({ connections: 1, timeoutMs: 5000 });
    gateway.behave((_request, response, socket) => {
      response.writeHead(200, { 'content-length': String(Buffer.byteLength(success)) });
      response.end(success, () => {
        socket.end();
      });
      return undefined;
    });
    const amounts = Array.from({ length: 60 }, (_, index) => fenToYuan(index + 1));
    const outcomes: string[] = [];
    for (const [index] of amounts.entries()) {
      await lianlian.aggregateDirect.pay({ ...WECHAT_QR, info_order: `call-${String(index)}` }).then(
        () => outcomes.push('answered'),
        (error: unknown) => outcomes.push(error instanceof LianlianTransportError ? error.outcome : 'other'),
      );
    }
    const sent = gateway.requests.map(({ fields }) => fields['info_order']);
    expect(new Set(sent).size).toBe(sent.length);
    expect(outcomes.filter((outcome) => !['answered', 'unknown', 'not-sent'].includes(outcome))).toEqual([]);
    expect(outcomes.filter((outcome) => outcome === 'answered').length).toBeGreaterThan(30);
  });

  it('that the gateway closes upon the first bytes of the second call: unknown, and sent once', async () => {
    let requests = 0;
    const server = createServer((socket) => {
      let calls = 0;
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        if (!chunk.toString('latin1').startsWith('POST')) return;
        requests++;
        calls++;
        if (calls > 1) socket.destroy();
        else {
          socket.write(
            `HTTP/1.1 200 OK\r\ncontent-length: ${String(Buffer.byteLength(success))}\r\n\r\n${success}`,
          );
        }
      });
    });
    const port = await listening(server);
    const lianlian = await start({ connections: 1 }, `http://127.0.0.1:${String(port)}`);
    await lianlian.aggregateDirect.pay(WECHAT_QR);
    const error = await failure(lianlian.aggregateDirect.pay(WECHAT_QR));
    await pause(300);
    server.close();
    expect(error.outcome).toBe('unknown');
    expect(requests).toBe(2);
  });
});

describe('what certainly was not sent', () => {
  let server: Server | undefined;
  const sockets: Socket[] = [];
  afterEach(() => {
    sockets.splice(0).forEach((socket) => socket.destroy());
    server?.close();
    server = undefined;
  });

  async function freePort(): Promise<number> {
    const probe = createServer();
    const port = await listening(probe);
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }

  it.each([...PAYING_CALLS, ...ENCRYPTED_PAYING_CALLS])(
    'is %s whose connection is refused',
    async (_name, call) => {
      const lianlian = await start({ timeoutMs: 5000 }, `http://127.0.0.1:${String(await freePort())}`);
      const error = await failure(call(lianlian));
      expect(error.outcome).toBe('not-sent');
      expect(error.message).toMatch(/no connection to 127\.0\.0\.1:\d+\. Nothing was sent: try again\.$/);
      expect(inspect(error.cause)).toContain('ECONNREFUSED');
    },
  );

  it('is a payment to a host that does not exist', async () => {
    const lianlian = await start({ timeoutMs: 3000 }, 'http://lianlian.invalid');
    const error = await failure(lianlian.aggregateDirect.pay(WECHAT_QR));
    expect(error.outcome).toBe('not-sent');
    expect(inspect(error.cause)).toMatch(/ENOTFOUND|EAI_AGAIN/);
  });

  it('is tried again by itself: a payment succeeds, sent once, when the gateway comes up meanwhile', async () => {
    const port = await freePort();
    const lianlian = await start({ timeoutMs: 5000 }, `http://127.0.0.1:${String(port)}`);
    const paying = lianlian.aggregateDirect.pay(WECHAT_QR);
    let requests = 0;
    server = createServer((socket) => {
      sockets.push(socket);
      socket.once('data', () => {
        requests++;
        socket.end(
          `HTTP/1.1 200 OK\r\ncontent-length: ${String(Buffer.byteLength(success))}\r\n\r\n${success}`,
        );
      });
    });
    await pause(60);
    await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));
    expect((await paying).ret_code).toBe('0000');
    expect(requests).toBe(1);
  });

  it('is a call that found every connection busy until its time was over, and it is never sent later', async () => {
    const lianlian = await start({ connections: 2, timeoutMs: 400 });
    const waiting: (() => void)[] = [];
    gateway.behave((_request, response) => {
      waiting.push(() => response.end(success));
      return undefined;
    });
    const calls = Array.from({ length: 6 }, (_, index) =>
      failure(lianlian.aggregateDirect.pay({ ...WECHAT_QR, info_order: `call-${String(index)}` })),
    );
    const errors = await Promise.all(calls);
    waiting.splice(0).forEach((respond) => {
      respond();
    });
    await pause(600);
    // Which two calls got the connections depends on whose signature was ready first.
    const sent = gateway.requests.map(({ fields }) => fields['info_order']);
    expect(sent).toHaveLength(2);
    errors.forEach((error, index) => {
      if (sent.includes(`call-${String(index)}`)) {
        expect(error.outcome).toBe('unknown');
      } else {
        expect(error.outcome).toBe('not-sent');
        expect(error.message).toMatch(
          /no connection to LianLian within 400 ms\. Nothing was sent: try again\.$/,
        );
      }
    });

    gateway.behave(() => success);
    await lianlian.aggregateDirect.pay({ ...WECHAT_QR, info_order: 'after' });
    expect(gateway.requests.at(-1)?.fields['info_order']).toBe('after');
    expect(gateway.requests).toHaveLength(3);
  });

  it('is a call whose connection is never accepted within its time', async () => {
    // TLS towards a port that never says a word: connected, but not a connection to send on.
    server = createServer((socket) => sockets.push(socket));
    const port = await listening(server);
    const lianlian = await start({ timeoutMs: 400 }, `https://127.0.0.1:${String(port)}`);
    const error = await failure(lianlian.aggregateDirect.pay(WECHAT_QR));
    expect(error.outcome).toBe('not-sent');
  });
});

describe.each(QUERIES)('%s', (_name, call) => {
  it.each<[string, Behaviour]>([
    ['a 502', MISHAPS[1]?.[1] ?? (() => '')],
    ['a dropped connection', (_request, _response, socket) => void socket.destroy()],
    ['HTML', () => '<html></html>'],
  ])('is asked again after %s, and succeeds', async (_what, first) => {
    const lianlian = await start({ timeoutMs: 5000 });
    gateway.behave((request, response, socket) =>
      gateway.requests.length === 1 ? first(request, response, socket) : success,
    );
    expect((await call(lianlian)).ret_code).toBe('0000');
    expect(gateway.requests).toHaveLength(2);
    expect(gateway.requests[0]?.body).toBe(gateway.requests[1]?.body);
  });

  it('ends within its time all the same when LianLian never answers', async () => {
    const lianlian = await start({ timeoutMs: 500 });
    gateway.behave(() => undefined);
    const error = await failure(call(lianlian));
    expect(error.outcome).toBe('unknown');
    expect(error.message).toContain('no response from LianLian within 500 ms');
  });

  it('ends within its time when LianLian answers slowly and badly each time', async () => {
    const lianlian = await start({ timeoutMs: 600 });
    gateway.behave((_request, response) => {
      setTimeout(() => response.writeHead(502).end(), 250);
      return undefined;
    });
    const error = await failure(call(lianlian));
    expect(error.outcome).toBe('unknown');
    expect(gateway.requests.length).toBeGreaterThanOrEqual(2);
  });

  it('is not asked for ever', async () => {
    const lianlian = await start({ timeoutMs: 20_000 });
    gateway.behave((_request, response) => void response.writeHead(502).end());
    const error = await failure(call(lianlian));
    expect(error.message).toContain('HTTP 502');
    expect(gateway.requests).toHaveLength(3);
  });
});
