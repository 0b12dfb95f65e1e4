import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { ControlErrorBody } from '../../../../lib/sandbox/contract.js';
import { call, orders, PATHS, ShopEnd } from '../support/merchant.js';

describe('an error of the control API', () => {
  let sandbox: LianlianSandbox;
  let shop: ShopEnd;

  beforeAll(async () => {
    shop = await ShopEnd.open();
    sandbox = await LianlianSandbox.start({ modulusLength: 1024 });
    await call(sandbox, PATHS.direct, { ...orders.direct(sandbox, shop.url), no_order: 'unpaid' });
  });
  afterAll(() => Promise.all([sandbox.stop(), shop.close()]));

  async function errorOf(path: string, body?: object): Promise<ControlErrorBody> {
    const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    expect(response.ok).toBe(false);
    return (await response.json()) as ControlErrorBody;
  }

  it.each<[what: string, path: string, body: object | undefined, en: string, zh: string]>([
    ['an unknown order', 'orders/nobody', undefined, 'has no order nobody', '没有订单 nobody'],
    ['an unknown payout', 'payouts/nobody', undefined, 'has no payout nobody', '没有代付 nobody'],
    ['an unknown refund', 'refunds/nobody/fail', {}, 'has no refund nobody', '没有退款 nobody'],
    ['an unknown request', 'requests/nobody', undefined, 'no request nobody', '没有请求 nobody'],
    ['an unknown merchant', 'balances/1', { amt_balance: '1.00' }, 'has no merchant 1', '没有商户 1'],
    ['an unknown path', 'nothing', undefined, 'there is no', '没有 /_sandbox/nothing'],
    [
      'an order without a notification',
      'orders/unpaid/deliveries',
      { how: 'again' },
      'the order unpaid has no notification: it is not paid',
      '订单 unpaid 没有通知：未付款',
    ],
    [
      'a missing field',
      'clock',
      {},
      'advanceMs is missing: it must be a number of milliseconds',
      'advanceMs 缺失：须为非负毫秒数',
    ],
    [
      'an unknown field',
      'clock',
      { advanceMs: 1, advancems: 1 },
      'advancems is no field; there are advanceMs: did you mean advanceMs?',
      'advancems 不是可用字段；可用字段：advanceMs。是否想写 advanceMs？',
    ],
    [
      'several fields',
      'scenarios',
      { fault: 'ret-code', times: 0, probability: 2 },
      'times must be a whole number from 1 on; probability must be a number from 0 to 1',
      'times 须为大于 0 的整数；probability 须为 0 至 1 之间的数',
    ],
    [
      'a field that the fault does not read',
      'scenarios',
      { fault: 'time-out', ms: 5 },
      'ms means nothing to the fault time-out',
      'ms 对故障 time-out 没有意义',
    ],
    ['a list’s limit', 'orders?limit=x', undefined, 'limit must be', 'limit 须为不小于 1 的整数'],
  ])('says in both languages: %s', async (_, path, body, en, zh) => {
    const { error, sentence, violations = [] } = await errorOf(path, body);
    expect(error).toContain(en);
    expect(sentence?.en).toBe(error);
    expect(sentence?.zh).toContain(zh);
    for (const { field, rule, sentence: ofRule } of violations) {
      expect(ofRule.en).toBe(rule);
      expect(sentence?.zh).toContain(`${field} ${ofRule.zh}`);
    }
  });
});
