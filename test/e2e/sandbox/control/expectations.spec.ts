import { AssertionError } from 'node:assert';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LianlianSandbox } from 'nestjs-lianlian/testing';
import { call, orders, PATHS, ShopEnd, startSandbox } from '../support/merchant.js';

let sandbox: LianlianSandbox;
let shop: ShopEnd;

beforeEach(async () => {
  shop = await ShopEnd.open();
  sandbox = await startSandbox();
  await call(sandbox, PATHS.direct, orders.direct(sandbox, shop.url));
});
afterEach(() => Promise.all([sandbox.stop(), shop.close()]));

function thrown(act: () => unknown): AssertionError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(AssertionError);
    return error as AssertionError;
  }
  throw new Error('nothing was thrown');
}

describe('expectDelivered', () => {
  it('tells what the shop answered, attempt by attempt', async () => {
    shop.response = { status: 409, body: '{"message":"wrong amount"}' };
    await sandbox.pay('o-1');
    const { message, actual, expected } = thrown(() => {
      sandbox.expectDelivered('o-1');
    });
    expect(message).toContain(`payment notification of the order o-1 at ${shop.url}`);
    expect(message).toContain('1. HTTP 409 {"message":"wrong amount"}');
    expect(message).toContain('sandbox.clock.advance');
    expect(actual).toMatchObject([{ status: 409 }]);
    expect(expected).toMatchObject([{ status: 200, acknowledged: true }]);
    shop.response = { status: 200, body: '{"ret_code":"0000","ret_msg":"ok"}' };
    await sandbox.deliver('o-1');
    sandbox.expectDelivered('o-1');
  });

  it('tells that nothing was paid', () => {
    expect(
      thrown(() => {
        sandbox.expectDelivered('o-1');
      }).message,
    ).toBe(
      'LianLian (the sandbox) has sent no notification of the order o-1 yet: its result there is WAITING',
    );
  });
});

describe('pay', () => {
  it('rejects without an ack where one is required', async () => {
    shop.response = { status: 500, body: 'oops' };
    await expect(sandbox.pay('o-1', { requireAck: true })).rejects.toThrow('1. HTTP 500 oops');
  });
});

describe('delivered', () => {
  it('waits for the payment and its ack', async () => {
    const delivered = sandbox.delivered('o-1');
    await sandbox.pay('o-1');
    await delivered;
  });

  it('waits for repeats that are due in time', async () => {
    const quick = await startSandbox({ notifications: { intervalMs: 20 } });
    await call(quick, PATHS.direct, orders.direct(quick, shop.url));
    shop.response = { status: 500, body: '' };
    await quick.pay('o-1');
    const delivered = quick.delivered('o-1', { timeoutMs: 15_000 });
    await expect.poll(() => shop.received.length).toBeGreaterThan(2);
    shop.response = { status: 200, body: '{"ret_code":"0000","ret_msg":"ok"}' };
    await delivered;
    await quick.stop();
  });

  it('rejects at once where no attempt can follow in time', async () => {
    shop.response = { status: 500, body: 'oops' };
    await sandbox.pay('o-1');
    await expect(sandbox.delivered('o-1', { timeoutMs: 60_000 })).rejects.toThrow('1. HTTP 500 oops');
  });

  it('rejects when nobody pays', async () => {
    await expect(sandbox.delivered('o-1', { timeoutMs: 30 })).rejects.toThrow('its result there is WAITING');
    await expect(sandbox.delivered('o-9', { timeoutMs: 30 })).rejects.toThrow('has no order o-9');
  });
});

describe('idle', () => {
  it('waits for what a response set off', async () => {
    const { oid_partner = '', money_order = '', ...rest } = orders.apply(sandbox, shop.url);
    const order = { ...rest, oid_partner, money_order, no_order: 'o-2' };
    const { fields } = await call(sandbox, PATHS.apply, order);
    const verify = { oid_partner, sign_type: 'RSA', no_order: 'o-2', money_order, verify_code: '123456' };
    await call(sandbox, PATHS.verify, { ...verify, token: fields['token'] ?? '' });
    await sandbox.idle();
    expect(shop.received).toHaveLength(1);
  });
});

describe('expectNotPaid', () => {
  it('tells the history of one that is paid', async () => {
    sandbox.expectNotPaid('o-1');
    await sandbox.pay('o-1');
    const { message, actual } = thrown(() => {
      sandbox.expectNotPaid('o-1');
    });
    expect(message).toMatch(
      /^at LianLian \(the sandbox\) the order o-1 is paid, .*your app.*:\n.* placed 210.90\n.* paid I$/,
    );
    expect(actual).toEqual({ result_pay: 'SUCCESS' });
  });
});

describe('expectRequest', () => {
  it('finds the request, or shows the one that came closest', () => {
    expect(sandbox.expectRequest('aggregate.direct', { no_order: 'o-1' })).toMatchObject({ verified: true });
    const { actual, expected, message } = thrown(() =>
      sandbox.expectRequest('aggregate.direct', { no_order: 'o-1', money_order: '49.95' }),
    );
    expect(message).toContain('none of 1 requests to aggregate.direct');
    expect([actual, expected]).toEqual([
      { no_order: 'o-1', money_order: '210.90' },
      { no_order: 'o-1', money_order: '49.95' },
    ]);
    expect(thrown(() => sandbox.expectRequest('refund.apply')).message).toContain(
      'it got requests to: aggregate.direct',
    );
  });
});

describe('parallel sandboxes', () => {
  it('share nothing', async () => {
    const [first, second] = await Promise.all([startSandbox(), startSandbox()]);
    const others = [first, second];
    await Promise.all(others.map((each) => call(each, PATHS.direct, orders.direct(each, shop.url))));
    await Promise.all(others.map((each) => each.pay('o-1')));
    first.scenario({ fault: 'html' });
    await first.clock.advance(3_600_000);
    expect(others.map((each) => each.requests.length)).toEqual([1, 1]);
    expect(others.map((each) => each.scenarios.all().length)).toEqual([1, 0]);
    expect(second.clock.now().getTime()).toBeLessThan(Date.now() + 60_000);
    sandbox.expectNotPaid('o-1');
    await Promise.all(others.map((each) => each.stop()));
  });
});
