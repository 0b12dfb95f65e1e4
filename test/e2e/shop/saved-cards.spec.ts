import { NotFoundException } from '@nestjs/common';
import { type BoundCard, LianlianService } from 'nestjs-lianlian';
import { TEST_CARDS } from 'nestjs-lianlian/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { SavedCardsService } from '../../../sample-app/src/cards/saved-cards.service.js';
import { CardPaymentService } from '../../../sample-app/src/checkout/card-payment.service.js';
import { ProductsService } from '../../../sample-app/src/products/products.service.js';
import { SampleShop } from './support/sample-shop.js';

const PAYER = { ip: '203.0.113.9', isPhone: false };
const CARD = {
  card_no: TEST_CARDS.pays,
  acct_name: '张三',
  id_no: '110101199003070038',
  bind_mob: '13800138000',
};

describe('the cards of a customer', () => {
  let shop: SampleShop;
  let saved: SavedCardsService;
  let lianlian: LianlianService;

  beforeAll(async () => {
    shop = await SampleShop.open({ kind: 'memory' });
    saved = shop.get(SavedCardsService);
    lianlian = shop.get(LianlianService);
    for (const customer of ['visitor-1', 'visitor-2']) await payByCard(customer);
  });
  afterAll(() => shop.close());
  afterEach(() => {
    vi.restoreAllMocks();
  });

  async function payByCard(customer: string, keeps = true): Promise<void> {
    const { no_order } = await shop.orders.create(customer, shop.get(ProductsService).get('oolong-tea'), 1);
    await shop.orders.keepCardOf(no_order, keeps);
    const payments = shop.get(CardPaymentService);
    const applied = await payments.apply(await shop.orders.get(no_order), CARD, PAYER);
    if (applied.status !== 'awaiting-code') throw new Error(applied.status);
    await payments.verify(await shop.orders.get(no_order), applied.token, shop.sandbox.smsCode(no_order));
    await shop.sandbox.delivered(no_order);
  }

  /** The list is not signed, so a machine in between may write another one. */
  function forge(...cards: readonly object[]): void {
    vi.spyOn(lianlian.cards, 'listAll').mockImplementation(async function* () {
      await Promise.resolve();
      yield* cards as readonly BoundCard[];
    });
  }

  it('are those that paid for their orders', async () => {
    const [card, ...others] = await saved.of('visitor-1');
    expect(others).toEqual([]);
    expect(card?.name).toContain('0000');
    expect(await saved.get('visitor-1', card?.id ?? '')).toEqual(card);
    expect(await saved.of('visitor-3')).toEqual([]);
  });

  it('are none that nobody asked to keep, though LianLian binds every card that pays', async () => {
    await payByCard('visitor-4', false);
    const listed = [];
    for await (const card of lianlian.cards.listAll({ user_id: 'visitor-4', pay_type: 'M' }))
      listed.push(card);
    expect(listed).toHaveLength(1);
    expect(await saved.of('visitor-4')).toEqual([]);
  });

  it('are gone once their owner removed them, and stay so when the same card pays again', async () => {
    await payByCard('visitor-5');
    const [card] = await saved.of('visitor-5');
    await saved.unbind('visitor-5', card?.id ?? '');
    expect(await saved.of('visitor-5')).toEqual([]);
    await payByCard('visitor-5', false);
    expect(await saved.of('visitor-5')).toEqual([]);
  });

  it("are not another customer's, whatever an unsigned list says", async () => {
    const [own] = await saved.of('visitor-1');
    const [others] = await saved.of('visitor-2');
    const unbind = vi.spyOn(lianlian.cards, 'unbind');
    forge({ no_agree: others?.no_agree, bank_name: '招商银行', card_no: '0000', bind_mobile: '1' });
    expect(await saved.ofPayer('visitor-1')).toEqual([]);
    await expect(saved.get('visitor-1', others?.id ?? '')).rejects.toBeInstanceOf(NotFoundException);
    await expect(saved.unbind('visitor-1', others?.id ?? '')).rejects.toBeInstanceOf(NotFoundException);
    await expect(saved.unbind('visitor-1', own?.id ?? '')).rejects.toBeInstanceOf(NotFoundException);
    expect(unbind).not.toHaveBeenCalled();
  });
});
