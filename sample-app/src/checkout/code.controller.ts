import { Body, Controller, Get, Post, UseFilters, UseGuards } from '@nestjs/common';

import type { Order } from '../orders/order.js';
import { OwnOrder } from '../orders/order.decorator.js';
import { PayableOrderGuard } from '../orders/payable-order.guard.js';
import { InvalidFormException } from '../pages/invalid-form.exception.js';
import { type Page, SeeOther } from '../pages/page.js';
import { ShopSettings } from '../shop-settings.js';
import { CardPaymentService } from './card-payment.service.js';
import { codePage } from './card.pages.js';
import { CodeDto } from './code.dto.js';
import { InvalidCodeFilter } from './invalid-form.filters.js';

/** The SMS code of a card payment. */
@Controller('orders/:no_order/code')
@UseGuards(PayableOrderGuard)
export class CodeController {
  constructor(
    private readonly payments: CardPaymentService,
    private readonly settings: ShopSettings,
  ) {}

  @Get()
  form(@OwnOrder() order: Order): Page | SeeOther {
    const isWaiting = order.payment.status === 'awaiting-code';
    return isWaiting ? codePage(order, this.settings) : new SeeOther(`/orders/${order.no_order}`);
  }

  @Post()
  @UseFilters(InvalidCodeFilter)
  async verify(@OwnOrder() order: Order, @Body() { verify_code }: CodeDto): Promise<SeeOther> {
    const { no_order, payment } = order;
    if (payment.status !== 'awaiting-code') return new SeeOther(`/orders/${no_order}`);
    const problem = await this.payments.verify(order, payment.token, verify_code);
    if (problem === undefined) return new SeeOther(`/orders/${no_order}`);
    throw new InvalidFormException({ verify_code: problem });
  }
}
