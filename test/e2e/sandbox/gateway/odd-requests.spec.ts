import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { LianlianSandbox } from 'nestjs-lianlian/testing';

import { exchange } from '../../../attacks/support/raw-http.js';
import { ODD_PARTS, ODD_TARGETS, oddForms } from '../../../support/odd-requests.js';
import { call, orders, PATHS, signed, startSandbox } from '../support/merchant.js';

let sandbox: LianlianSandbox;
let page = '';
beforeAll(async () => {
  sandbox = await startSandbox();
  const { fields } = await call(sandbox, PATHS.direct, orders.direct(sandbox, 'http://127.0.0.1:9/notify'));
  page = /\/sandbox\/checkout\/[0-9a-f]+/.exec(JSON.stringify(fields))?.[0] ?? '';
});
afterAll(() => sandbox.stop());

async function failed(
  method: string,
  target: string,
  body = '',
  type = 'application/x-www-form-urlencoded',
): Promise<string | undefined> {
  const { host } = new URL(sandbox.url);
  const head = [
    ...[`${method} ${target} HTTP/1.1`, `host: ${host}`, 'connection: close', 'accept: text/html'],
    ...[`content-type: ${type}`, `content-length: ${String(Buffer.byteLength(body))}`],
  ].join('\r\n');
  const { status } = await exchange(sandbox.url, [`${head}\r\n\r\n${body}`]);
  return status >= 500 || status === 0
    ? `${method} ${target.slice(0, 100)} ${body.slice(0, 100)}: ${String(status)}`
    : undefined;
}

async function expectNoFailure(requests: readonly Parameters<typeof failed>[]): Promise<void> {
  const failures = await Promise.all(requests.map((each) => failed(...each)));
  expect(failures.filter((failure) => failure !== undefined)).toEqual([]);
}

describe('the sandbox fails for no request', () => {
  it.each(['GET', 'POST', 'HEAD', 'DELETE'])('by %s, of whatever target', (method) =>
    expectNoFailure(ODD_TARGETS.map((target) => [method, target])),
  );

  it.each([
    ...['/*', '/sandbox/*', '/sandbox/checkout/*', '/sandbox/assets/*', '/_sandbox/*', '/_sandbox/orders/*'],
    ...[
      '/_sandbox/requests/*',
      '/_sandbox/orders?limit=*',
      '/_sandbox/orders/o-1?dt_order=*',
      '/payment/*',
      '/?lang=*',
    ],
  ])('of %s', (pattern) =>
    expectNoFailure(
      ODD_PARTS.flatMap((part) => {
        const target = pattern.replace('*', () => part);
        return [
          ['GET', target],
          ['POST', target, '{}', 'application/json'],
        ] as Parameters<typeof failed>[];
      }),
    ),
  );

  it('of whatever form of its cashier', () =>
    expectNoFailure(
      oddForms(['action', 'method', 'bank_code', 'card_no', 'bind_mob', 'verify_code']).map((form) => [
        'POST',
        page,
        form,
      ]),
    ));

  const JSONS = [
    ...[
      '',
      'null',
      '1',
      '"a"',
      '[]',
      '{}',
      '{',
      '[[]]',
      '{"a":{"a":{}}}',
      '{"__proto__":{"a":1}}',
      '\u0000',
      '{"text":"\\u0000"}',
    ],
    ...[
      '{"amount":{}}',
      '{"amount":"\\u0000"}',
      '{"amount":"007"}',
      '{"how":"late","delayMs":1e308}',
      '{"advanceMs":-1}',
    ],
    ...[
      '{"advanceMs":1e308}',
      '{"how":["again"]}',
      '{"fault":{}}',
      '[{"fault":"html","times":1e999}]',
      `"${'a'.repeat(300_000)}"`,
    ],
    ...['{"text":"{\\"a\\":1"}', '{"text":"a=%"}', '{"text":"https://a?res_data=%7B"}', '['.repeat(20_000)],
  ];
  it.each([
    ...[
      'orders/o-1/pay',
      'orders/o-1/fail',
      'orders/o-1/abandon',
      'orders/o-1/refund',
      'orders/o-1/deliveries',
    ],
    ...['refunds/x/complete', 'scenarios', 'clock', 'reset', 'explain'],
  ])('of whatever JSON to %s', (path) =>
    expectNoFailure(JSONS.map((body) => ['POST', `/_sandbox/${path}`, body, 'application/json'])),
  );

  it.each(Object.values(PATHS))('of whatever body to %s', (path) =>
    expectNoFailure([
      ...JSONS.map((body) => ['POST', path, body, 'application/json'] as Parameters<typeof failed>),
      ...oddForms(['req_data', 'oid_partner', 'no_order', 'sign']).map(
        (body) => ['POST', path, body] as Parameters<typeof failed>,
      ),
    ]),
  );

  it.each(Object.values(PATHS))('of signed fields that hold whatever: %s', (path) => {
    const base = orders.direct(sandbox, 'http://127.0.0.1:9/notify');
    const { privateKey } = sandbox.options;
    const odd = [
      '\u0000',
      'a'.repeat(3_000),
      '\ud83d\ude00',
      '007',
      '00.50',
      '-1',
      '{',
      '[]',
      '__proto__',
      '99999999999999',
    ];
    return expectNoFailure(
      Object.keys(base)
        .filter((name) => name !== 'oid_partner' && name !== 'sign_type')
        .flatMap((name) => odd.map((value) => signed({ ...base, [name]: value }, privateKey)))
        .map((fields) => ['POST', path, JSON.stringify(fields), 'application/json']),
    );
  });
});

describe('event streams of the sandbox', () => {
  const status = async (headers: Record<string, string>): Promise<number> => {
    const response = await fetch(`${sandbox.url}/_sandbox/events`, { headers });
    await response.body?.cancel();
    return response.status;
  };

  it('are for its own pages, and for programs', async () => {
    expect(await status({})).toBe(200);
    expect(await status({ 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await status({ origin: 'https://evil.example' })).toBe(403);
    // fetch sets a mode of its own: that of a script, not of a person who follows a link.
    for (const site of ['cross-site', 'same-site'])
      expect(await status({ 'sec-fetch-site': site })).toBe(403);
  });

  it('are a hundred at once', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 105 }, () => fetch(`${sandbox.url}/_sandbox/events`)),
    );
    const codes = statuses.map((each) => each.status).toSorted();
    expect([codes.filter((code) => code === 200).length, codes.at(-1)]).toEqual([100, 409]);
    for (const each of statuses) await each.body?.cancel();
    await expect.poll(() => status({})).toBe(200);
  });
});
