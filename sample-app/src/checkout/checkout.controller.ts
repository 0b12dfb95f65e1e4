import { Body, ConflictException, Controller, Get, Post, UseGuards } from '@nestjs/common';
import type { RedirectForm } from 'nestjs-lianlian';

import { OwnCardsService } from '../cards/own-cards.service.js';
import { SavedCardsService } from '../cards/saved-cards.service.js';
import { inWords } from '../language/text.js';
import type { Order } from '../orders/order.js';
import { isForeign } from '../orders/order-currency.js';
import { OwnOrder } from '../orders/order.decorator.js';
import { PayableOrderGuard } from '../orders/payable-order.guard.js';
import { type Page, SeeOther } from '../pages/page.js';
import { CardPaymentService } from './card-payment.service.js';
import { CheckoutDto, isSavedCard, SAVED_CARD } from './checkout.dto.js';
import { checkoutPage } from './checkout.pages.js';
import { CheckoutService } from './checkout.service.js';
import { nextPage } from './next-page.js';
import { Payer, type PayerClient } from './payer.js';

/** The choice of a payment method, and its start. */
@Controller('orders/:no_order/checkout')
@UseGuards(PayableOrderGuard)
export class CheckoutController {
  constructor(
    private readonly checkout: CheckoutService,
    private readonly cardPayments: CardPaymentService,
    private readonly cards: SavedCardsService,
    private readonly ownCards: OwnCardsService,
  ) {}

  @Get()
  async choose(@OwnOrder() order: Order): Promise<Page> {
    return checkoutPage(order, order.isDeposit ? [] : await this.cards.ofPayer(order.customer));
  }

  @Post()
  async start(
    @OwnOrder() order: Order,
    @Body() { method }: CheckoutDto,
    @Payer() payer: PayerClient,
  ): Promise<RedirectForm | SeeOther> {
    const orderPage = new SeeOther(`/orders/${order.no_order}`);
    if (method === 'card') return new SeeOther(`/orders/${order.no_order}/card`);
    if (order.isDeposit) {
      throw new ConflictException(
        inWords({ zh: '押金只能冻结在信用卡上。', en: 'A deposit can only be held on a credit card.' }),
      );
    }
    if (isSavedCard(method)) return this.withSavedCard(order, method.slice(SAVED_CARD.length), payer);
    if (isForeign(order)) {
      throw new ConflictException(
        inWords({
          zh: '此商品以外币标价，只能用银行卡支付。',
          en: 'This order is in a foreign currency, and can only be paid by bank card.',
        }),
      );
    }
    switch (method) {
      case 'aggregate':
        return (await this.checkout.aggregatePage(order, payer)) ?? orderPage;
      case 'easypay':
        return (await this.checkout.cardPage(order, payer)) ?? orderPage;
      case 'wechat':
      case 'alipay':
        await this.checkout.qrCode(order, method, payer);
        return orderPage;
    }
  }

  private async withSavedCard(order: Order, id: string, payer: PayerClient): Promise<SeeOther> {
    // That LianLian asks for a phone number as well.
    if (isForeign(order)) return new SeeOther(`/orders/${order.no_order}/saved-cards/${id}`);
    const { no_agree } = await this.ownCards.toPay(order.customer, id);
    return nextPage(order, await this.cardPayments.apply(order, { no_agree }, payer));
  }
}
