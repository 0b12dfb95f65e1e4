import {
  Body,
  Controller,
  Get,
  Param,
  Post,
  UseGuards,
  ValidationPipe,
} from '@nestjs/common';

import { type Order, type Refund } from '../generated/prisma/client';
import { OrdersService } from '../orders/orders.service';
import { RefundsService } from '../refunds/refunds.service';
import { OperatorGuard } from './operator.guard';
import { RefundDto } from './refund.dto';

/** What the operator sees and does, as JSON. */
@Controller('admin/orders')
@UseGuards(OperatorGuard)
export class AdminController {
  constructor(
    private readonly orders: OrdersService,
    private readonly refunds: RefundsService,
  ) {}

  @Get(':id')
  order(@Param('id') id: string): Promise<Order> {
    return this.orders.get(id);
  }

  @Post(':id/refunds')
  async refund(
    @Param('id') id: string,
    @Body(new ValidationPipe()) { amount }: RefundDto,
  ): Promise<Refund> {
    return this.refunds.refund(await this.orders.get(id), amount);
  }
}
