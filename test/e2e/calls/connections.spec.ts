import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:https';
import { fileURLToPath } from 'node:url';
import { inspect, promisify } from 'node:util';

import { type LianlianService, LianlianTransportError } from 'nestjs-lianlian';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { testKeys } from '../../support/merchant.js';
import { type App, startLianlian } from './support/app.js';
import { type Gateway, listening, startGateway } from './support/gateway.js';
import { signedResponse } from './support/lianlian-side.js';
import { selfSignedCertificate } from './support/certificate.js';
import { QUERIES, SUCCESS, WECHAT_QR } from './support/samples.js';

const keys = testKeys();
const success = signedResponse(SUCCESS, keys.lianlian.privateKey);
let gateway: Gateway;
const apps: App[] = [];
/** How long something is waited for that a busy machine does late. */
const PATIENCE = 10_000;

beforeAll(async () => {
  gateway = await startGateway(() => success);
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.reset();
  gateway.behave(() => success);
});
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

async function start(url: string = gateway.url, connections?: number): Promise<LianlianService> {
  const app = await startLianlian(keys, { gateway: url, http: { connections, timeoutMs: 5000 } });
  apps.push(app);
  return app.lianlian;
}

function payments(lianlian: LianlianService, count: number): Promise<unknown> {
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      lianlian.aggregateDirect.pay({ ...WECHAT_QR, info_order: `call-${String(index)}` }),
    ),
  );
}

describe('connections', () => {
  it('are kept: payments one after the other take one', async () => {
    const lianlian = await start();
    for (let call = 0; call < 20; call++) await lianlian.aggregateDirect.pay(WECHAT_QR);
    expect(gateway.requests).toHaveLength(20);
    expect(gateway.sockets).toHaveLength(1);
  });

  it('leave no timer behind: the time of a call ends with it', async () => {
    const lianlian = await start();
    const set = vi.spyOn(globalThis, 'setTimeout');
    const cleared = vi.spyOn(globalThis, 'clearTimeout');
    for (let call = 0; call < 20; call++) await lianlian.aggregateDirect.pay(WECHAT_QR);
    const timers = set.mock.results.filter((_result, index) => set.mock.calls[index]?.[1] === 5000);
    expect(timers).toHaveLength(20);
    expect(cleared.mock.calls.map(([timer]) => timer)).toEqual(
      expect.arrayContaining(timers.map(({ value }) => value as unknown)),
    );
    vi.restoreAllMocks();
  });

  it('are at most 32 for 64 payments at once, and are used again for the next 64', async () => {
    const lianlian = await start();
    gateway.behave((_request, response) => {
      setTimeout(() => response.end(success), 20);
      return undefined;
    });
    await payments(lianlian, 64);
    expect(gateway.sockets.length).toBeGreaterThan(1);
    await payments(lianlian, 64);
    expect(gateway.sockets.length).toBeLessThanOrEqual(32);
    expect(gateway.requests).toHaveLength(128);
  });

  it('are as many as the option says', async () => {
    const lianlian = await start(gateway.url, 3);
    await payments(lianlian, 12);
    expect(gateway.sockets.length).toBeLessThanOrEqual(3);
    expect(gateway.requests).toHaveLength(12);
  });

  it('carry one call at a time: a slow response holds up no other call', async () => {
    const lianlian = await start();
    let slow: (() => void) | undefined;
    gateway.behave(({ fields }, response) => {
      if (fields['info_order'] !== 'slow') return success;
      slow = () => response.end(success);
      return undefined;
    });
    const waiting = lianlian.aggregateDirect.pay({ ...WECHAT_QR, info_order: 'slow' });
    const answer = await vi.waitFor(() => slow ?? Promise.reject(new Error('not there yet')), PATIENCE);
    await payments(lianlian, 8);
    expect(gateway.requests).toHaveLength(9);
    answer();
    await waiting;
  });

  it('carry hints that come before the response, which are not the response', async () => {
    const lianlian = await start();
    gateway.behave((_request, response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' }, () => response.end(success));
      return undefined;
    });
    expect((await lianlian.aggregateDirect.pay(WECHAT_QR)).ret_code).toBe('0000');
    expect(gateway.requests).toHaveLength(1);
  });

  it('are closed with the app', async () => {
    const lianlian = await start();
    await payments(lianlian, 4);
    await Promise.all(apps.splice(0).map((app) => app.close()));
    await vi.waitFor(() => {
      expect(gateway.sockets.map(({ destroyed }) => destroyed)).toEqual(gateway.sockets.map(() => true));
    }, PATIENCE);
  });

  it('wait, when the app closes, for the responses that are still to come', async () => {
    const lianlian = await start();
    gateway.behave((_request, response) => {
      setTimeout(() => response.end(success), 200);
      return undefined;
    });
    const paying = lianlian.aggregateDirect.pay(WECHAT_QR);
    await vi.waitFor(() => {
      expect(gateway.requests).toHaveLength(1);
    }, PATIENCE);
    const [response] = await Promise.all([paying, ...apps.splice(0).map((app) => app.close())]);
    expect(response.ret_code).toBe('0000');
  });
});

describe('a gateway whose certificate nobody vouches for', () => {
  let server: Server;
  let port: number;
  let requests = 0;
  beforeAll(async () => {
    server = createServer(selfSignedCertificate(), (request, response) => {
      requests++;
      request.resume();
      response.end(success);
    });
    server.on('tlsClientError', () => undefined);
    port = await listening(server);
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  const strict = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  afterEach(() => {
    if (strict === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = strict;
  });

  it.each([
    ['a payment', (lianlian: LianlianService) => lianlian.aggregateDirect.pay(WECHAT_QR)],
    QUERIES[0],
  ] as const)('never gets %s: not sent', async (_name, call) => {
    const lianlian = await start(`https://localhost:${String(port)}`);
    const error: unknown = await call(lianlian).catch((reason: unknown) => reason);
    if (!(error instanceof LianlianTransportError)) throw new Error(inspect(error));
    expect(error.outcome).toBe('not-sent');
    expect(inspect(error.cause)).toMatch(/SELF_SIGNED|self-signed|DEPTH_ZERO/);
    expect(requests).toBe(0);
  });

  it('never gets one either where NODE_TLS_REJECT_UNAUTHORIZED switches verification off', async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    const lianlian = await start(`https://localhost:${String(port)}`);
    const error: unknown = await lianlian.aggregateDirect.pay(WECHAT_QR).catch((reason: unknown) => reason);
    if (!(error instanceof LianlianTransportError)) throw new Error(inspect(error));
    expect(error.outcome).toBe('not-sent');
    expect(requests).toBe(0);
  });
});

describe('the process', () => {
  it('ends by itself once the app is closed, although connections were kept', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [fileURLToPath(new URL('./support/closing-app.mjs', import.meta.url))],
      {
        // The gateway keeps connections for much longer.
        timeout: 60_000,
        env: {
          ...process.env,
          GATEWAY: gateway.url,
          PRIVATE_KEY: keys.merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
          PUBLIC_KEY: keys.lianlian.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        },
      },
    );
    expect(stdout.trim()).toBe('0000');
  });
});
