import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LianlianSandbox } from 'nestjs-lianlian/testing';

import type { OrderDetailView } from '../../../../lib/sandbox/contract.js';
import { ControlClient } from '../support/control-client.js';
import { call, isSigned, orders, PATHS, press, ShopEnd, startSandbox, textOf } from '../support/merchant.js';

let sandbox: LianlianSandbox;
let shop: ShopEnd;

beforeEach(async () => {
  [sandbox, shop] = await Promise.all([startSandbox(), ShopEnd.open()]);
});
afterEach(() => Promise.all([sandbox.stop(), shop.close()]));

describe('aggregate.direct', () => {
  it('creates an order, and tells the shop when the payer pays behind the QR code', async () => {
    const { fields } = await call(sandbox, PATHS.direct, {
      ...orders.direct(sandbox, shop.url),
      info_order: '备注&',
    });
    expect(fields).toMatchObject({
      ret_code: '0000',
      ret_msg: '交易成功',
      oid_partner: sandbox.options.oidPartner,
      no_order: 'o-1',
      user_id: 'u-1',
      money_order: '210.90',
      info_order: '备注&',
      pay_type: 'I',
      sign_type: 'RSA',
    });
    expect(fields['oid_paybill']).toMatch(/^\d{16}$/);
    expect(isSigned(fields, sandbox)).toBe(true);

    const page = await (await fetch(fields['payLoad'] ?? '')).text();
    expect(page).toContain('羽毛球');
    const paid = await (await press(sandbox, page, 'pay')).text();
    expect(paid).toContain('data-testid="paid"');

    const [notification] = shop.received;
    expect(notification?.contentType).toBe('text/json;charset=utf-8');
    expect(notification?.fields).toMatchObject({
      oid_partner: sandbox.options.oidPartner,
      no_order: 'o-1',
      oid_paybill: fields['oid_paybill'],
      money_order: '210.9',
      result_pay: 'SUCCESS',
      info_order: '备注&',
      pay_type: 'I',
    });
    expect(isSigned(notification?.fields ?? {}, sandbox)).toBe(true);
    expect(sandbox.deliveries('o-1')).toMatchObject([{ attempt: 1, acknowledged: true, status: 200 }]);
  });

  it.each([
    ['Y', { appid: 'wx1' }],
    ['W', { appid: 'wx1', openid: 'open-1' }],
  ])('answers pay_type %s with an object, and signs its very text', async (pay_type, extra) => {
    const { text, fields } = await call(sandbox, PATHS.direct, {
      ...orders.direct(sandbox, shop.url),
      pay_type,
      ...extra,
    });
    const raw = /"payLoad":(\{[^}]*\})/.exec(text)?.[1] ?? '';
    expect(JSON.parse(raw)).toMatchObject({
      package: expect.stringMatching(/^(Sign=WXPay|prepay_id=wx\d+)$/) as string,
    });
    expect(isSigned({ ...fields, payLoad: raw }, sandbox)).toBe(true);
  });

  it.each([
    ['Y', { appid: 'wx1' }, '微信应用内支付'],
    ['W', { appid: 'wx1', openid: 'open-1' }, '微信公众号支付'],
  ])(
    'has a page for the payer of pay_type %s, to which the control API leads',
    async (pay_type, extra, title) => {
      await call(sandbox, PATHS.direct, { ...orders.direct(sandbox, shop.url), pay_type, ...extra });
      const control = new ControlClient(sandbox);
      const { payerPage = '' } = await control.get<OrderDetailView>('orders/o-1');
      const page = await (await fetch(sandbox.url + payerPage)).text();
      expect(textOf(page, 'wallet')).toBe('微信支付');
      expect(page).toContain(`<h1>${title}</h1>`);
      const paid = await (await press(sandbox, page, 'pay')).text();
      expect(paid).toContain('data-testid="paid"');
      expect(shop.received).toMatchObject([
        { fields: { no_order: 'o-1', result_pay: 'SUCCESS', pay_type: 'I' } },
      ]);
    },
  );

  it('leads to the page that was opened last, and to none where the payer sees none', async () => {
    const control = new ControlClient(sandbox);
    const order = orders.direct(sandbox, shop.url);
    await call(sandbox, PATHS.direct, order);
    const { fields } = await call(sandbox, PATHS.direct, order);
    const { payerPage } = await control.get<OrderDetailView>('orders/o-1');
    expect(sandbox.url + String(payerPage)).toBe(fields['payLoad']);
    await call(sandbox, PATHS.apply, { ...orders.apply(sandbox, shop.url), no_order: 'o-2' });
    expect(await control.get('orders/o-2')).not.toHaveProperty('payerPage');
  });

  it('sorts names as LianLian’s Java code does where it is told to', async () => {
    const java = await startSandbox({ nameOrder: 'case-insensitive' });
    const { fields } = await call(java, PATHS.direct, orders.direct(java, shop.url));
    const compare = (a: string, b: string): number => (a.toLowerCase() < b.toLowerCase() ? -1 : 1);
    expect(isSigned(fields, java, { compare })).toBe(true);
    expect(isSigned(fields, java)).toBe(false);
    await java.stop();
  });
});
