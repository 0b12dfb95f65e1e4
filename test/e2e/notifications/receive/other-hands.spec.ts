import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

import type { INestApplication } from '@nestjs/common';
import { Controller, Post, UseGuards } from '@nestjs/common';
import { LianlianNotification, LianlianSignatureGuard, type PaymentNotification } from 'nestjs-lianlian';
import { afterEach, describe, expect, it } from 'vitest';

import { type Adapter, ADAPTERS } from '../../../support/adapters.js';
import { ACK, FORM, form, post, postChunks, TEXT_JSON } from '../../../support/http.js';
import { openShop, payment, type Shop, uniqueNumber } from '../../../support/shop.js';

/** Node's own request, and what a host or a middleware may have put on it. */
type HostRequest = IncomingMessage & { rawBody?: unknown; body?: unknown };

const hooks = {
  expectedPayment: () => ({ money_order: '49.95' }),
  onPayment: () => undefined,
  onReturn: (result: { verified: boolean }) => `/orders?verified=${String(result.verified)}`,
};
const fresh = (): Record<string, string> =>
  payment({ oid_paybill: uniqueNumber('2026'), info_order: '羽毛球' });
const acknowledged = { status: 200, text: ACK };

let shop: Shop;
afterEach(() => shop.close());

/** What the app's middleware does with a request of Node's before any of this module's code sees it. */
function before(
  app: INestApplication,
  adapter: Adapter,
  change: (request: HostRequest) => void | Promise<void>,
): void {
  if (adapter === 'express') {
    app.use(async (request: HostRequest, _response: ServerResponse, next: () => void) => {
      await change(request);
      next();
    });
    return;
  }
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async ({ raw }: { raw: HostRequest }) => {
      await change(raw);
    });
}

const openBehind = (
  adapter: Adapter,
  change: (request: HostRequest) => void | Promise<void>,
): ReturnType<typeof openShop> =>
  openShop({
    adapter,
    hooks,
    configure: (app) => {
      before(app, adapter, change);
    },
  });

async function readAway(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const warnings = (): string[] => shop.logger.texts('warn').filter((line) => line.includes('cannot be read'));

describe.each(ADAPTERS)(
  'a notification on whose request a middleware has put something, on %s',
  (adapter) => {
    it.each([
      ['a tenant', { tenant: 'a' }],
      ['what the query says', { no_order: 'another', money_order: '0.01' }],
    ])('is read from the body that nobody has read: %s', async (_what, put) => {
      shop = await openBehind(adapter, (request) => {
        request.body = { ...(request.body as object | undefined), ...put };
      });
      for (const type of ['text/json;charset=utf-8', 'application/json', FORM]) {
        const body = fresh();
        const sent = type === FORM ? form(body) : JSON.stringify(body);
        expect(await post(shop.notifyUrl, sent, type)).toMatchObject(acknowledged);
      }
      expect(warnings()).toEqual([]);
    });

    it('is refused where that one has read the body and kept nothing that is signed', async () => {
      shop = await openBehind(adapter, async (request) => {
        await readAway(request);
        request.body = { tenant: 'a' };
      });
      expect((await post(shop.notifyUrl, fresh())).status).toBe(400);
    });
  },
);

describe.each(ADAPTERS)('a notification whose stream a middleware has set to text, on %s', (adapter) => {
  it.each(['utf8', 'latin1', 'base64', 'base64url', 'hex'] as const)(
    'as %s is acknowledged, whole and in pieces, as JSON and as a form',
    async (encoding) => {
      shop = await openBehind(adapter, (request) => {
        request.setEncoding(encoding);
      });
      expect(await post(shop.notifyUrl, fresh())).toMatchObject(acknowledged);
      expect(await post(shop.notifyUrl, form(fresh()), 'text/plain')).toMatchObject(acknowledged);
      const bytes = Buffer.from(JSON.stringify(fresh()));
      const pieces = [bytes.subarray(0, bytes.indexOf('毛') + 1), bytes.subarray(bytes.indexOf('毛') + 1)];
      expect(await postChunks(shop.notifyUrl, pieces, { pauseMs: 10 })).toMatchObject(acknowledged);
    },
  );

  it('as utf16le is acknowledged if its bytes are even, and refused with the encoding if they are odd', async () => {
    shop = await openBehind(adapter, (request) => {
      request.setEncoding('utf16le');
    });
    const text = JSON.stringify(fresh());
    const even = Buffer.byteLength(text) % 2 === 0 ? text : `${text} `;
    expect(await post(shop.notifyUrl, even)).toMatchObject(acknowledged);
    expect((await post(shop.notifyUrl, `${even} `)).status).toBe(400);
    expect(warnings()).toEqual([expect.stringContaining("setEncoding('utf16le')")]);
  });

  it('as ascii is refused with the encoding, and what to do', async () => {
    shop = await openBehind(adapter, (request) => {
      request.setEncoding('ascii');
    });
    expect((await post(shop.notifyUrl, fresh())).status).toBe(400);
    expect(warnings()).toEqual([expect.stringMatching(/setEncoding\('ascii'\).*leave this path alone/)]);
  });

  it('is measured in bytes, not in characters', async () => {
    shop = await openBehind(adapter, (request) => {
      request.setEncoding('utf8');
    });
    const filled = (bytes: number): string =>
      JSON.stringify(fresh()).replace('{', `{"filler":"${'毛'.repeat(bytes / 3)}",`);
    expect((await postChunks(shop.notifyUrl, [filled(66_000)])).status).toBe(413);
    // Under 64 KiB, and not signed with the filler.
    expect((await postChunks(shop.notifyUrl, [filled(60_000)])).status).toBe(401);
  });

  it('that is no UTF-8 is refused as such', async () => {
    shop = await openBehind(adapter, (request) => {
      request.setEncoding('utf8');
    });
    const gbk = Buffer.from([0x7b, 0x22, 0xd3, 0xf0, 0xc3, 0xab, 0x22, 0x3a, 0x31, 0x7d]);
    expect((await post(shop.notifyUrl, gbk)).status).toBe(400);
    expect(warnings()).toEqual([expect.stringMatching(/not UTF-8 \(GBK\?\)/)]);
  });

  it('and paused, is acknowledged', async () => {
    shop = await openBehind(adapter, (request) => {
      request.setEncoding('utf8');
      request.pause();
    });
    expect(await post(shop.notifyUrl, fresh())).toMatchObject(acknowledged);
  });
});

describe("what Nest's own parser on Express refuses of a stream that is set to text", () => {
  it('is named, for notifications and returns, and of no other path', async () => {
    shop = await openBehind('express', (request) => {
      request.setEncoding('utf8');
    });
    for (const type of ['application/json', FORM])
      expect((await post(shop.notifyUrl, form(fresh()), type)).status).toBe(500);
    expect((await post(shop.returnUrl, form(fresh()), FORM)).status).toBe(500);
    expect((await post(`${shop.url}/others`, form(fresh()), FORM)).status).toBe(500);
    const lines = shop.logger.texts('warn').filter((line) => line.includes("Nest's body parser failed"));
    expect(lines).toEqual([
      expect.stringMatching(
        /failed \(stream\.encoding\.set\) on a LianLian route.*setEncoding.*Not acknowledged; if LianLian sent it/,
      ),
      expect.stringContaining('Not acknowledged'),
      expect.stringMatching(/A payer who came back sees that error/),
    ]);
  });

  it('is told of JSON that is none, without what was sent', async () => {
    shop = await openBehind('express', () => undefined);
    expect((await post(shop.notifyUrl, '{"card_no":"6222', 'application/json')).status).toBe(400);
    const lines = shop.logger.texts('warn').filter((line) => line.includes("Nest's body parser failed"));
    expect(lines).toEqual([expect.stringContaining('entity.parse.failed')]);
    expect(lines.join()).not.toContain('6222');
  });
});

/** Where hosts, parsers and middlewares leave a body that they have read. */
const HANDS: [string, (bytes: Buffer) => { rawBody?: unknown; body?: unknown }][] = [
  ['rawBody as bytes', (rawBody) => ({ rawBody })],
  ['rawBody as a Uint8Array', (bytes) => ({ rawBody: new Uint8Array(bytes) })],
  ['rawBody as an ArrayBuffer', (bytes) => ({ rawBody: new Uint8Array(bytes).buffer })],
  ['rawBody as text', (bytes) => ({ rawBody: bytes.toString() })],
  ['body as bytes', (body) => ({ body })],
  ['body as a Uint8Array', (bytes) => ({ body: new Uint8Array(bytes) })],
  ['body as text', (bytes) => ({ body: bytes.toString() })],
  ['body parsed', (bytes) => ({ body: JSON.parse(bytes.toString()) as unknown })],
  ['rawBody as bytes beside a body parsed', (rawBody) => ({ rawBody, body: { no_order: 'another' } })],
  ['rawBody as text beside a body parsed', (b) => ({ rawBody: b.toString(), body: { no_order: 'another' } })],
  ['body as bytes beside rawBody as another text', (body) => ({ body, rawBody: '{"no_order":"another"}' })],
  ['body as text beside an empty rawBody', (b) => ({ body: b.toString(), rawBody: Buffer.alloc(0) })],
];

describe.each(ADAPTERS)('a notification that somebody else has read, on %s', (adapter) => {
  it.each(HANDS)("is acknowledged from Node's request: %s", async (_where, left) => {
    shop = await openBehind(adapter, async (request) => {
      Object.assign(request, left(await readAway(request)));
    });
    expect(await post(shop.notifyUrl, fresh())).toMatchObject(acknowledged);
    expect(await post(shop.notifyUrl, { ...fresh(), money_order: '0.01' })).toMatchObject({ status: 401 });
    const returned = await post(shop.returnUrl, fresh());
    expect(returned.headers.get('location')).toBe('/orders?verified=true');
  });

  it('is acknowledged as a form that was parsed, and refused if a field occurs twice in it', async () => {
    shop = await openBehind(adapter, async (request) => {
      const parsed: Record<string, unknown> = {};
      for (const [name, value] of new URLSearchParams((await readAway(request)).toString())) {
        parsed[name] = name in parsed ? [parsed[name], value] : value;
      }
      request.body = parsed;
    });
    expect(await post(shop.notifyUrl, form(fresh()), FORM)).toMatchObject(acknowledged);
    expect((await post(shop.notifyUrl, `money_order=49.95&${form(fresh())}`, FORM)).status).toBe(400);
  });

  it.each(['rawBody', 'body'])('is read from the stream where a host’s own %s throws', async (place) => {
    shop = await openBehind(adapter, (request) => {
      Object.defineProperty(request, place, {
        get: () => {
          throw new Error('Invalid JSON');
        },
        // What a parser of the app's writes there.
        set: () => undefined,
        configurable: true,
      });
    });
    expect(await post(shop.notifyUrl, fresh(), TEXT_JSON)).toMatchObject(acknowledged);
    expect((await post(shop.notifyUrl, '{"no_order"', TEXT_JSON)).status).toBe(400);
  });

  it('is limited to 64 KiB all the same', async () => {
    shop = await openBehind(adapter, async (request) => {
      request.rawBody = await readAway(request);
    });
    expect((await post(shop.notifyUrl, JSON.stringify(fresh()).padEnd(64 * 1024 + 1))).status).toBe(413);
  });

  it('is read from text that lost its bytes by nobody: it is refused as no UTF-8', async () => {
    shop = await openBehind(adapter, async (request) => {
      request.rawBody = (await readAway(request)).toString();
    });
    const gbk = Buffer.from([0x7b, 0x22, 0xd3, 0xf0, 0xc3, 0xab, 0x22, 0x3a, 0x31, 0x7d]);
    expect((await post(shop.notifyUrl, gbk)).status).toBe(400);
    expect(warnings()).toEqual([expect.stringMatching(/not UTF-8/)]);
  });

  it('of which nothing is left is a 400, and a warning that names its length and what to do', async () => {
    shop = await openBehind(adapter, async (request) => {
      await readAway(request);
    });
    const body = JSON.stringify(fresh());
    expect((await post(shop.notifyUrl, body)).status).toBe(400);
    const length = String(Buffer.byteLength(body));
    expect(warnings()).toEqual([
      expect.stringMatching(
        new RegExp(`empty, though Content-Length is ${length}: a middleware has read it\\. .*rawBody`),
      ),
    ]);
    shop.logger.clear();
    expect((await post(shop.returnUrl, body)).headers.get('location')).toBe('/orders?verified=false');
    expect(warnings()).toEqual([expect.stringMatching(/A payer came back.*a middleware has read it/)]);
  });

  it('of which a part is left says how much', async () => {
    shop = await openBehind(adapter, async (request) => {
      await new Promise<void>((done) => {
        request.once('readable', () => {
          request.read(10);
          done();
        });
      });
    });
    expect((await post(shop.notifyUrl, fresh())).status).toBe(400);
    expect(warnings()).toEqual([expect.stringMatching(/\d+ bytes are left of the \d+ that Content-Length/)]);
  });

  it('is acknowledged by a route with the guard alone', async () => {
    @Controller('own')
    class OwnController {
      @Post()
      @UseGuards(LianlianSignatureGuard)
      received(@LianlianNotification() notification: PaymentNotification): string {
        return notification.no_order;
      }
    }
    shop = await openShop({
      adapter,
      hooks,
      controllers: [OwnController],
      configure: (app) => {
        before(app, adapter, async (request) => {
          request.rawBody = (await readAway(request)).toString();
        });
      },
    });
    const body = fresh();
    expect(await post(`${shop.url}/own`, body)).toMatchObject({ status: 201, text: body['no_order'] });
  });
});

describe('a notification that a hook of a Fastify app has read', () => {
  const openWith = (hook: (request: object, reply: unknown, payload: Readable) => Promise<Readable>) =>
    openShop({
      adapter: 'fastify',
      hooks,
      configure: (app) => {
        app.getHttpAdapter().getInstance().addHook('preParsing', hook);
      },
    });

  it.each([
    ['bytes', (bytes: Buffer) => bytes],
    ['text', (bytes: Buffer) => bytes.toString()],
  ])("is acknowledged from Fastify's request: rawBody as %s", async (_kind, kept) => {
    shop = await openWith(async (request, _reply, payload) => {
      Object.assign(request, { rawBody: kept(await readAway(payload as IncomingMessage)) });
      return payload;
    });
    expect(await post(shop.notifyUrl, fresh())).toMatchObject(acknowledged);
  });

  it('is acknowledged from the stream that the hook gives instead', async () => {
    shop = await openWith(async (_request, _reply, payload) =>
      Readable.from([await readAway(payload as IncomingMessage)]),
    );
    expect(await post(shop.notifyUrl, fresh())).toMatchObject(acknowledged);
  });

  it('is left whole for the hooks that come after', async () => {
    const seen: string[] = [];
    shop = await openShop({
      adapter: 'fastify',
      hooks,
      configure: (app) => {
        app
          .getHttpAdapter()
          .getInstance()
          .addHook('onRoute', (route: { preParsing?: unknown }) => {
            route.preParsing = async (_request: unknown, _reply: unknown, payload: IncomingMessage) => {
              seen.push((await readAway(payload)).toString());
              return Readable.from([seen.at(-1)]);
            };
          });
      },
    });
    const body = fresh();
    expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
    expect(seen).toEqual([JSON.stringify(body)]);
  });
});

describe.each(ADAPTERS)('a refusal on %s that would depend on nobody else to be heard', (adapter) => {
  const open = async (): Promise<void> => {
    shop = await openShop({ adapter, hooks });
  };
  it.each<[string, string | Buffer | object, RegExp]>([
    ['an empty body', '', /cannot be read as a notification: empty/],
    ['cut-off JSON', '{"oid_partner":"2013', /not a JSON object/],
    ['XML', '<xml>no_order</xml>', /neither JSON nor a form/],
    [
      'a GBK body',
      Buffer.from([0x7b, 0x22, 0xd3, 0xf0, 0xc3, 0xab, 0x22, 0x3a, 0x31, 0x7d]),
      /not UTF-8; GBK\?.*LianLian writes UTF-8/,
    ],
    ['broken bytes', Buffer.from([0x7b, 0xc0, 0x20, 0x7d]), /not UTF-8\. /],
    ['another message', { a: '1' }, /not a notification of LianLian.*no_refund or oid_refundno/],
    ['an ambiguous message', () => ({ ...fresh(), oid_partner: { a: 1 } }), /nested/],
  ])('leaves one warning about %s, with its sender and what to do', async (_what, body, reason) => {
    await open();
    const sent = typeof body === 'function' ? (body as () => object)() : body;
    const bytes = typeof sent === 'string' || Buffer.isBuffer(sent) ? sent : JSON.stringify(sent);
    expect((await post(shop.notifyUrl, bytes, TEXT_JSON)).status).toBe(400);
    const lines = shop.logger.texts('warn').filter((line) => line.includes('127.0.0.1'));
    expect(lines).toEqual([expect.stringMatching(reason)]);
    expect(lines[0]).toContain('Not acknowledged; if LianLian sent it, it comes again.');
  });

  it('is rationed, with the number of those that were left out', async () => {
    await open();
    for (let i = 0; i < 60; i++) await post(shop.notifyUrl, 'secret=4211');
    const lines = shop.logger.texts('warn').filter((line) => line.includes('not a notification'));
    expect(lines.length).toBeGreaterThanOrEqual(20);
    expect(lines.length).toBeLessThan(60);
    expect(lines.join()).not.toContain('4211');
  });

  it.each([[413, 'x'.repeat(64 * 1024 + 1), /larger than the 65536 bytes/]])(
    'warns of a %i, too',
    async (status, body, reason) => {
      await open();
      expect((await post(shop.notifyUrl, body)).status).toBe(status);
      expect(shop.logger.texts('warn').filter((line) => reason.test(line))).toHaveLength(1);
    },
  );
});
