import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import type { OrderDetailView } from '../../../../lib/sandbox/contract.js';
import { ControlClient } from '../support/control-client.js';
import { call, orders, PATHS, ShopEnd, startSandbox } from '../support/merchant.js';

const MINUTE_MS = 60_000;

let sandbox: LianlianSandbox;
let shop: ShopEnd;
let control: ControlClient;

beforeEach(async () => {
  shop = await ShopEnd.open();
  sandbox = await startSandbox();
  control = new ControlClient(sandbox);
});
afterEach(() => Promise.all([sandbox.stop(), shop.close()]));

/** The two ways to move the clock and to press a button. */
const ways = [
  {
    way: 'the JS API',
    advance: (ms: number): Promise<unknown> => sandbox.clock.advance(ms),
    pay: (no_order: string): Promise<unknown> => sandbox.pay(no_order),
    attempts: (no_order: string) => Promise.resolve(sandbox.deliveries(no_order).length),
  },
  {
    way: 'the HTTP API',
    advance: (ms: number): Promise<unknown> => control.post('clock', { advanceMs: ms }),
    pay: (no_order: string): Promise<unknown> => control.post(`orders/${no_order}/pay`),
    attempts: async (no_order: string) =>
      (await control.get<OrderDetailView>(`orders/${no_order}`)).notifications[0]?.attempts.length,
  },
];

describe.each(ways)('hours in milliseconds, by $way', ({ advance, pay, attempts }) => {
  it('brings all 30 attempts of a notification, two minutes apart', async () => {
    await call(sandbox, PATHS.direct, orders.direct(sandbox, shop.url));
    shop.response = { status: 500, body: 'down' };
    await pay('o-1');
    const began = sandbox.clock.now().getTime();
    const startedReal = performance.now();
    for (let repeat = 2; repeat <= 30; repeat += 1) {
      await advance(2 * MINUTE_MS);
      expect(shop.received).toHaveLength(repeat);
    }
    await advance(24 * 60 * MINUTE_MS);
    expect(shop.received).toHaveLength(30);
    expect(await attempts('o-1')).toBe(30);
    expect(sandbox.clock.now().getTime() - began).toBeGreaterThan(24 * 60 * MINUTE_MS);
    // An hour of repeats, and a day of silence: nothing of it is waited for.
    expect(performance.now() - startedReal).toBeLessThan(MINUTE_MS);
  });

  it('lets the token of an SMS code expire after 30 minutes', async () => {
    const applied = await call(sandbox, PATHS.apply, orders.apply(sandbox, shop.url));
    const verify = async (): Promise<string | undefined> => {
      const { oid_partner = '', no_order = '', money_order = '' } = orders.apply(sandbox, shop.url);
      const { fields } = await call(sandbox, PATHS.verify, {
        ...{ oid_partner, sign_type: 'RSA', no_order, money_order },
        token: applied.fields['token'] ?? '',
        verify_code: '000000',
      });
      return fields['ret_code'];
    };
    await advance(29 * MINUTE_MS);
    expect(await verify()).toBe('1900');
    await advance(MINUTE_MS);
    expect(await verify()).toBe('1000');
  });

  it('closes an order when valid_order ran out', async () => {
    await call(sandbox, PATHS.direct, { ...orders.direct(sandbox, shop.url), valid_order: '60' });
    await advance(59 * MINUTE_MS);
    expect((await control.get<OrderDetailView>('orders/o-1')).state).toBe('waiting');
    await advance(MINUTE_MS);
    expect((await control.get<OrderDetailView>('orders/o-1')).state).toBe('closed');
    await expect(pay('o-1')).rejects.toThrow('2006');
    expect(shop.received).toEqual([]);
  });
});
