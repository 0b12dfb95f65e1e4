import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { OrderListView, RequestListView } from '../../../../lib/sandbox/contract.js';
import type { OpenSandbox } from '../../../../lib/sandbox/open-sandbox.js';
import { ControlClient } from '../support/control-client.js';
import { sandboxWith } from '../support/many-orders.js';
import { call, orders, PATHS, ShopEnd, startSandbox } from '../support/merchant.js';

describe('the list of orders', () => {
  const COUNT = 300;
  let sandbox: OpenSandbox;
  let control: ControlClient;
  beforeAll(async () => {
    sandbox = await sandboxWith(COUNT);
    control = new ControlClient(sandbox);
  });
  afterAll(() => sandbox.stop());

  const list = (query: Record<string, string>) =>
    control.get<OrderListView>(`orders?${new URLSearchParams(query).toString()}`);
  const numbers = ({ orders: found }: OrderListView) => found.map(({ no_order }) => no_order);

  it.each([
    ['a number', 'many-7', (found: number) => found === 11],
    ['an amount, with its sign', '¥ 17.50', (found: number) => found === 3],
    ['goods', 'oolong', (found: number) => found === 150],
    ['a user', 'u-3', (found: number) => found === 43],
    ['a state', 'Failed', (found: number) => found === 40],
    ['a state in Chinese', '已付款', (found: number) => found === 100],
    ['a state and goods', 'paid tea', (found: number) => found === 50],
    ['what there is not', 'coffee', (found: number) => found === 0],
  ])('is searched for %s, over all of them', async (_, search, isRight) => {
    const { found, all } = await list({ search });
    expect(all).toBe(COUNT);
    expect(found).toSatisfy(isRight);
  });

  it('is searched for a currency, and for what was paid in yuan', async () => {
    const own = await startSandbox();
    const shop = await ShopEnd.open();
    await call(own, PATHS.direct, { ...orders.direct(own, shop.url), no_order: 'yuan' });
    await call(own, PATHS.exchangeApply, { ...orders.exchange(own, shop.url), no_order: 'dollars' });
    await own.pay('dollars');
    const found = async (search: string) =>
      numbers(await new ControlClient(own).get(`orders?${new URLSearchParams({ search }).toString()}`));
    expect(await Promise.all(['USD', 'usd 29.90', '29.90 USD', '¥ 212.29', 'USD 210.90'].map(found))).toEqual(
      [...[['dollars'], ['dollars'], ['dollars'], ['dollars']], []],
    );
    const [order] = (await new ControlClient(own).get<OrderListView>('orders')).orders;
    expect(order).toMatchObject({ no_order: 'dollars', currency_order: 'USD', money_order: '29.90' });
    await Promise.all([own.stop(), shop.close()]);
  });

  it('is searched for a transaction, and finds the oldest order too', async () => {
    const [oldest] = sandbox.services.ledger.all();
    const found = await list({ search: oldest?.oid_paybill ?? '' });
    expect(numbers(found)).toEqual(['many-1']);
  });

  it('has pages, which together are all of them, once', async () => {
    const pages = await Promise.all(
      [0, 120, 240].map((offset) => list({ limit: '120', offset: String(offset) })),
    );
    expect(pages.map((page) => page.orders.length)).toEqual([120, 120, 60]);
    expect(pages.flatMap(numbers)).toEqual(
      Array.from({ length: COUNT }, (_, at) => `many-${String(COUNT - at)}`),
    );
    expect(numbers(await list({ offset: '300' }))).toEqual([]);
  });

  it('counts by state what the search finds, whichever state is shown', async () => {
    const { found, states } = await list({ search: 'tea', state: 'paid' });
    expect(found).toBe(50);
    expect(states).toEqual({ waiting: 80, paid: 50, failed: 20 });
    expect((await list({ state: 'failed' })).found).toBe(40);
  });

  it('says which filters there are', async () => {
    await expect(list({ state: 'payed' })).rejects.toThrow('must be one of waiting');
    await expect(list({ notified: 'x' })).rejects.toThrow('must be one of acknowledged');
    await expect(list({ offset: '-1' })).rejects.toThrow('offset must be a whole number');
  });
});

describe('by notifications and requests', () => {
  it('finds orders by what their shop answered, and requests by their order', async () => {
    const [sandbox, shop] = await Promise.all([startSandbox(), ShopEnd.open()]);
    const control = new ControlClient(sandbox);
    for (const [no_order, status] of [
      ['well', 200],
      ['badly', 500],
    ] as const) {
      shop.response = { status, body: '{"ret_code":"0000","ret_msg":"ok"}' };
      await call(sandbox, PATHS.direct, { ...orders.direct(sandbox, shop.url), no_order });
      await sandbox.pay(no_order);
    }
    await call(sandbox, PATHS.direct, { ...orders.direct(sandbox, shop.url), money_order: '0' });
    const named = async (query: string) =>
      (await control.get<OrderListView>(`orders?${query}`)).orders.map(({ no_order }) => no_order);
    expect(await named('notified=acknowledged')).toEqual(['well']);
    expect(await named('search=acknowledged')).toEqual(['well']);
    expect(await named('search=Repeating')).toEqual(['badly']);
    expect(await named(`search=${encodeURIComponent('重发中')}`)).toEqual(['badly']);
    await sandbox.clock.advance(24 * 60 * 60 * 1000);
    expect(await named('search=not%20acknowledged')).toEqual(['badly']);
    const { notified } = await control.get<OrderListView>('orders');
    expect(notified).toEqual({ acknowledged: 1, late: 1 });

    const requests = (query: string) => control.get<RequestListView>(`requests?${query}`);
    expect((await requests('order=well')).requests.map(({ no_order }) => no_order)).toEqual(['well']);
    expect(await requests('only=problems')).toMatchObject({
      found: 1,
      all: 3,
      requests: [{ ret_code: '1004' }],
    });
    expect((await requests('search=BADLY')).found).toBe(1);
    await expect(requests('only=x')).rejects.toThrow('must be one of problems');
    await Promise.all([sandbox.stop(), shop.close()]);
  });
});
