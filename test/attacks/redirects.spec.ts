import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ADAPTERS } from '../support/adapters.js';
import { FORM, form, TEXT_JSON } from '../support/http.js';
import { textOfAnything } from '../support/text-of-anything.js';
import { encodeLocation } from '../../lib/notifications/routes/reply.js';
import { holds } from './support/fuzz.js';
import { exchange, postHead, postRaw, type RawResponse } from './support/raw-http.js';
import { genuine, openTarget, type Target } from './support/target.js';

const EVIL = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  '\u0000//evil.example',
  'https://evil.example',
  'https:evil.example',
  'HTTPS:/evil.example',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '%2f%2fevil.example',
  '%2F%5Cevil.example',
  '..//evil.example',
  '../../..//evil.example',
  '/%09/evil.example',
  '@evil.example',
  '.evil.example',
  ':80@evil.example/',
  '//evil.example\r\nlocation: https://evil.example',
  'x\r\nset-cookie: session=stolen',
  'x\r\n\r\n<script>alert(1)</script>',
  'x%0d%0aset-cookie:%20session=stolen',
  'x\u010d\u010aset-cookie: session=stolen',
  'x\u2028location: https://evil.example',
  '／／evil.example',
  '﹨evil.example',
  'ｈttps://evil.example',
  '<script>alert(1)</script>',
  '"><svg onload=alert(1)>',
  '?next=//evil.example#//evil.example',
];

const headersOf = ({ text }: RawResponse): string => text.split('\r\n\r\n')[0] ?? '';
const locationOf = (response: RawResponse): string =>
  /^location: (.*)$/im.exec(headersOf(response))?.[1]?.trim() ?? '';
const bodyOf = ({ text }: RawResponse): string => text.slice(text.indexOf('\r\n\r\n') + 4);

describe.each(ADAPTERS)('where a payer is sent, on %s', (adapter) => {
  let target: Target;
  let port: string;
  beforeAll(async () => {
    target = await openTarget(adapter, { notifications: { budgetMs: 500 } });
    ({ port } = new URL(target.returnUrl));
  });
  afterAll(() => target.close());

  const come = (path: string, host = `127.0.0.1:${port}`, more = ''): Promise<RawResponse> =>
    exchange(target.returnUrl, [`GET ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n${more}\r\n`]);
  const expectHome = (response: RawResponse, to = '/orders'): void => {
    expect([response.status, locationOf(response)]).toEqual([303, to]);
    expect(headersOf(response)).not.toMatch(/^set-cookie/im);
    expect(headersOf(response).match(/^location:/gim)).toHaveLength(1);
    expect(bodyOf(response)).toBe('');
  };

  it.each(EVIL)('is a page of the app, however %j is put into the query', async (evil) => {
    const encoded = encodeURIComponent(evil);
    for (const query of [
      `?next=${encoded}`,
      `?url=${encoded}&redirect=${encoded}&return_url=${encoded}&url_return=${encoded}`,
      `?res_data=${encoded}`,
      `?res_data=${encodeURIComponent(JSON.stringify({ no_order: evil, url_return: evil, verified: true }))}`,
      `?res_data=${encodeURIComponent(JSON.stringify(evil))}`,
      `?res_data[]=${encoded}&res_data[next]=${encoded}`,
      `?no_order=${encoded}&verified=true&sign=x`,
      `?${encoded}`,
    ]) {
      expectHome(await come(`/payments/return${query}`));
    }
  });

  it.each(EVIL)('is a page of the app, however %j is put into a body that nobody signed', async (evil) => {
    const fields = { no_order: evil, next: evil, url_return: evil, verified: 'true' };
    for (const [body, type] of [
      [form(fields), FORM],
      [form({ res_data: JSON.stringify(fields) }), FORM],
      [JSON.stringify(fields), TEXT_JSON],
      [evil, 'text/plain'],
    ] as const) {
      expectHome(await postRaw(target.returnUrl, body, [['content-type', type]]));
    }
  });

  it('is no other host, whatever the request says that it is for', async () => {
    const more = ['x-forwarded-host', 'x-original-url', 'x-rewrite-url', 'forwarded', 'referer', 'origin']
      .map((name) => `${name}: https://evil.example/\r\n`)
      .join('');
    expectHome(await come('/payments/return', 'evil.example', more));
    expectHome(await come('/payments/return?x', '127.0.0.1@evil.example', more));
    expectHome(await come('http://evil.example/payments/return', 'evil.example'));
  });

  it.each([
    '//evil.example/%2e%2e/payments/return',
    '//evil.example/..;/payments/return',
    '/\\evil.example/payments/return',
  ])('is nowhere for the path %s, which is no route', async (path) => {
    const response = await come(path);
    expect([400, 404]).toContain(response.status);
    expect(locationOf(response)).toBe('');
  });

  it.each(EVIL)('stays on the site with the order number %j, though LianLian signed it', async (no_order) => {
    const response = await postRaw(target.returnUrl, form(genuine({ no_order })), [['content-type', FORM]]);
    expect(target.returns.at(-1)).toMatchObject({ verified: true, no_order });
    expectHome(response, locationOf(response));
    expect(locationOf(response)).toMatch(/^\/orders\/[!-~]*$/);
    expect(new URL(locationOf(response), target.returnUrl).origin).toBe(new URL(target.returnUrl).origin);
  });

  it('takes the envelope in the query and no other, with a signed message in each', async () => {
    const [inQuery, inBody] = [genuine({ no_order: 'query' }), genuine({ no_order: 'body' })];
    const enveloped = (fields: object): string => form({ res_data: JSON.stringify(fields) });
    const post = (query: string, body: string): Promise<RawResponse> => {
      const url = `${target.returnUrl}${query}`;
      const headers = [
        ['content-type', FORM],
        ['content-length', String(Buffer.byteLength(body))],
      ] as const;
      return exchange(url, [postHead(url, headers), body]);
    };
    expectHome(await post(`?${enveloped(inQuery)}`, form(inBody)), '/orders/query');
    expectHome(await post('', enveloped(inBody)), '/orders/body');
    expectHome(await post(`?${enveloped(inQuery)}&${enveloped(inBody)}`, form(inBody)));
    expectHome(await post('', enveloped({ res_data: JSON.stringify(inBody) })));
    expectHome(await post(`?${enveloped({ ...inQuery, no_order: 'other' })}`, form(inBody)));
    expectHome(await post(`?Res_data=${encodeURIComponent(JSON.stringify(inQuery))}`, ''));
  });
});

describe('a Location', () => {
  const base = 'https://shop.example/payments/return';

  it.each([
    '//evil.example',
    '///evil.example',
    '//evil.example/orders/1',
    '//',
    '//user@evil.example',
    '//[::1]/',
  ])('that starts with two slashes stays on the site: %s', (location) => {
    expect(new URL(encodeLocation(location), base).origin).toBe('https://shop.example');
  });

  it('made of a path and any text stays on the site, is one line of ASCII, and is encoded once', async () => {
    const start = fc.constantFrom('/', '/orders/', '/orders?id=', '/#', '?', '/a');
    await holds(500, [start, fc.oneof(textOfAnything(), fc.constantFrom(...EVIL))], async (path, text) => {
      const encoded = encodeLocation(path + text);
      expect(encoded).toMatch(/^[!-~]+$/);
      expect(new URL(encoded, base).origin).toBe('https://shop.example');
      expect(encodeLocation(encoded)).toBe(encoded);
    });
  });

  it('with a scheme and a host is left as it is, but for what may not stand in a URL', () => {
    for (const url of ['https://m.shop.example/o/1?a=b#c', 'http://localhost:3000/', 'shop://orders/1']) {
      expect(encodeLocation(url)).toBe(url);
    }
  });
});
