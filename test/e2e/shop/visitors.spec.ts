import { get as httpGet } from 'node:http';
import type { IncomingMessage } from 'node:http';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { sessionCookie } from '../../../sample-app/src/customers/session-cookie.js';
import { ShopDatabase } from '../../../sample-app/src/database/shop-database.js';
import { SampleShop } from './support/sample-shop.js';

let shop: SampleShop;
beforeAll(async () => {
  shop = await SampleShop.open({ kind: 'memory' });
});
afterAll(() => shop.close());

/** Orders something, as the page of a product does. */
function order(headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${shop.origin}/orders`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: shop.origin, ...headers },
    body: new URLSearchParams({ product: 'oolong-tea', quantity: '1' }),
  });
}

const numberIn = (response: Response): string =>
  /^\/orders\/(\w+)\/checkout$/.exec(response.headers.get('location') ?? '')?.[1] ?? '';
const statusOf = async (path: string, headers: Record<string, string> = {}): Promise<number> =>
  (await fetch(`${shop.origin}${path}`, { redirect: 'manual', headers })).status;

describe('a visitor', () => {
  it('gets a session with their first order, and not before', async () => {
    const page = await fetch(shop.origin);
    expect(page.headers.get('set-cookie')).toBeNull();
    const first = await order();
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=31536000$/);
    const [pair = ''] = cookie.split(';');
    const second = await order({ cookie: pair });
    expect(second.headers.get('set-cookie')).toBeNull();
    const [one, other] = await Promise.all([first, second].map((each) => shop.orders.get(numberIn(each))));
    expect(one?.customer).toBe(other?.customer);
    expect(await statusOf(`/orders/${numberIn(first)}/checkout`, { cookie: pair })).toBe(200);
  });

  it('is known to nobody by it: not to LianLian, not to the database, not to pages and logs', async () => {
    const response = await order();
    const [pair = ''] = (response.headers.get('set-cookie') ?? '').split(';');
    const session = pair.slice('session='.length);
    const no_order = numberIn(response);
    const paying = await fetch(`${shop.origin}/orders/${no_order}/checkout`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: pair, origin: shop.origin },
      body: new URLSearchParams({ method: 'wechat' }),
    });
    expect(paying.headers.get('location')).toBe(`/orders/${no_order}`);
    const { customer } = await shop.orders.get(no_order);
    expect(shop.sandbox.transaction(no_order).user_id).toBe(customer);
    const rows = await shop.get(ShopDatabase).queries.selectFrom('shop_sessions').selectAll().execute();
    const page = await (
      await fetch(`${shop.origin}/orders/${no_order}`, { headers: { cookie: pair } })
    ).text();
    const seen = JSON.stringify([rows, shop.sandbox.requests, shop.logger.lines, page]);
    expect(seen).toContain(customer);
    expect(seen).not.toContain(session);
  });

  it('is not anyone who knows their number', async () => {
    const no_order = numberIn(await order());
    const { customer } = await shop.orders.get(no_order);
    const digest = (
      await shop.get(ShopDatabase).queries.selectFrom('shop_sessions').selectAll().execute()
    ).at(-1)?.digest;
    for (const cookie of [`customer=${customer}`, `session=${customer}`, `session=${digest ?? ''}`, '']) {
      expect(await statusOf(`/orders/${no_order}/checkout`, { cookie })).toBe(403);
    }
    // Nor is one without a session the owner of what has no owner.
    const unowned = await shop.order();
    expect(await statusOf(`/orders/${unowned}/checkout`)).toBe(403);
  });

  it('may order where a proxy passes another Host on, and the page was the shop’s own', async () => {
    const behind = (origin: string): Promise<Response> =>
      fetch(`${shop.origin.replace('127.0.0.1', 'localhost')}/orders`, {
        method: 'POST',
        headers: { origin, 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ product: 'oolong-tea', quantity: '1' }),
        redirect: 'manual',
      });
    expect((await behind(shop.origin)).status).toBe(303);
    expect((await behind('https://evil.example')).status).toBe(403);
  });

  it('keeps their session, whatever a form of another site orders', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site', origin: shop.origin },
    ] as Record<string, string>[]) {
      const response = await order(headers);
      expect([response.status, response.headers.get('set-cookie')]).toEqual([403, null]);
    }
  });

  it('has a cookie for HTTPS alone where the shop is there', () => {
    const settings = { origin: 'https://shop.example', sandboxUrl: undefined, operatorPassword: 'x' };
    expect(sessionCookie('a', settings)).toMatch(/; HttpOnly; SameSite=Lax; .*; Secure$/);
  });
});

describe('live updates', () => {
  const open = new Set<IncomingMessage>();
  /** Opens a stream. Resolves with its status, and leaves it open. */
  const stream = (no_order: string, headers: Record<string, string> = {}): Promise<number> =>
    new Promise((resolve, reject) => {
      httpGet(`${shop.origin}/orders/${no_order}/events`, { headers }, (response) => {
        open.add(response);
        response.on('error', () => undefined).resume();
        resolve(response.statusCode ?? 0);
      }).on('error', reject);
    });
  const closeAll = (): void => {
    for (const response of open) response.destroy();
    open.clear();
  };

  it.each([
    [{ origin: 'https://evil.example' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ] as Record<string, string>[][])('are not for pages of other sites: %j', async (headers) => {
    expect(await stream(await shop.order(), headers)).toBe(403);
  });

  it('are sixteen for a visitor, who gets others once some are closed', async () => {
    const no_order = await shop.order();
    const statuses = await Promise.all(Array.from({ length: 16 }, () => stream(no_order)));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await stream(no_order)).toBe(429);
    closeAll();
    await expect.poll(() => stream(no_order)).toBe(200);
    closeAll();
  });

  it('ask the database once for all who look at an order', async () => {
    const no_order = await shop.order();
    const asked = vi.spyOn(shop.orders, 'get');
    await Promise.all(
      Array.from({ length: 10 }, () => stream(no_order, { 'sec-fetch-site': 'same-origin' })),
    );
    await expect.poll(() => asked.mock.calls.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(3);
    const seconds = asked.mock.calls.length;
    expect(seconds).toBeLessThan(10);
    closeAll();
    asked.mockRestore();
  });
});
