import { Body, Controller, Get, Post, Query, UseFilters, UseGuards } from '@nestjs/common';

import { afterOldCode, isOldCode, oldCodeNote } from '../orders/old-code-note.js';
import type { Order } from '../orders/order.js';
import { OwnOrder } from '../orders/order.decorator.js';
import { PayableOrderGuard } from '../orders/payable-order.guard.js';
import { InvalidFormException } from '../pages/invalid-form.exception.js';
import { type Page, SeeOther } from '../pages/page.js';
import { ShopSettings } from '../shop-settings.js';
import { attemptIdOf } from './attempt-id.js';
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
  form(@OwnOrder() order: Order, @Query('code') code: unknown): Page | SeeOther {
    const isWaiting = order.payment.status === 'awaiting-code';
    if (!isWaiting) return new SeeOther(`/orders/${order.no_order}`);
    return codePage(order, this.settings, {}, 200, isOldCode(code) ? oldCodeNote() : undefined);
  }

  @Post()
  @UseFilters(InvalidCodeFilter)
  async verify(@OwnOrder() order: Order, @Body() { verify_code, attempt }: CodeDto): Promise<SeeOther> {
    const { no_order, payment } = order;
    if (payment.status !== 'awaiting-code') return new SeeOther(afterOldCode(`/orders/${no_order}`));
    if (attempt !== attemptIdOf(order)) return new SeeOther(afterOldCode(`/orders/${no_order}/code`));
    const problem = await this.payments.verify(order, payment.token, verify_code);
    if (problem === undefined) return new SeeOther(`/orders/${no_order}`);
    throw new InvalidFormException({ verify_code: problem });
  }
}
