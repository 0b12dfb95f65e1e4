import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { call, orders, PATHS, ShopEnd, startSandbox } from '../e2e/sandbox/support/merchant.js';
import { ACKNOWLEDGEMENTS } from './samples/acknowledgements.js';

let sandbox: LianlianSandbox;
let shop: ShopEnd;

beforeAll(async () => {
  [sandbox, shop] = await Promise.all([startSandbox(), ShopEnd.open()]);
});
afterAll(() => Promise.all([sandbox.stop(), shop.close()]));

describe('the sandbox reads what merchants’ programs answer to a notification', () => {
  const titled = ACKNOWLEDGEMENTS.map(
    (each, index) => [each.source, `acked-${String(index)}`, each] as const,
  );

  it.each(titled)('%s', async (_, no_order, { status = 200, body, taken }) => {
    await call(sandbox, PATHS.direct, { ...orders.direct(sandbox, shop.url), no_order });
    shop.response = { status, body };
    await sandbox.pay(no_order);
    expect(sandbox.deliveries(no_order)).toMatchObject([{ response: body, acknowledged: taken }]);
  });
});
