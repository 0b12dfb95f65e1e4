import { Body, Controller, Get, Param, Post, ValidationPipe } from '@nestjs/common';

import type { Order } from '../database/order.entity.js';
import { OrderDto } from './order.dto.js';
import { OrdersService } from './orders.service.js';

/** What the shop's pages ask for. An order's number is made at random: anyone who has it may see the order. */
@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Post()
  order(@Body(new ValidationPipe()) wanted: OrderDto): Promise<{ id: string; code: string }> {
    return this.orders.order(wanted);
  }

  @Get(':id')
  get(@Param('id') id: string): Promise<Order> {
    return this.orders.get(id);
  }
}
