import { Body, ConflictException, Controller, Get, Post, UseGuards } from '@nestjs/common';
import type { RedirectForm } from 'nestjs-lianlian';

import { SavedCardsService } from '../cards/saved-cards.service.js';
import { inWords } from '../language/text.js';
import type { Order } from '../orders/order.js';
import { OwnOrder } from '../orders/order.decorator.js';
import { PayableOrderGuard } from '../orders/payable-order.guard.js';
import { type Page, SeeOther } from '../pages/page.js';
import { CardPaymentService } from './card-payment.service.js';
import { CheckoutDto, SAVED_CARD } from './checkout.dto.js';
import { checkoutPage } from './checkout.pages.js';
import { CheckoutService } from './checkout.service.js';
import { Payer, type PayerClient } from './payer.js';

/** The choice of a payment method, and its start. */
@Controller('orders/:no_order/checkout')
@UseGuards(PayableOrderGuard)
export class CheckoutController {
  constructor(
    private readonly checkout: CheckoutService,
    private readonly cardPayments: CardPaymentService,
    private readonly cards: SavedCardsService,
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
    switch (method) {
      case 'aggregate':
        return (await this.checkout.aggregatePage(order, payer)) ?? orderPage;
      case 'easypay':
        return (await this.checkout.cardPage(order, payer)) ?? orderPage;
      case 'wechat':
      case 'alipay':
        await this.checkout.qrCode(order, method, payer);
        return orderPage;
      default:
        return this.withSavedCard(order, method.slice(SAVED_CARD.length), payer);
    }
  }

  private async withSavedCard(order: Order, id: string, payer: PayerClient): Promise<SeeOther> {
    const card = await this.cards.get(order.customer, id);
    const { status } = await this.cardPayments.applySaved(order, card, payer);
    return new SeeOther(`/orders/${order.no_order}${status === 'awaiting-code' ? '/code' : ''}`);
  }
}
