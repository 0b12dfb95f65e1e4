import { Body, Controller, Get, Param, Post, Query, UseFilters, UseGuards } from '@nestjs/common';
import { yuanToFen } from 'nestjs-lianlian';

import { askedAt, askedNow } from '../orders/asked-note.js';
import { DepositsService } from '../orders/deposits.service.js';
import { begun } from '../orders/hold-changes.js';
import { ORDERS_PER_PAGE } from '../orders/orders.repository.js';
import { OrdersService } from '../orders/orders.service.js';
import { PaymentCheckService } from '../orders/payment-check.service.js';
import { ConfirmationFilter } from '../pages/confirmation.filter.js';
import { type Page, SeeOther } from '../pages/page.js';
import { lastPage } from '../pages/pager.js';
import { moreThanIsLeft } from '../refunds/refund-book.js';
import { refundableFen } from '../refunds/refund-sums.js';
import { RefundsService } from '../refunds/refunds.service.js';
import { ShopSettings } from '../shop-settings.js';
import { adminOrderPage } from './admin-order.page.js';
import { adminOrdersPage, pathOfOrders } from './admin-orders.page.js';
import { AmountDto, ConfirmedDto, RefundDto } from './amount.dto.js';
import { askBeforeCapture, askBeforeRefund, askBeforeRelease } from './confirmations.js';
import { FindOrdersDto } from './find-orders.dto.js';
import { OperatorGuard } from './operator.guard.js';
import { ORDER_GROUPS } from './order-groups.js';

/** The operator's side: everybody's orders, refunds and deposits. */
@Controller('admin')
@UseGuards(OperatorGuard)
@UseFilters(ConfirmationFilter)
export class AdminController {
  constructor(
    private readonly orders: OrdersService,
    private readonly payments: PaymentCheckService,
    private readonly deposits: DepositsService,
    private readonly refunds: RefundsService,
    private readonly settings: ShopSettings,
  ) {}

  @Get()
  async list(@Query() search: FindOrdersDto): Promise<Page | SeeOther> {
    const { text = '', state, page = 1 } = search;
    const group = state === undefined ? { statuses: [] } : ORDER_GROUPS[state];
    const found = await this.orders.search({ text, page, ...group });
    const last = lastPage(found.total, ORDERS_PER_PAGE);
    if (page > last) return new SeeOther(pathOfOrders(search, last));
    return adminOrdersPage(search, found, await this.refunds.refundedOf(found.orders));
  }

  @Get('orders/:no_order')
  async show(@Param('no_order') no_order: string, @Query('asked') asked: unknown): Promise<Page> {
    const [order, refunds] = [await this.orders.get(no_order), await this.refunds.of(no_order)] as const;
    return adminOrderPage(order, refunds, this.settings, askedAt(asked));
  }

  /** Asks LianLian where the payment stands. */
  @Post('orders/:no_order/check')
  async check(@Param('no_order') no_order: string): Promise<SeeOther> {
    const isNews = await this.payments.check(await this.orders.get(no_order));
    return backTo(no_order, isNews ? '' : askedNow());
  }

  @Post('orders/:no_order/refunds')
  async refund(
    @Param('no_order') no_order: string,
    @Body() { amount, no_refund, confirmed }: RefundDto,
  ): Promise<SeeOther> {
    if (confirmed === undefined) {
      const order = await this.orders.get(no_order);
      const left = refundableFen(order, await this.refunds.of(no_order));
      if (yuanToFen(amount) > left) throw moreThanIsLeft(left, order);
      throw askBeforeRefund(order, amount);
    }
    await this.refunds.refund(no_order, amount, no_refund);
    return backTo(no_order);
  }

  @Post('refunds/:no_refund/check')
  async checkRefund(@Param('no_refund') no_refund: string): Promise<SeeOther> {
    return backTo((await this.refunds.check(no_refund)).no_order);
  }

  @Post('orders/:no_order/capture')
  async capture(
    @Param('no_order') no_order: string,
    @Body() { amount, confirmed }: AmountDto,
  ): Promise<SeeOther> {
    const order = await this.orders.get(no_order);
    if (confirmed === undefined) {
      begun(order, 'capturing', amount);
      throw askBeforeCapture(order, amount);
    }
    await this.deposits.capture(no_order, amount);
    return backTo(no_order);
  }

  @Post('orders/:no_order/cancel')
  async cancel(@Param('no_order') no_order: string, @Body() { confirmed }: ConfirmedDto): Promise<SeeOther> {
    const order = await this.orders.get(no_order);
    if (confirmed === undefined) {
      begun(order, 'cancelling', order.money_order);
      throw askBeforeRelease(order);
    }
    await this.deposits.cancel(no_order);
    return backTo(no_order);
  }
}

function backTo(no_order: string, note = ''): SeeOther {
  return new SeeOther(`/admin/orders/${no_order}${note}`);
}
