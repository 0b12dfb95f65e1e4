import { connect } from 'node:net';

import express from 'express';
import { VersioningType } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ADAPTERS } from '../../../support/adapters.js';
import { ACK, FORM, form, post, postChunks, TEXT_JSON } from '../../../support/http.js';
import { openShop, payment, type Shop, uniqueNumber } from '../../../support/shop.js';

const LIMIT = 64 * 1024;

const hooks = {
  expectedPayment: () => ({ money_order: '49.95' }),
  onPayment: () => undefined,
  onReturn: () => '/orders',
};
const fresh = (): Record<string, string> => payment({ oid_paybill: uniqueNumber('2026') });

/** A genuine notification, with white space up to a size. */
const sized = (bytes: number): string => JSON.stringify(fresh()).padEnd(bytes, ' ');

const acknowledged = { status: 200, text: ACK };

describe.each(ADAPTERS)('a notification on a stock app on %s', (adapter) => {
  let shop: Shop;
  beforeAll(async () => (shop = await openShop({ adapter, hooks })));
  afterAll(() => shop.close());

  it.each([TEXT_JSON, 'text/json', 'application/json', 'application/json;charset=utf-8', 'text/plain', null])(
    'is acknowledged as JSON with the content type %s',
    async (contentType) => {
      expect(await post(shop.notifyUrl, fresh(), contentType)).toMatchObject(acknowledged);
    },
  );

  it.each(['application/octet-stream', 'application/xml', 'nonsense', 'multipart/form-data; boundary=x'])(
    'is acknowledged as JSON with the wrong content type %s',
    async (contentType) => {
      expect(await post(shop.notifyUrl, fresh(), contentType)).toMatchObject(acknowledged);
    },
  );

  it.each([FORM, `${FORM};charset=utf-8`, 'text/plain', null])(
    'is acknowledged as a form with the content type %s',
    async (contentType) => {
      expect(await post(shop.notifyUrl, form(fresh()), contentType)).toMatchObject(acknowledged);
    },
  );

  it('is acknowledged in chunks, without a length, and after a byte order mark', async () => {
    const text = JSON.stringify(fresh());
    const chunks = ['\uFEFF', text.slice(0, 40), text.slice(40)];
    expect(await postChunks(shop.notifyUrl, chunks, { pauseMs: 10 })).toMatchObject(acknowledged);
  });

  it('keeps a character whose bytes arrive in two chunks', async () => {
    const bytes = Buffer.from(
      JSON.stringify(payment({ oid_paybill: uniqueNumber('2026'), info_order: '羽毛球' })),
    );
    const middle = bytes.indexOf(Buffer.from('毛')) + 1;
    const chunks = [bytes.subarray(0, middle), bytes.subarray(middle)];
    expect(await postChunks(shop.notifyUrl, chunks, { pauseMs: 10 })).toMatchObject(acknowledged);
  });

  it.each([TEXT_JSON, 'application/json'])('of exactly 64 KiB is read, as %s', async (contentType) => {
    expect(await post(shop.notifyUrl, sized(LIMIT), contentType)).toMatchObject(acknowledged);
    expect(await postChunks(shop.notifyUrl, [sized(LIMIT)], { contentType })).toMatchObject(acknowledged);
  });

  it.each([TEXT_JSON, 'application/json'])(
    'of one byte more is a 413 that its sender can read, as %s',
    async (type) => {
      expect(await post(shop.notifyUrl, sized(LIMIT + 1), type)).toMatchObject({
        status: 413,
        text: expect.stringContaining('65536') as string,
      });
      const chunk = sized(1).replace('{', `{"filler":"${'x'.repeat(LIMIT)}",`);
      expect(await postChunks(shop.notifyUrl, [chunk], { contentType: type })).toMatchObject({ status: 413 });
    },
  );

  it('as a form of more than 64 KiB is a 413 as well', async () => {
    const body = `${form(fresh())}&filler=${'x'.repeat(LIMIT)}`;
    expect((await post(shop.notifyUrl, body, FORM)).status).toBe(413);
    expect((await postChunks(shop.notifyUrl, [body], { contentType: FORM })).status).toBe(413);
  });

  it('of several MiB is a 413 that its sender can read while it still sends', async () => {
    const sent = await post(shop.notifyUrl, sized(4 * 1024 * 1024));
    expect(sent.status).toBe(413);
    const megabyte = Buffer.alloc(1024 * 1024, ' ');
    const chunked = await postChunks(shop.notifyUrl, [sized(1), megabyte], { stall: true });
    expect(chunked).toMatchObject({ status: 413, connection: 'close' });
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n '],
    ['cut-off JSON', '{"oid_partner":"2013'],
    ['JSON with more behind it', '{}{}'],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['an empty object', '{}'],
    ['a list', '[{"no_order":"1=2"}]'],
    ['an empty list', '[]'],
    ['null', 'null'],
    ['a text', '"no_order=1"'],
    ['a number', '42'],
    ['XML', '<xml>no_order</xml>'],
    [
      'half a surrogate pair',
      `{"no_order":"\\ud800","oid_paybill":"1","result_pay":"SUCCESS","oid_partner":"1"}`,
    ],
  ])('that holds %s is a 400, whatever it calls itself', async (_what, body) => {
    for (const contentType of [TEXT_JSON, 'application/json', 'text/plain', null]) {
      expect([contentType, (await post(shop.notifyUrl, body, contentType)).status]).toEqual([
        contentType,
        400,
      ]);
    }
  });

  it.each([
    ['lists', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
    ['objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ])('with deeply nested %s is refused as unreadable, not with a 500', async (_what, nested) => {
    const body = JSON.stringify(fresh()).replace('{', `{"nested":${nested},`);
    expect((await post(shop.notifyUrl, body)).status).toBe(400);
    expect((await post(shop.notifyUrl, body, 'application/json')).status).toBe(400);
    expect((await post(shop.notifyUrl, nested)).status).toBe(400);
  });

  it('that names a field twice is a 400', async () => {
    const text = JSON.stringify(fresh());
    expect((await post(shop.notifyUrl, text.replace('{', '{"money_order":"49.95",'))).status).toBe(400);
    expect((await post(shop.notifyUrl, text.replace('{', '{"\\u006doney_order":"49.95",'))).status).toBe(400);
    expect((await post(shop.notifyUrl, `money_order=49.95&${form(fresh())}`, FORM)).status).toBe(400);
    expect((await post(shop.notifyUrl, `money_order=49.95&${form(fresh())}`, 'text/plain')).status).toBe(400);
  });

  it('that names __proto__ is a 400, and pollutes nothing', async () => {
    const text = JSON.stringify(fresh()).replace('{', '{"__proto__":{"verified":true},');
    expect((await post(shop.notifyUrl, text)).status).toBe(400);
    expect((await post(shop.notifyUrl, text, 'application/json')).status).toBe(400);
    expect((await post(shop.notifyUrl, `__proto__=x&${form(fresh())}`, 'text/plain')).status).toBe(400);
    expect(({} as Record<string, unknown>)['verified']).toBeUndefined();
  });

  it.each(['no_order[]=1&no_order[]=2', 'no_order[a]=1', 'no_order[a][b][c]=1'])(
    'as a form with the nested field %s is a 400',
    async (fields) => {
      expect((await post(shop.notifyUrl, `${fields}&oid_paybill=1&result_pay=SUCCESS`, FORM)).status).toBe(
        400,
      );
    },
  );

  it('that names a field constructor or toString is judged like any other', async () => {
    const body = payment({
      oid_paybill: uniqueNumber('2026'),
      constructor: 'a',
      toString: 'b',
      then: 'c',
      kind: 'refund',
    });
    expect(await post(shop.notifyUrl, body)).toMatchObject(acknowledged);
  });

  it('whose optional fields are null or numbers is acknowledged', async () => {
    const body = payment({ oid_paybill: uniqueNumber('2026'), extra: '1000.0', settle_date: '' });
    const text = JSON.stringify({ ...body, settle_date: null, dt_refund: null }).replace(
      '"1000.0"',
      '1000.0',
    );
    expect(await post(shop.notifyUrl, text)).toMatchObject(acknowledged);
  });

  it('with a nested field is verified over the text as it stands, or its compact form', async () => {
    const nested = '{ "a" : 1.0 , "b" : [ "}" ] }';
    const asItStands = payment({ oid_paybill: uniqueNumber('2026'), extra: nested });
    const compact = payment({ oid_paybill: uniqueNumber('2026'), extra: '{"b":["}"]}' });
    const write = (fields: Record<string, string>, raw: string): string =>
      JSON.stringify({ ...fields, extra: '@' }).replace('"@"', raw);
    expect(await post(shop.notifyUrl, write(asItStands, nested))).toMatchObject(acknowledged);
    expect(await post(shop.notifyUrl, write(compact, '{ "b": ["}"] }'))).toMatchObject(acknowledged);
    expect((await post(shop.notifyUrl, write(compact, '{ "b": ["{"] }'))).status).toBe(401);
  });

  it('survives senders that hang up in the middle', async () => {
    const { port } = new URL(shop.url);
    for (let i = 0; i < 3; i++) {
      await new Promise<void>((done) => {
        const socket = connect(Number(port), '127.0.0.1', () => {
          socket.write(
            'POST /payments/notify HTTP/1.1\r\nhost: a\r\ncontent-length: 500\r\n\r\n{"a":',
            () => {
              socket.destroy();
              done();
            },
          );
        });
      });
    }
    expect(await post(shop.notifyUrl, fresh())).toMatchObject(acknowledged);
  });
});

describe.each(ADAPTERS)('a notification whose body stalls, on %s', (adapter) => {
  it('is a 408 within the budget, which its sender can read, and the connection ends', async () => {
    const shop = await openShop({ adapter, hooks, notifications: { budgetMs: 150 } });
    try {
      const response = await postChunks(shop.notifyUrl, ['{"oid_partner":'], { stall: true });
      expect(response).toMatchObject({ status: 408, connection: 'close' });
    } finally {
      await shop.close();
    }
  });
});

const main = {
  'rawBody: true': { options: { rawBody: true } },
  'bodyParser: false': { options: { bodyParser: false } },
} as const;

describe.each(ADAPTERS)('a notification on %s', (adapter) => {
  describe.each(Object.entries(main))('in an app with %s', (_name, setup) => {
    let shop: Shop;
    beforeAll(async () => (shop = await openShop({ adapter, hooks, ...setup })));
    afterAll(() => shop.close());

    it.each([TEXT_JSON, 'application/json', 'text/plain', null])(
      'is acknowledged as JSON (%s)',
      async (type) => {
        expect(await post(shop.notifyUrl, fresh(), type)).toMatchObject(acknowledged);
      },
    );

    it('is acknowledged as a form, and refused when too large or broken', async () => {
      expect(await post(shop.notifyUrl, form(fresh()), FORM)).toMatchObject(acknowledged);
      expect((await post(shop.notifyUrl, sized(LIMIT + 1), 'application/json')).status).toBe(413);
      expect((await post(shop.notifyUrl, sized(LIMIT + 1))).status).toBe(413);
      expect((await post(shop.notifyUrl, '{"a":', 'application/json')).status).toBe(400);
      expect((await post(shop.notifyUrl, '{"a":')).status).toBe(400);
    });
  });

  it('keeps numbers as they were written where the app keeps raw bodies', async () => {
    const shop = await openShop({ adapter, hooks, options: { rawBody: true } });
    const body = payment({ oid_paybill: uniqueNumber('2026'), extra: '1000.0' });
    const text = JSON.stringify(body).replace('"1000.0"', '1000.0');
    expect(await post(shop.notifyUrl, text, 'application/json')).toMatchObject(acknowledged);
    await shop.close();
  });

  it('arrives under a global prefix and a version in the path', async () => {
    const shop = await openShop({
      adapter,
      hooks,
      configure: (app) => {
        app.setGlobalPrefix('api');
        app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
      },
    });
    expect(await post(`${shop.url}/api/v1/payments/notify`, fresh())).toMatchObject(acknowledged);
    expect((await post(shop.notifyUrl, fresh())).status).toBe(404);
    await shop.close();
  });
});

describe('a notification in an Express app with parsers of its own for every content type', () => {
  it.each([
    ['express.json', express.json({ type: '*/*' })],
    ['express.text', express.text({ type: '*/*' })],
    ['express.raw', express.raw({ type: '*/*' })],
  ])('is acknowledged and limited behind %s', async (_name, parser) => {
    const shop = await openShop({
      adapter: 'express',
      hooks,
      configure: (app) => {
        app.use(parser);
      },
    });
    expect(await post(shop.notifyUrl, fresh())).toMatchObject(acknowledged);
    expect((await post(shop.notifyUrl, '')).status).toBe(400);
    expect((await post(shop.notifyUrl, sized(LIMIT + 1))).status).toBe(413);
    const chunk = sized(1).replace('{', `{"filler":"${'x'.repeat(LIMIT)}",`);
    expect((await postChunks(shop.notifyUrl, [chunk])).status).toBe(413);
    await shop.close();
  });
});

describe('a notification in a Fastify app with a parser of its own for every content type', () => {
  it('is acknowledged, and so it is when a test injects it without a socket', async () => {
    const shop = await openShop({
      adapter: 'fastify',
      hooks,
      configure: (app) => {
        app
          .getHttpAdapter()
          .getInstance()
          .addContentTypeParser('*', { parseAs: 'string' }, (_q: unknown, body: string) => {
            return Promise.resolve({ swallowed: body });
          });
      },
    });
    expect(await post(shop.notifyUrl, fresh())).toMatchObject(acknowledged);
    const injected = (await shop.app
      .getHttpAdapter()
      .getInstance()
      .inject({
        method: 'POST',
        url: '/payments/notify',
        headers: { 'content-type': TEXT_JSON },
        payload: JSON.stringify(fresh()),
      })) as {
      statusCode: number;
      body: string;
    };
    expect([injected.statusCode, injected.body]).toEqual([200, ACK]);
    await shop.close();
  });
});
