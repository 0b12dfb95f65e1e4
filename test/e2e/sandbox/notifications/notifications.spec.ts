import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import { call, isSigned, orders, PATHS, ShopEnd, startSandbox } from '../support/merchant.js';

const INTERVAL_MS = 2 * 60_000;
let sandbox: LianlianSandbox;
let shop: ShopEnd;

beforeEach(async () => {
  shop = await ShopEnd.open();
});
afterEach(() => Promise.all([sandbox.stop(), shop.close()]));

async function ordered(options: Parameters<typeof startSandbox>[0] = {}): Promise<void> {
  sandbox = await startSandbox(options);
  await call(sandbox, PATHS.direct, orders.direct(sandbox, shop.url));
}

describe('delivery', () => {
  it('ends with the ack', async () => {
    await ordered();
    await sandbox.pay('o-1');
    await sandbox.clock.advance(30 * INTERVAL_MS);
    expect(shop.received).toHaveLength(1);
  });

  it('is tried 30 times, two minutes apart, with the same bytes', async () => {
    await ordered();
    shop.response = { status: 500, body: 'oops' };
    await sandbox.pay('o-1');
    await sandbox.clock.advance(INTERVAL_MS - 2000);
    expect(shop.received).toHaveLength(1);
    await sandbox.clock.advance(2000);
    expect(shop.received).toHaveLength(2);
    await sandbox.clock.advance(28 * INTERVAL_MS);
    expect(shop.received).toHaveLength(30);
    await sandbox.clock.advance(100 * INTERVAL_MS);
    expect(shop.received).toHaveLength(30);
    expect(
      new Set(shop.received.map(({ body }) => createHash('sha256').update(body).digest('hex'))).size,
    ).toBe(1);
    const attempts = sandbox.deliveries('o-1');
    expect(attempts.at(-1)).toMatchObject({
      attempt: 30,
      status: 500,
      response: 'oops',
      acknowledged: false,
    });
    const [first, second] = attempts.map(({ at }) => at.getTime());
    expect(Math.abs((second ?? 0) - (first ?? 0) - INTERVAL_MS)).toBeLessThan(1000);
  });

  it('stops at the first ack', async () => {
    await ordered();
    shop.response = { status: 200, body: '{"ret_code":"9999","ret_msg":"busy"}' };
    await sandbox.pay('o-1');
    await sandbox.clock.advance(INTERVAL_MS);
    shop.response = { status: 200, body: '{"ret_code":"0000","ret_msg":"ok"}' };
    await sandbox.clock.advance(10 * INTERVAL_MS);
    expect(sandbox.deliveries('o-1').map(({ acknowledged }) => acknowledged)).toEqual([false, false, true]);
  });

  it.each([
    [201, '{"ret_code":"0000","ret_msg":"ok"}'],
    [200, '{"ret_code":"9999","ret_msg":"ok"}'],
    [200, '{"data":{"ret_code":"0000","ret_msg":"ok"}}'],
    [200, 'ok'],
    [200, 'null'],
    [200, ''],
  ])('is not acknowledged by %i %s', async (status, body) => {
    await ordered();
    shop.response = { status, body };
    await sandbox.pay('o-1');
    expect(sandbox.deliveries('o-1')).toMatchObject([{ acknowledged: false, status, response: body }]);
  });

  it('waits no longer than its limit', async () => {
    await ordered({ notifications: { timeoutMs: 60 } });
    shop.response = undefined;
    const started = Date.now();
    await sandbox.pay('o-1');
    expect(Date.now() - started).toBeLessThan(1500);
    expect(sandbox.deliveries('o-1')).toMatchObject([
      { acknowledged: false, error: 'no response within 60 ms' },
    ]);
  });

  it('survives a shop that is down, and reaches it when it is back', async () => {
    await ordered();
    const port = Number(new URL(shop.url).port);
    await shop.close();
    await sandbox.pay('o-1');
    expect(sandbox.deliveries('o-1')[0]?.error).toContain('ECONNREFUSED');
    shop = await ShopEnd.open(port);
    await sandbox.clock.advance(INTERVAL_MS);
    expect(sandbox.deliveries('o-1')[1]).toMatchObject({ acknowledged: true });
  });

  it('repeats in real time too', async () => {
    await ordered({ notifications: { intervalMs: 30, attempts: 3 } });
    shop.response = { status: 500, body: '' };
    await sandbox.pay('o-1');
    await expect.poll(() => shop.received.length).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(shop.received).toHaveLength(3);
  });

  it('is broken off by stop', async () => {
    await ordered();
    shop.response = undefined;
    const paying = sandbox.pay('o-1');
    await expect.poll(() => shop.received.length).toBe(1);
    await sandbox.stop();
    await sandbox.stop();
    await paying;
    expect(sandbox.deliveries('o-1')).toMatchObject([{ acknowledged: false }]);
    await sandbox.clock.advance(INTERVAL_MS);
    expect(shop.received).toHaveLength(1);
  });
});

describe('once more', () => {
  it('delivers the same message, and its ack ends the repeats', async () => {
    await ordered();
    shop.response = { status: 500, body: '' };
    await sandbox.pay('o-1');
    shop.response = { status: 200, body: '{"ret_code":"0000","ret_msg":"ok"}' };
    expect(await sandbox.deliver('o-1')).toMatchObject({ attempt: 2, acknowledged: true, status: 200 });
    await sandbox.clock.advance(10 * INTERVAL_MS);
    expect(shop.received).toHaveLength(2);
    expect(shop.received[1]?.body).toBe(shop.received[0]?.body);
    expect(sandbox.notification('o-1')).toEqual(shop.received[0]?.fields);
  });
});

describe('content', () => {
  it('writes amounts in notifications as LianLian does, without a zero at the end', async () => {
    await ordered();
    await sandbox.pay('o-1');
    expect(shop.received[0]?.fields['money_order']).toBe('210.9');
    expect(isSigned(shop.received[0]?.fields ?? {}, sandbox)).toBe(true);
    await call(sandbox, PATHS.direct, {
      ...orders.direct(sandbox, shop.url),
      no_order: 'o-2',
      money_order: '1000.00',
    });
    await sandbox.pay('o-2', { pay_type: 'O', bank_code: '98000008' });
    expect(shop.received[1]?.fields).toMatchObject({
      money_order: '1000.0',
      pay_type: 'O',
      bank_code: '98000008',
    });
  });

  it('writes them with two decimals where it is told to', async () => {
    await ordered({ amountStyle: 'padded' });
    await sandbox.pay('o-1');
    expect(shop.received[0]?.fields['money_order']).toBe('210.90');
  });

  it('tells nothing of a failure', async () => {
    await ordered();
    await sandbox.fail('o-1');
    expect(shop.received).toEqual([]);
    expect(sandbox.deliveries('o-1')).toEqual([]);
  });

  it('tells a refund', async () => {
    await ordered();
    await sandbox.pay('o-1');
    const refund = await sandbox.refund('o-1', '10.50');
    const { fields } = shop.received[1] ?? { fields: {} };
    expect(fields).toMatchObject({
      oid_partner: sandbox.options.oidPartner,
      no_refund: refund.no_refund,
      dt_refund: refund.dt_refund,
      oid_refundno: refund.oid_refundno,
      money_refund: '10.5',
      sta_refund: '2',
      settle_date: refund.settle_date,
    });
    expect(refund.oid_refundno).toMatch(/^\d{16}$/);
    expect(isSigned(fields, sandbox)).toBe(true);
    expect(sandbox.deliveries('o-1').map(({ kind }) => kind)).toEqual(['payment', 'refund']);
    expect(fields).not.toHaveProperty('no_order');
  });

  it('refunds no more than was paid, and only what was paid', async () => {
    await ordered();
    await expect(sandbox.refund('o-1')).rejects.toThrow('5008');
    await sandbox.pay('o-1');
    await expect(sandbox.refund('o-1', '210.91')).rejects.toThrow('5007');
    await expect(sandbox.refund('o-1', '1')).rejects.toThrow('5003');
    await sandbox.refund('o-1', '200.00');
    await expect(sandbox.refund('o-1', '10.91')).rejects.toThrow('5007');
    expect((await sandbox.refund('o-1')).money_refund).toBe('10.90');
    await expect(sandbox.pay('o-1')).rejects.toThrow('2007');
  });
});
