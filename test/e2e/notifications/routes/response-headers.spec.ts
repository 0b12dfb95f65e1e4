import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';

import type { ExecutionContext, INestApplication, NestInterceptor } from '@nestjs/common';
import { tap } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ADAPTERS } from '../../../support/adapters.js';
import { ACK, get, type HttpResponse, post } from '../../../support/http.js';
import { openShop, payment, type Shop, shapesOn, uniqueNumber } from '../../../support/shop.js';

const hooks = {
  expectedPayment: () => ({ money_order: '49.95' }),
  onPayment: () => undefined,
  onReturn: () => '/orders',
};
const fresh = (): Record<string, string> => payment({ oid_paybill: uniqueNumber('2026') });

let shop: Shop;
afterEach(() => shop.close());

/** What the app's interceptors are given. */
interface Reply {
  header(name: string, value: string): void;
  readonly raw?: ServerResponse;
}

interface FastifyLike {
  addHook(name: string, hook: (...args: never[]) => unknown): void;
}

const fastifyOf = (app: INestApplication): FastifyLike => app.getHttpAdapter().getInstance() as FastifyLike;

async function expectExact(): Promise<{ ack: HttpResponse; back: HttpResponse }> {
  const ack = await post(shop.notifyUrl, fresh());
  expect(ack).toMatchObject({ status: 200, text: ACK });
  expect(ack.headers.get('content-length')).toBe(String(ACK.length));
  expect(ack.headers.get('content-encoding')).toBeNull();
  expect(ack.headers.get('content-type')).toMatch(/^application\/json/);
  const back = await get(shop.returnUrl);
  expect(back).toMatchObject({ status: 303, text: '' });
  expect(back.headers.get('location')).toBe('/orders');
  return { ack, back };
}

function expectHeader(
  { ack, back }: Awaited<ReturnType<typeof expectExact>>,
  name: string,
  value: string,
): void {
  for (const { headers } of [ack, back]) expect(headers.get(name)).toBe(value);
}

describe.each(ADAPTERS)("the app's headers on %s", (adapter) => {
  it('stay on the acknowledgement and the 303, where a middleware and an interceptor set them before', async () => {
    class Ids implements NestInterceptor {
      intercept(context: ExecutionContext, next: Parameters<NestInterceptor['intercept']>[1]) {
        context.switchToHttp().getResponse<Reply>().header('x-request-id', '4711');
        return next.handle();
      }
    }
    shop = await openShop({
      adapter,
      hooks,
      configure: (app) => {
        app.useGlobalInterceptors(new Ids());
        app.use((_request: IncomingMessage, response: ServerResponse, next: () => void) => {
          response.setHeader('x-content-type-options', 'nosniff');
          response.setHeader('set-cookie', ['a=1', 'b=2']);
          next();
        });
      },
    });
    const responses = await expectExact();
    expectHeader(responses, 'x-request-id', '4711');
    expectHeader(responses, 'x-content-type-options', 'nosniff');
    expectHeader(responses, 'set-cookie', 'a=1, b=2');
  });

  it('that describe another body do not', async () => {
    shop = await openShop({
      adapter,
      hooks,
      configure: (app) => {
        app.use((_request: IncomingMessage, response: ServerResponse, next: () => void) => {
          response.setHeader('content-encoding', 'gzip');
          response.setHeader('content-type', 'text/html');
          next();
        });
      },
    });
    const { back } = await expectExact();
    expect(back.headers.get('content-encoding')).toBeNull();
  });

  it.each([
    [
      'flushed',
      (response: ServerResponse) => {
        response.flushHeaders();
      },
    ],
    [
      'written',
      (response: ServerResponse) => {
        response.writeHead(200);
      },
    ],
  ])(
    'that a middleware has %s leave nobody waiting, and one line says why LianLian asks again',
    async (_how, send) => {
      shop = await openShop({
        adapter,
        hooks,
        configure: (app) => {
          app.use((_request: IncomingMessage, response: ServerResponse, next: () => void) => {
            send(response);
            next();
          });
        },
      });
      expect((await post(shop.notifyUrl, fresh())).text).toBe('');
      expect((await get(shop.returnUrl)).text).toBe('');
      expect(shop.logger.texts('error')).toEqual([]);
      expect(linesOf('sent the headers')).toEqual([
        expect.stringMatching(/ended without the acknowledgement: LianLian will send the notification again/),
        expect.stringMatching(/the payer sees an empty page/),
      ]);
    },
  );

  describe.each(shapesOn(adapter))('on %s', (shape) => {
    it('that an interceptor sets when the route is done come too late, and leave no error line', async () => {
      class Timing implements NestInterceptor {
        intercept(context: ExecutionContext, next: Parameters<NestInterceptor['intercept']>[1]) {
          const response = context.switchToHttp().getResponse<Reply>();
          return next.handle().pipe(
            tap(() => {
              response.header('x-time', '1');
              (response.raw ?? (response as unknown as ServerResponse)).setHeader('x-time', '1');
            }),
          );
        }
      }
      shop = await openShop({
        adapter,
        shape,
        hooks,
        configure: (app) => app.useGlobalInterceptors(new Timing()),
      });
      await expectExact();
      expect(shop.logger.texts('error')).toEqual([]);
    });
  });
});

/** The warnings with a word; those of one kind are rationed within a process. */
const linesOf = (word: string): string[] => shop.logger.texts('warn').filter((line) => line.includes(word));

describe('a response that the app keeps', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Lets the time pass once the app has it. */
  async function whenKept(kept: Promise<void>): Promise<void> {
    await kept;
    // The timer is set when the turn of the event loop is over.
    for (let turn = 0; turn < 3; turn++) await new Promise((next) => setImmediate(next));
    await vi.advanceTimersByTimeAsync(3_000);
  }

  it("in a hook of Fastify's that never ends, is sent without it", async () => {
    let called = (): void => undefined;
    const kept = new Promise<void>((resolve) => {
      called = resolve;
    });
    shop = await openShop({
      adapter: 'fastify',
      hooks,
      configure: (app) => {
        fastifyOf(app).addHook('onSend', () => {
          called();
          return new Promise(() => undefined);
        });
      },
    });
    const acknowledged = post(shop.notifyUrl, fresh());
    await whenKept(kept);
    expect(await acknowledged).toMatchObject({ status: 200, text: ACK });
    expect(linesOf('has kept the response')).toEqual([
      expect.stringMatching(/An onSend hook of the app's \(Fastify\).*It was sent without what the hook/),
    ]);
  });

  it("by a middleware of Express's that waits in end, is told of", async () => {
    let called = (): void => undefined;
    const kept = new Promise<void>((resolve) => {
      called = resolve;
    });
    shop = await openShop({
      adapter: 'express',
      hooks,
      configure: (app) => {
        app.use((_request: IncomingMessage, response: ServerResponse, next: () => void) => {
          const end = response.end.bind(response) as (body: string) => ServerResponse;
          Object.assign(response, {
            end: (body: string) => {
              called();
              setTimeout(() => end(body), 4_000);
            },
          });
          next();
        });
      },
    });
    const acknowledged = post(shop.notifyUrl, fresh());
    await whenKept(kept);
    expect(linesOf('has kept the response')).toEqual([
      expect.stringMatching(/waits in response\.end.*LianLian gets no acknowledgement and sends/),
    ]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await acknowledged).toMatchObject({ status: 200, text: ACK });
  });
});

describe("a session of Express's", () => {
  it('is saved, and its cookie stays on the acknowledgement and the 303', async () => {
    // As express-session does: the cookie is written with the head, and the end waits for the store.
    const saved: string[] = [];
    shop = await openShop({
      adapter: 'express',
      hooks,
      configure: (app) => {
        app.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
          const writeHead = response.writeHead.bind(response);
          const end = response.end.bind(response);
          Object.assign(response, {
            writeHead: (status: number, headers: Record<string, string>) => {
              response.setHeader('set-cookie', 'sid=1');
              return writeHead(status, headers);
            },
            end: (body: string) => {
              setImmediate(() => {
                saved.push(request.url ?? '');
                end(body);
              });
              return response;
            },
          });
          next();
        });
      },
    });
    expectHeader(await expectExact(), 'set-cookie', 'sid=1');
    expect(saved).toEqual(['/payments/notify', '/payments/return']);
  });
});

describe('a hook of Fastify that runs when a response is sent', () => {
  const openWith = async (onSend: (request: never, reply: never, payload: never) => Promise<unknown>) => {
    shop = await openShop({
      adapter: 'fastify',
      hooks,
      configure: (app) => {
        fastifyOf(app).addHook('onSend', onSend);
      },
    });
  };

  it('has its session saved, and its cookie and headers stay', async () => {
    const saved: unknown[] = [];
    await openWith(async (_request, reply: Reply, payload) => {
      await new Promise((next) => setImmediate(next));
      saved.push(payload);
      reply.header('set-cookie', 'sid=1');
      reply.header('x-hook', 'yes');
      return payload;
    });
    const responses = await expectExact();
    expectHeader(responses, 'set-cookie', 'sid=1');
    expectHeader(responses, 'x-hook', 'yes');
    expect(saved).toEqual([ACK, '']);
  });

  it.each([
    ['another text', () => '{"code":0,"data":null}'],
    ['a stream', () => Readable.from([Buffer.from('{"code":'), Buffer.from('0}')])],
    ['nothing', () => null],
    ['compressed bytes', () => gzipSync('{}')],
  ])('gets nothing but its headers through, where it makes %s of the body', async (_what, body) => {
    await openWith((_request, reply: Reply & { code(status: number): void }) => {
      reply.header('content-encoding', 'gzip');
      reply.header('x-hook', 'yes');
      reply.code(202);
      return Promise.resolve(body());
    });
    expectHeader(await expectExact(), 'x-hook', 'yes');
  });

  it('keeps nothing from being acknowledged, where it throws', async () => {
    await openWith(() => Promise.reject(new Error('the store of sessions is down')));
    await expectExact();
  });

  it('and takes the reply from Fastify (hijack) without writing it, does not keep it', async () => {
    class Taken implements NestInterceptor {
      intercept(context: ExecutionContext, next: Parameters<NestInterceptor['intercept']>[1]) {
        context.switchToHttp().getResponse<{ hijack(): void }>().hijack();
        return next.handle();
      }
    }
    shop = await openShop({
      adapter: 'fastify',
      hooks,
      configure: (app) => {
        app.useGlobalInterceptors(new Taken());
      },
    });
    await expectExact();
  });

  it('runs once, and Fastify has its response sent in full', async () => {
    const events: string[] = [];
    shop = await openShop({
      adapter: 'fastify',
      hooks,
      configure: (app) => {
        fastifyOf(app).addHook('onSend', (_request, _reply, payload) => {
          events.push('send');
          return Promise.resolve(payload);
        });
        fastifyOf(app).addHook('onResponse', () => {
          events.push('response');
          return Promise.resolve();
        });
      },
    });
    await post(shop.notifyUrl, fresh());
    await expect.poll(() => events).toEqual(['send', 'response']);
    expect(shop.logger.texts('error')).toEqual([]);
  });
});
