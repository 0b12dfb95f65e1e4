import { Body, Controller, Get, Param, Post, UseGuards } from '@nestjs/common';

import { DepositsService } from '../orders/deposits.service.js';
import { OrdersService } from '../orders/orders.service.js';
import { PaymentCheckService } from '../orders/payment-check.service.js';
import { type Page, SeeOther } from '../pages/page.js';
import { RefundsService } from '../refunds/refunds.service.js';
import { adminOrderPage } from './admin-order.page.js';
import { adminOrdersPage } from './admin-orders.page.js';
import { AmountDto, RefundDto } from './amount.dto.js';
import { OperatorGuard } from './operator.guard.js';

/** The operator's side: everybody's orders, refunds and deposits. */
@Controller('admin')
@UseGuards(OperatorGuard)
export class AdminController {
  constructor(
    private readonly orders: OrdersService,
    private readonly payments: PaymentCheckService,
    private readonly deposits: DepositsService,
    private readonly refunds: RefundsService,
  ) {}

  @Get()
  async list(): Promise<Page> {
    return adminOrdersPage(await this.orders.latest());
  }

  @Get('orders/:no_order')
  async show(@Param('no_order') no_order: string): Promise<Page> {
    return adminOrderPage(await this.orders.get(no_order), await this.refunds.of(no_order));
  }

  /** Asks LianLian where the payment stands. */
  @Post('orders/:no_order/check')
  async check(@Param('no_order') no_order: string): Promise<SeeOther> {
    await this.payments.check(await this.orders.get(no_order));
    return backTo(no_order);
  }

  @Post('orders/:no_order/refunds')
  async refund(
    @Param('no_order') no_order: string,
    @Body() { amount, no_refund }: RefundDto,
  ): Promise<SeeOther> {
    await this.refunds.refund(no_order, amount, no_refund);
    return backTo(no_order);
  }

  @Post('refunds/:no_refund/check')
  async checkRefund(@Param('no_refund') no_refund: string): Promise<SeeOther> {
    return backTo((await this.refunds.check(no_refund)).no_order);
  }

  @Post('orders/:no_order/capture')
  async capture(@Param('no_order') no_order: string, @Body() { amount }: AmountDto): Promise<SeeOther> {
    await this.deposits.capture(no_order, amount);
    return backTo(no_order);
  }

  @Post('orders/:no_order/cancel')
  async cancel(@Param('no_order') no_order: string): Promise<SeeOther> {
    await this.deposits.cancel(no_order);
    return backTo(no_order);
  }
}

function backTo(no_order: string): SeeOther {
  return new SeeOther(`/admin/orders/${no_order}`);
}
