import { RETURN_CODES } from 'nestjs-lianlian';
import { TEST_CARDS } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ShopDatabase } from '../../../sample-app/src/database/shop-database.js';
import type { Payment } from '../../../sample-app/src/orders/payment.js';
import { SampleShop } from './support/sample-shop.js';
import { Shopper } from './support/shopper.js';

/** Payments of which the shop knows no end, and LianLian has no record. */

const CARD = {
  card_no: TEST_CARDS.pays,
  acct_name: '张三',
  id_no: '110101199003070038',
  bind_mob: '13800138000',
};

/** More than LianLian may still take what was sent. */
const A_WHILE_MS = 3 * 60_000;

/** Every way to pay in which the shop itself calls LianLian, and the query that knows what became of it. */
const WAYS = [
  { name: 'by WeChat', product: 'oolong-tea', api: 'aggregate.direct', query: 'aggregate.query' },
  { name: 'by card', product: 'oolong-tea', api: 'easypay.apply', query: 'easypay.query' },
  { name: 'by card in dollars', product: 'silk-scarf', api: 'exchange.apply', query: 'exchange.query' },
  { name: 'held on a card', product: 'racket-rental', api: 'easypay.apply', query: 'preauth.query' },
] as const;

type Way = (typeof WAYS)[number];

let shop: SampleShop;
let shopper: Shopper;
beforeAll(async () => {
  shop = await SampleShop.open({ kind: 'memory' });
});
afterAll(() => shop.close());
beforeEach(() => {
  shop.logger.clear();
  shop.sandbox.scenarios.clear();
  shopper = new Shopper(shop);
});

const send = ({ api }: Way, no_order: string, card_no: string = CARD.card_no) =>
  api === 'aggregate.direct'
    ? shopper.send(`/orders/${no_order}/checkout`, { method: 'wechat' })
    : shopper.send(`/orders/${no_order}/card`, { ...CARD, card_no });
const verify = (no_order: string) => shopper.sendCode(no_order, shop.sandbox.smsCode(no_order));
const check = (no_order: string) => shopper.send(`/orders/${no_order}/check`);
const statusOf = async (no_order: string): Promise<Payment['status']> =>
  (await shop.payment(no_order)).status;

/** An order whose payment never arrived, and of which the shop does not know that. */
async function lost(way: Way): Promise<string> {
  const no_order = await shopper.order(way.product);
  shop.sandbox.scenario({ fault: 'dropped-connection', api: way.api, when: 'before', times: 1 });
  await send(way, no_order);
  expect(await statusOf(no_order)).toBe('unknown');
  return no_order;
}

/** With an order that can be paid once more. */
async function paysAnew(way: Way, no_order: string): Promise<void> {
  expect(await shopper.page(`/orders/${no_order}`)).toContain('Not paid yet');
  await send(way, no_order);
  if (way.api === 'aggregate.direct') await shop.sandbox.pay(no_order, { requireAck: true });
  else {
    await verify(no_order);
    await shop.sandbox.delivered(no_order);
  }
  expect(await statusOf(no_order)).toBe(way.product === 'racket-rental' ? 'authorized' : 'paid');
}

describe.each(WAYS)('a payment $name that never arrived at LianLian', (way) => {
  it('stays open while it may still arrive, and is then one that can be made anew', async () => {
    const no_order = await lost(way);
    await check(no_order);
    shop.sandbox.expectRequest(way.query, { no_order });
    expect(await statusOf(no_order)).toBe('unknown');
    expect(await shopper.status(`/orders/${no_order}/checkout`, { method: 'card' })).toBe(409);
    await shop.later(no_order, A_WHILE_MS);
    await check(no_order);
    expect(await statusOf(no_order)).toBe('unpaid');
    await paysAnew(way, no_order);
  });

  it('ends in the same way where its process died during the call', async () => {
    const no_order = await lost(way);
    const since = new Date(Date.now() - A_WHILE_MS).toISOString();
    await shop.keep(no_order, { status: 'calling', since });
    await check(no_order);
    expect(await statusOf(no_order)).toBe('unpaid');
    await paysAnew(way, no_order);
  });

  it('ends at once where an older version left it', async () => {
    const no_order = await lost(way);
    await shop.keep(no_order, { status: 'unknown' });
    await check(no_order);
    expect(await statusOf(no_order)).toBe('unpaid');
  });

  it('stays open where LianLian cannot be asked', async () => {
    const no_order = await lost(way);
    await shop.later(no_order, A_WHILE_MS);
    shop.sandbox.scenario({ fault: 'bad-gateway', api: way.query });
    await check(no_order);
    expect(await statusOf(no_order)).toBe('unknown');
  });
});

describe.each(WAYS)('a payment $name whose response was lost', (way) => {
  it('can be made anew as soon as LianLian says that nobody has paid', async () => {
    const no_order = await shopper.order(way.product);
    shop.sandbox.scenario({ fault: 'dropped-connection', api: way.api, when: 'after', times: 1 });
    await send(way, no_order);
    expect(await statusOf(no_order)).toBe('unknown');
    await check(no_order);
    expect(await statusOf(no_order)).toBe('unpaid');
    await paysAnew(way, no_order);
  });
});

describe.each(WAYS.slice(1))(
  'a payment $name that the bank was working on, and LianLian has no more',
  (way) => {
    it('is over some time after LianLian spoke of it', async () => {
      const no_order = await shopper.order(way.product);
      await send(way, no_order, TEST_CARDS.processing);
      await verify(no_order);
      expect(await statusOf(no_order)).toBe('processing');
      await shop.forgetAtLianlian();
      await check(no_order);
      expect(await statusOf(no_order)).toBe('processing');
      await shop.later(no_order, A_WHILE_MS);
      await check(no_order);
      expect(await statusOf(no_order)).toBe('unpaid');
    });
  },
);

const NOT_FOUND = [...RETURN_CODES]
  .filter(([, { category }]) => category === 'not_found')
  .map(([code]) => code);

describe('LianLian’s word for a payment that it does not have', () => {
  it.each(NOT_FOUND)('may be %s', async (ret_code) => {
    const no_order = await shopper.order('oolong-tea');
    await shop.keep(no_order, { status: 'unknown' });
    await shop
      .get(ShopDatabase)
      .queries.updateTable('shop_orders')
      .set({ tried: 'aggregate,easypay' })
      .where('no_order', '=', no_order)
      .execute();
    for (const api of ['aggregate.query', 'easypay.query'] as const)
      shop.sandbox.scenario({ fault: 'ret-code', ret_code, api });
    await check(no_order);
    expect(await statusOf(no_order)).toBe('unpaid');
  });

  it('may be that it closed it: the shop says to order again', async () => {
    const no_order = await lost(WAYS[1]);
    shop.sandbox.scenario({ fault: 'ret-code', ret_code: '2006', api: 'easypay.query' });
    await check(no_order);
    expect(await statusOf(no_order)).toBe('failed');
    expect(await shopper.page(`/orders/${no_order}`)).toContain('Please order again');
  });

  it('of one family says nothing of a payment that was just sent in it, beside another one that failed', async () => {
    const no_order = await shopper.order('oolong-tea');
    await send(WAYS[0], no_order);
    await shop.sandbox.fail(no_order);
    shop.sandbox.scenario({ fault: 'dropped-connection', api: 'easypay.apply', when: 'before', times: 1 });
    await send(WAYS[1], no_order);
    shop.sandbox.scenario({ fault: 'ret-code', ret_code: '5002', api: 'easypay.query' });
    await check(no_order);
    expect(await statusOf(no_order)).toBe('unknown');
    await shop.later(no_order, A_WHILE_MS);
    await check(no_order);
    expect(await statusOf(no_order)).toBe('failed');
  });
});

describe('a query that tells nothing new', () => {
  it('says so, and when it was asked, to the payer and to the operator', async () => {
    const no_order = await lost(WAYS[1]);
    const { location = '' } = await check(no_order);
    expect(location).toMatch(/^\/orders\/\w+\?asked=\d{13}$/);
    expect(await shopper.page(location)).toContain('Nothing new so far. LianLian was asked at');
    expect(await shopper.page(location, 'zh')).toContain('已查询，暂无新结果');
    const told = await shop.ask(`orders/${no_order}/check`);
    expect(await shop.operatorPage((told.location ?? '').slice('/admin/'.length))).toContain('Nothing new');
    for (const asked of ['1', 'now', '9999999999999', String(Date.now() - 3_600_000)])
      expect(await shopper.page(`/orders/${no_order}?asked=${asked}`)).not.toContain('Nothing new');
    await shop.later(no_order, A_WHILE_MS);
    expect(await check(no_order)).toEqual({ location: `/orders/${no_order}` });
  });
});

describe('the payer’s mobile number', () => {
  it.each(['13800138000', '138 0013 8000', '+86 138-0013-8000', '+8613800138000', '0086 138 0013 8000'])(
    'may be %s',
    async (bind_mob) => {
      const no_order = await shopper.order('oolong-tea');
      const told = await shopper.send(`/orders/${no_order}/card`, { ...CARD, bind_mob });
      expect(told).toEqual({ location: `/orders/${no_order}/code` });
      const page = await shopper.page(`/orders/${no_order}/card`);
      const [, pattern = ''] = /name="bind_mob"[^>]*pattern="([^"]*)"/.exec(page) ?? [];
      const [, maxlength = ''] = /name="bind_mob"[^>]*maxlength="([^"]*)"/.exec(page) ?? [];
      expect(bind_mob).toMatch(new RegExp(`^(?:${pattern.replaceAll('&#43;', '+')})$`, 'v'));
      expect(bind_mob.length).toBeLessThanOrEqual(Number(maxlength));
    },
  );

  it.each(['+1 138 0013 8000', '86 138 0013 8000', '+86 138'])('is not %s', async (bind_mob) => {
    const no_order = await shopper.order('oolong-tea');
    const { problems } = await shopper.send(`/orders/${no_order}/card`, { ...CARD, bind_mob });
    expect(problems).toEqual({ bind_mob: 'A mobile number has 11 digits.' });
  });
});
