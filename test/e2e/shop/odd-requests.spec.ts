import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { exchange } from '../../attacks/support/raw-http.js';
import { ODD_PARTS, ODD_TARGETS, oddForms } from '../../support/odd-requests.js';
import { OPERATOR_PASSWORD, SampleShop } from './support/sample-shop.js';

let shop: SampleShop;
let cookie = '';
let no_order = '';
let deposit = '';

beforeAll(async () => {
  shop = await SampleShop.open({ kind: 'memory' });
  [no_order, deposit] = await Promise.all([own('oolong-tea'), own('racket-rental')]);
});
afterAll(() => shop.close());

const authorization = `Basic ${Buffer.from(`operator:${OPERATOR_PASSWORD}`).toString('base64')}`;

async function own(product: string): Promise<string> {
  const response = await fetch(`${shop.origin}/orders`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: shop.origin, cookie },
    body: new URLSearchParams({ product, quantity: '1' }),
  });
  const [pair = ''] = (response.headers.get('set-cookie') ?? '').split(';');
  if (pair !== '') cookie = pair;
  return (response.headers.get('location') ?? '').split('/')[2] ?? '';
}

/** Sends a request as it is written. @returns its first line and the status, where the shop failed */
async function failed(method: string, target: string, body?: string): Promise<string | undefined> {
  const { host } = new URL(shop.origin);
  const lines = [
    ...[`${method} ${target} HTTP/1.1`, `host: ${host}`, 'connection: close', `origin: ${shop.origin}`],
    ...[`cookie: ${cookie}`, `authorization: ${authorization}`],
    ...(body === undefined
      ? []
      : [
          'content-type: application/x-www-form-urlencoded',
          `content-length: ${String(Buffer.byteLength(body))}`,
        ]),
  ];
  const { status } = await exchange(shop.origin, [`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`]);
  return status >= 500 || status === 0
    ? `${method} ${target.slice(0, 100)} ${body?.slice(0, 100) ?? ''}: ${String(status)}`
    : undefined;
}

async function expectNoFailure(
  requests: readonly (readonly [method: string, target: string, body?: string])[],
): Promise<void> {
  const failures = await Promise.all(requests.map((each) => failed(...each)));
  expect(failures.filter((failure) => failure !== undefined)).toEqual([]);
}

describe('the shop fails for no request', () => {
  it('of whatever target', () => expectNoFailure(ODD_TARGETS.map((target) => ['GET', target])));

  it.each([
    ...[
      '/products/*',
      '/assets/*',
      '/orders/*',
      '/orders/*/checkout',
      '/orders/*/card',
      '/orders/*/code',
      '/*',
    ],
    ...[
      '/admin/orders/*',
      '/admin/customers/*/cards',
      '/payments/return?order=*',
      '/orders?*',
      '/orders/x?return=*',
    ],
    '/orders/*/events',
  ])('of %s', (pattern) =>
    expectNoFailure(ODD_PARTS.map((part) => ['GET', pattern.replace('*', () => part)])),
  );

  it.each([
    ...['/orders/*/check', '/orders/*/checkout', '/orders/*/card', '/orders/*/code', '/admin/orders/*/check'],
    ...[
      '/admin/orders/*/capture',
      '/admin/orders/*/refunds',
      '/admin/orders/*/cancel',
      '/admin/refunds/*/check',
    ],
    ...['/admin/customers/*/cards/x/unbind', '/admin/customers/x/cards/*/unbind'],
  ])('of a form to %s', (pattern) =>
    expectNoFailure(
      ODD_PARTS.map((part) => [
        'POST',
        pattern.replace('*', () => part),
        'amount=1.00&method=card&verify_code=1234',
      ]),
    ),
  );

  it.each([
    ['/orders', ['product', 'quantity']],
    ['/language', ['language', 'back']],
    ['/orders/:own/checkout', ['method']],
    ['/orders/:own/card', ['card_no', 'acct_name', 'id_no', 'bind_mob']],
    ['/orders/:own/code', ['verify_code', 'attempt']],
    ['/admin/orders/:own/refunds', ['amount', 'no_refund']],
    ['/admin/orders/:deposit/capture', ['amount']],
    ['/admin/reports', ['report']],
    ['/payments/return', ['order', 'res_data', 'no_order']],
  ])('of whatever form to %s', (path, names) =>
    expectNoFailure(
      oddForms(names).map((form) => [
        'POST',
        path.replace(':own', no_order).replace(':deposit', deposit),
        form,
      ]),
    ),
  );

  it('of a refund whose amount begins with zeros: it is refused, by name', async () => {
    const paid = await shop.paid();
    for (const amount of ['007', '00.50', '0', '0.00', '1.', '.5']) {
      expect([amount, await shop.press(`orders/${paid}/refunds`, { amount })]).toEqual([amount, 422]);
    }
    expect(await shop.press(`orders/${paid}/refunds`, { amount: '0.50' })).toBe(303);
    expect(await shop.refunds.of(paid)).toMatchObject([{ money_refund: '0.50' }]);
  });
});
