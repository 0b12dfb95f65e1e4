import { Body, Controller, Get, Param, Post, UseFilters, UseGuards } from '@nestjs/common';

import { OwnCardsService } from '../cards/own-cards.service.js';
import type { Order } from '../orders/order.js';
import { OwnOrder } from '../orders/order.decorator.js';
import { PayableOrderGuard } from '../orders/payable-order.guard.js';
import type { Page, SeeOther } from '../pages/page.js';
import { ShopSettings } from '../shop-settings.js';
import { BankPhoneDto } from './card.dto.js';
import { CardPaymentService } from './card-payment.service.js';
import { savedCardPage } from './card.pages.js';
import { InvalidPhoneFilter } from './invalid-form.filters.js';
import { nextPage } from './next-page.js';
import { Payer, type PayerClient } from './payer.js';
import { PaymentFailedException } from './payment-failed.exception.js';

/**
 * A saved card that pays for an order in another currency. LianLian wants to be told the payer's number at the bank once
 * more, and its list of cards shows a part of it: the payer types it.
 */
@Controller('orders/:no_order/saved-cards/:card')
@UseGuards(PayableOrderGuard)
export class SavedCardController {
  constructor(
    private readonly payments: CardPaymentService,
    private readonly cards: OwnCardsService,
    private readonly settings: ShopSettings,
  ) {}

  @Get()
  async form(@OwnOrder() order: Order, @Param('card') id: string): Promise<Page> {
    await this.cards.toPay(order.customer, id);
    return savedCardPage(order, this.settings);
  }

  @Post()
  @UseFilters(InvalidPhoneFilter)
  async apply(
    @OwnOrder() order: Order,
    @Param('card') id: string,
    @Body() { bind_mob }: BankPhoneDto,
    @Payer() payer: PayerClient,
  ): Promise<SeeOther> {
    const { no_agree } = await this.cards.toPay(order.customer, id);
    const payment = await this.payments.apply(order, { no_agree, bind_mob }, payer);
    if (payment.status === 'failed') throw new PaymentFailedException(payment.reason);
    return nextPage(order, payment);
  }
}
