import { LianlianService } from 'nestjs-lianlian';
import { signNotification, TEST_CARDS } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { ReportsService } from '../../../sample-app/src/admin/reports.service.js';
import { reconciledPage } from '../../../sample-app/src/admin/report.pages.js';
import { SampleShop } from './support/sample-shop.js';
import { Shopper } from './support/shopper.js';

const CARD = {
  card_no: TEST_CARDS.pays,
  acct_name: '张三',
  id_no: '110101199003070038',
  bind_mob: '13800138000',
};
const MINUTE_MS = 60_000;

let shop: SampleShop;
let shopper: Shopper;

beforeAll(async () => {
  shop = await SampleShop.open({ kind: 'memory' });
});
afterAll(() => shop.close());
beforeEach(() => {
  shop.sandbox.scenarios.clear();
  shop.logger.clear();
  shopper = new Shopper(shop);
});

/** With the SMS code sent. */
async function begun(form: Readonly<Record<string, string>> = {}): Promise<string> {
  const no_order = await shopper.order('silk-scarf');
  expect(await apply(no_order, form)).toEqual({ location: `/orders/${no_order}/code` });
  return no_order;
}

const apply = (no_order: string, form: Readonly<Record<string, string>> = {}) =>
  shopper.send(`/orders/${no_order}/card`, { ...CARD, ...form });

const verify = (no_order: string, verify_code = shop.sandbox.smsCode(no_order)) =>
  shopper.sendCode(no_order, verify_code);

async function paid(form: Readonly<Record<string, string>> = {}): Promise<string> {
  const no_order = await begun(form);
  await verify(no_order);
  await shop.sandbox.delivered(no_order);
  return no_order;
}

const statusOf = async (no_order: string): Promise<string> => (await shop.payment(no_order)).status;

const check = (no_order: string) => shopper.send(`/orders/${no_order}/check`);

/** What LianLian could say of an order, signed by its key. */
function notify(no_order: string, changes: Readonly<Record<string, string | undefined>>): Promise<Response> {
  const { oid_partner, dt_order, oid_paybill } = shop.sandbox.transaction(no_order);
  const fields = {
    oid_partner,
    no_order,
    dt_order,
    oid_paybill,
    money_order: '29.90',
    result_pay: 'SUCCESS',
  };
  const message = { ...fields, pay_type: 'M', settle_date: dt_order.slice(0, 8), ...changes };
  return fetch(`${shop.origin}/payments/notify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(signNotification(message, shop.sandbox.lianlianPrivateKey)),
  });
}

describe('a product in US dollars', () => {
  it('is shown in dollars wherever its price is, and never in yuan', async () => {
    const no_order = await shopper.order('silk-scarf', '2');
    const paths = ['', '/checkout', '/card'].map((path) => `/orders/${no_order}${path}`);
    for (const language of ['zh', 'en'] as const) {
      expect(await shopper.page('/products/silk-scarf', language)).toContain('US$29.90');
      for (const path of [...paths, '/orders']) {
        const page = await shopper.page(path, language);
        expect(page, path).toContain('US$59.80');
        expect(page, path).not.toMatch(/[¥￥]/);
      }
    }
    for (const path of ['', `orders/${no_order}`]) {
      expect(await shop.operatorPage(path)).toContain('US$59.80');
    }
  });

  it('is paid by a card, at the second try of the code, and the order says what was paid in yuan', async () => {
    const no_order = await begun();
    expect((await verify(no_order, '000000')).problems).toEqual({
      verify_code: 'Check the SMS code. (LianLian: 短信码校验错误)',
    });
    expect(await verify(no_order)).toEqual({ location: `/orders/${no_order}` });
    await shop.sandbox.delivered(no_order);
    const page = await shopper.page(`/orders/${no_order}`);
    for (const text of ['US$29.90', 'CN¥212.29', '7.1000']) expect(page).toContain(text);
    expect(page).not.toContain('¥29.90');
    expect(await shop.adminPage(no_order)).toContain('CN¥212.29');
    const [sent] = shop.sandbox.requests.filter(({ api }) => api === 'exchange.apply').slice(-1);
    expect(sent?.fields).toMatchObject({
      ...{ no_order, currency_order: 'USD', currency_settle: 'USD', money_order: '29.90', pay_type: 'M' },
    });
  });

  it('says that a code has expired, and takes the next one for the same order', async () => {
    const no_order = await begun();
    await shop.sandbox.clock.advance(11 * MINUTE_MS);
    await verify(no_order);
    const page = await shopper.page(`/orders/${no_order}`);
    expect(page).toContain('The SMS code has expired. Start again to get a new one.');
    await apply(no_order);
    await verify(no_order);
    await shop.sandbox.delivered(no_order);
    expect(await statusOf(no_order)).toBe('paid');
  });

  it('is sold in no other way', async () => {
    const no_order = await shopper.order('silk-scarf');
    const page = await shopper.page(`/orders/${no_order}/checkout`);
    const offered = [...page.matchAll(/data-testid="method-(\w+)"/g)].map(([, method]) => method);
    expect(offered).toEqual(['card']);
    const before = shop.sandbox.requests.length;
    for (const method of ['aggregate', 'easypay', 'wechat', 'alipay']) {
      expect(await shopper.status(`/orders/${no_order}/checkout`, { method }), method).toBe(409);
    }
    expect(shop.sandbox.requests).toHaveLength(before);
    expect(await statusOf(no_order)).toBe('unpaid');
  });

  it('is paid by a saved card, for which the payer says their phone number once more', async () => {
    await paid({ save: 'yes' });
    const no_order = await shopper.order('silk-scarf');
    const checkout = await shopper.page(`/orders/${no_order}/checkout`);
    const [method = ''] = /saved:[0-9a-f]{16}/.exec(checkout) ?? [];
    const { location = '' } = await shopper.send(`/orders/${no_order}/checkout`, { method });
    expect(location).toBe(`/orders/${no_order}/saved-cards/${method.slice('saved:'.length)}`);
    expect(await shopper.page(location)).toContain('Mobile number registered with your bank');
    expect((await shopper.send(location, { bind_mob: '12' })).problems).toEqual({
      bind_mob: 'A mobile number has 11 digits.',
    });
    expect(await shopper.send(location, { bind_mob: '+86 138 0013 8000' })).toEqual({
      location: `/orders/${no_order}/code`,
    });
    const { fields } = shop.sandbox.expectRequest('exchange.apply', { no_order });
    expect(Object.keys(fields)).not.toContain('card_no');
    expect(fields['no_agree']).toMatch(/./);
    await verify(no_order);
    await shop.sandbox.delivered(no_order);
    expect(await statusOf(no_order)).toBe('paid');
    expect(await shopper.status(`/orders/${no_order}/saved-cards/0123456789abcdef`)).toBe(409);
    const other = await shopper.order('silk-scarf');
    const strange = `/orders/${other}/saved-cards/0123456789abcdef`;
    expect(await shopper.status(strange, { bind_mob: '13800138000' })).toBe(404);
  });

  it('leaves no card bound that nobody asked to keep', async () => {
    const no_order = await paid();
    const { customer } = await shop.orders.get(no_order);
    expect(shop.sandbox.cards(customer)).toHaveLength(1);
    expect((await shop.orders.get(no_order)).unwantedCard?.id).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('a payment in dollars whose end is not known', () => {
  it('is asked about before anything else: the response to the code was lost, and the notification', async () => {
    const no_order = await begun();
    shop.sandbox.scenario([
      { fault: 'dropped-connection', api: 'exchange.verify', when: 'after', times: 1 },
      { fault: 'dropped', kind: 'payment' },
    ]);
    await verify(no_order);
    expect(await statusOf(no_order)).toBe('unknown');
    expect(await shopper.status(`/orders/${no_order}/card`, CARD)).toBe(409);
    await check(no_order);
    expect(await shop.payment(no_order)).toMatchObject({
      status: 'paid',
      exchanged: { money_pay: '212.29', currency_pay: 'CNY', exchange_rate: '7.1000' },
    });
    shop.sandbox.expectRequest('exchange.query', { no_order });
  });

  it('can be tried again where LianLian says that nothing was paid', async () => {
    const no_order = await shopper.order('silk-scarf');
    shop.sandbox.scenario({ fault: 'dropped-connection', api: 'exchange.apply', when: 'after', times: 1 });
    await apply(no_order);
    expect(await statusOf(no_order)).toBe('unknown');
    await check(no_order);
    expect(await statusOf(no_order)).toBe('unpaid');
    expect(await apply(no_order)).toEqual({ location: `/orders/${no_order}/code` });
    await verify(no_order);
    await shop.sandbox.delivered(no_order);
    expect(await statusOf(no_order)).toBe('paid');
  });

  it.each([
    ['currency', { currency_order: 'EUR' }],
    ['amount', { money_order: '29.91' }],
    ['time', { dt_order: '20260102030405' }],
  ])('is not settled by a response about another %s', async (_, changes) => {
    const no_order = await begun();
    shop.sandbox.scenario({ fault: 'dropped', kind: 'payment' });
    await verify(no_order);
    const { exchange } = shop.get(LianlianService);
    const response = await exchange.query({ no_order });
    const query = vi.spyOn(exchange, 'query').mockResolvedValue(Object.assign(response, changes));
    await check(no_order);
    query.mockRestore();
    expect(await statusOf(no_order)).toBe('confirmed');
    expect(shop.logger.texts('error').join()).toContain(
      `Order ${no_order}: LianLian's response does not fit it`,
    );
  });

  it('is found by the sweeper', async () => {
    const no_order = await begun();
    shop.sandbox.scenario({ fault: 'dropped', kind: 'payment' });
    await verify(no_order);
    expect(await statusOf(no_order)).toBe('confirmed');
    await shop.get(LianlianService).sweeper.sweep();
    expect(await shop.payment(no_order)).toMatchObject({
      status: 'paid',
      exchanged: { money_pay: '212.29' },
    });
  });

  it('waits for the bank', async () => {
    const no_order = await begun({ card_no: TEST_CARDS.processing });
    await verify(no_order);
    expect(await statusOf(no_order)).toBe('processing');
    await check(no_order);
    expect(await statusOf(no_order)).toBe('processing');
    await shop.sandbox.pay(no_order);
    expect(await statusOf(no_order)).toBe('paid');
  });
});

describe('a notification that LianLian signed, of the same number and amount', () => {
  it.each([
    ['in another currency', 'EUR', '29.90 EUR'],
    ['in yuan', 'CNY', '29.90 yuan'],
    ['without any currency', undefined, '29.90 yuan'],
  ])('%s settles nothing, and the log says why', async (_, currency_order, said) => {
    const no_order = await begun();
    expect((await notify(no_order, { currency_order })).status).toBe(409);
    expect(await statusOf(no_order)).toBe('awaiting-code');
    const refused = shop.logger
      .texts()
      .filter((text) => text.includes(no_order))
      .join('\n');
    expect(refused).toContain(`LianLian says ${said}, the app expects 29.90 USD`);
  });

  it('in dollars settles an order in dollars, and none in yuan', async () => {
    const no_order = await begun();
    expect((await notify(no_order, { currency_order: 'USD' })).status).toBe(200);
    expect(await statusOf(no_order)).toBe('paid');

    const inYuan = await shopper.order('oolong-tea');
    await apply(inYuan);
    const dollars = { currency_order: 'USD', money_order: '49.95' };
    expect((await notify(inYuan, dollars)).status).toBe(409);
    expect((await notify(inYuan, { money_order: '49.95' })).status).toBe(200);
  });
});

describe('a refund in dollars', () => {
  it('goes to LianLian’s address for them, in dollars, up to what was paid', async () => {
    const no_order = await paid();
    const path = `orders/${no_order}/refunds`;
    expect(await shop.operatorPage(`orders/${no_order}`)).toContain('At most US$29.90');
    expect((await shop.ask(path, { amount: '29.91' })).problem).toBe('At most US$29.90 can be refunded.');
    expect((await shop.ask(path, { amount: '9.9' })).confirm?.question).toContain(
      'Refund US$9.90 to the payer',
    );
    await shop.press(path, { amount: '9.9' });
    const [made] = shop.sandbox.refunds(no_order);
    expect(made).toMatchObject({ money_refund: '9.90', money_foreign_refund: '9.90', rate: '7.1000' });
    expect((await shop.ask(path, { amount: '20.01' })).problem).toBe('At most US$20.00 can be refunded.');
    const [refund] = await shop.refunds.of(no_order);
    await shop.sandbox.completeRefund(refund?.no_refund ?? '');
    for (const page of [
      await shop.operatorPage(`orders/${no_order}`),
      await shopper.page(`/orders/${no_order}`),
    ]) {
      expect(page).toContain('US$9.90');
      expect(page).not.toContain('¥9.90');
    }
  });
});

describe('a report of a day with two currencies', () => {
  it('agrees with the shop, each currency by itself', async () => {
    await paid();
    await shop.paid();
    const reports = shop.get(ReportsService);
    const { name, text } = await reports.sample();
    const day = await reports.reconcile({ originalname: name, buffer: Buffer.from(text) });
    expect(day.differences).toEqual([]);
    expect(day.totals.sums.map(({ currency_order }) => currency_order).toSorted()).toEqual(['CNY', 'USD']);
    const emptied = await reports.reconcile({
      originalname: name,
      buffer: Buffer.from(
        text
          .split('\r\n')
          .filter((line) => !line.includes('USD'))
          .join('\r\n'),
      ),
    });
    const page = reconciledPage(emptied).content.in('en');
    expect(page).toContain('US$29.90');
    expect(page).not.toContain('¥29.90');
  });
});
