import { LianlianService } from 'nestjs-lianlian';
import { TEST_CARDS } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { SavedCardsService } from '../../../sample-app/src/cards/saved-cards.service.js';
import { UnwantedCardsService } from '../../../sample-app/src/cards/unwanted-cards.service.js';
import { CardPaymentService } from '../../../sample-app/src/checkout/card-payment.service.js';
import { ShopDatabase } from '../../../sample-app/src/database/shop-database.js';
import { DepositsService } from '../../../sample-app/src/orders/deposits.service.js';
import { PaymentCheckService } from '../../../sample-app/src/orders/payment-check.service.js';
import { ProductsService } from '../../../sample-app/src/products/products.service.js';
import { uniqueNumber } from '../../support/shop.js';
import { SampleShop } from './support/sample-shop.js';

const PAYER = { ip: '203.0.113.9', isPhone: false };
const CARD = {
  card_no: TEST_CARDS.pays,
  acct_name: '张三',
  id_no: '110101199003070038',
  bind_mob: '13800138000',
};

describe('a card that paid', () => {
  let shop: SampleShop;
  let customer: string;

  beforeAll(async () => {
    shop = await SampleShop.open({ kind: 'memory' });
  });
  afterAll(() => shop.close());
  beforeEach(() => {
    shop.sandbox.scenarios.clear();
    shop.logger.clear();
    customer = uniqueNumber('visitor-');
  });

  /** With the SMS code sent. */
  async function begin(keeps: boolean, product = 'oolong-tea'): Promise<string> {
    const { no_order } = await shop.orders.create(customer, shop.get(ProductsService).get(product), 1);
    await shop.orders.keepCardOf(no_order, keeps);
    await shop.get(CardPaymentService).apply(await shop.orders.get(no_order), CARD, PAYER);
    return no_order;
  }

  async function verify(no_order: string): Promise<void> {
    const order = await shop.orders.get(no_order);
    if (order.payment.status !== 'awaiting-code') throw new Error(order.payment.status);
    const code = shop.sandbox.smsCode(no_order);
    await shop.get(CardPaymentService).verify(order, order.payment.token, code);
  }

  async function pay(keeps: boolean, product?: string): Promise<string> {
    const no_order = await begin(keeps, product);
    await verify(no_order);
    await shop.sandbox.delivered(no_order);
    return no_order;
  }

  async function bound(): Promise<readonly string[]> {
    const tokens: string[] = [];
    const cards = shop.get(LianlianService).cards.listAll({ user_id: customer, pay_type: 'M' });
    for await (const { no_agree } of cards) tokens.push(no_agree);
    return tokens;
  }

  const unbindDue = (): Promise<void> => shop.get(UnwantedCardsService).unbindDue();

  /** As if an hour had gone by. */
  async function later(): Promise<void> {
    const { queries } = shop.get(ShopDatabase);
    const now = new Date();
    await queries.updateTable('shop_orders').set({ unbind_at: now }).where('unbind_at', '>', now).execute();
  }

  it('is unbound at LianLian where the payer did not ask to keep it', async () => {
    const no_order = await pay(false);
    expect(await bound()).toHaveLength(1);
    await unbindDue();
    expect(await bound()).toEqual([]);
    expect(await shop.orders.get(no_order)).toMatchObject({ payment: { status: 'paid' } });
    expect((await shop.orders.get(no_order)).unwantedCard).toBeUndefined();
  });

  it('stays where the payer asked to keep it', async () => {
    await pay(true);
    await unbindDue();
    expect(await bound()).toHaveLength(1);
    expect(await shop.get(SavedCardsService).of(customer)).toHaveLength(1);
  });

  it('stays where an earlier order keeps it, typed again or chosen from the saved ones', async () => {
    await pay(true);
    await pay(false);
    const [saved] = await shop.get(SavedCardsService).of(customer);
    if (saved === undefined) throw new Error('nothing is saved');
    const { no_order } = await shop.orders.create(customer, shop.get(ProductsService).get('oolong-tea'), 1);
    await shop.get(CardPaymentService).apply(await shop.orders.get(no_order), saved, PAYER);
    await verify(no_order);
    await shop.sandbox.delivered(no_order);
    await unbindDue();
    await later();
    await unbindDue();
    expect(await bound()).toEqual([saved.no_agree]);
    expect(await shop.get(SavedCardsService).of(customer)).toEqual([saved]);
  });

  it('stays as long as another order may keep it, and for good once one does', async () => {
    await pay(false);
    const second = await begin(true);
    await unbindDue();
    expect(await bound()).toHaveLength(1);
    await verify(second);
    await shop.sandbox.delivered(second);
    await later();
    await unbindDue();
    expect(await shop.get(SavedCardsService).of(customer)).toHaveLength(1);
  });

  it('is unbound later where LianLian refuses: the payment stands, and the log names the order and no card', async () => {
    const no_order = await pay(false);
    const [token = ''] = await bound();
    shop.sandbox.scenario({ fault: 'ret-code', ret_code: '9999', api: 'card.unbind', times: 1 });
    await unbindDue();
    expect(await bound()).toEqual([token]);
    expect((await shop.payment(no_order)).status).toBe('paid');
    const [warning, ...others] = shop.logger
      .texts('warn')
      .filter((text) => text.includes('bound at LianLian'));
    expect(others).toEqual([]);
    expect(warning).toContain(`Order ${no_order} is paid`);
    for (const secret of [token, CARD.card_no, CARD.acct_name, '0000', CARD.bind_mob])
      expect(warning).not.toContain(secret);
    await unbindDue();
    expect(await bound(), 'not asked again at once').toEqual([token]);
    await later();
    await unbindDue();
    expect(await bound()).toEqual([]);
  });

  it('is looked for again where LianLian’s list does not have it yet', async () => {
    const no_order = await pay(false);
    const cards = await bound();
    // LianLian's word for a list without cards.
    shop.sandbox.scenario({ fault: 'ret-code', ret_code: '3011', api: 'card.list', times: 1 });
    await unbindDue();
    expect(await bound()).toEqual(cards);
    expect((await shop.orders.get(no_order)).unwantedCard).toMatchObject({
      id: expect.any(String) as string,
    });
    await later();
    await unbindDue();
    expect(await bound()).toEqual([]);
  });

  it('of a deposit is unbound once LianLian needs it no more', async () => {
    const no_order = await pay(false, 'racket-rental');
    expect((await shop.payment(no_order)).status).toBe('authorized');
    await unbindDue();
    expect(await bound()).toHaveLength(1);
    await shop.get(DepositsService).capture(no_order, '100.00');
    expect((await shop.payment(no_order)).status).toBe('captured');
    await unbindDue();
    expect(await bound()).toEqual([]);
  });

  it('is unbound, too, where the notification that names it is lost', async () => {
    shop.sandbox.scenario({ fault: 'dropped', kind: 'payment' });
    const no_order = await begin(false);
    await verify(no_order);
    await shop.get(PaymentCheckService).check(await shop.orders.get(no_order));
    expect((await shop.payment(no_order)).status).toBe('paid');
    await unbindDue();
    expect(await bound()).toEqual([]);
  });

  it('is unbound by one of two processes of the shop', async () => {
    const no_order = await pay(false);
    const now = new Date();
    const cards = await Promise.all([1, 2].map(() => shop.orders.putOffUnbinding(no_order, now)));
    expect(cards.filter((card) => card !== undefined)).toHaveLength(1);
  });
});
