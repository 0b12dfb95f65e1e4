import { Body, Controller, Get, Post, UseFilters, UseGuards } from '@nestjs/common';

import type { Order } from '../orders/order.js';
import { OwnOrder } from '../orders/order.decorator.js';
import { OrdersService } from '../orders/orders.service.js';
import { PayableOrderGuard } from '../orders/payable-order.guard.js';
import type { Page, SeeOther } from '../pages/page.js';
import { ShopSettings } from '../shop-settings.js';
import { CardDto } from './card.dto.js';
import { CardPaymentService } from './card-payment.service.js';
import { cardPage } from './card.pages.js';
import { InvalidCardFilter } from './invalid-form.filters.js';
import { nextPage } from './next-page.js';
import { Payer, type PayerClient } from './payer.js';
import { PaymentFailedException } from './payment-failed.exception.js';

/** The payer's card, and the SMS that follows. */
@Controller('orders/:no_order/card')
@UseGuards(PayableOrderGuard)
export class CardController {
  constructor(
    private readonly payments: CardPaymentService,
    private readonly orders: OrdersService,
    private readonly settings: ShopSettings,
  ) {}

  @Get()
  form(@OwnOrder() order: Order): Page {
    return cardPage(order, this.settings);
  }

  @Post()
  @UseFilters(InvalidCardFilter)
  async apply(
    @OwnOrder() order: Order,
    @Body() card: CardDto,
    @Payer() payer: PayerClient,
  ): Promise<SeeOther> {
    await this.orders.keepCardOf(order.no_order, card.save === 'yes');
    const payment = await this.payments.apply(order, card, payer);
    // The payer stays on the form, where one wrong digit can be mended.
    if (payment.status === 'failed') throw new PaymentFailedException(payment.reason);
    return nextPage(order, payment);
  }
}
