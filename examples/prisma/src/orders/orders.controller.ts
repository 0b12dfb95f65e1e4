import {
  Body,
  Controller,
  Get,
  Header,
  Param,
  Post,
  Redirect,
  ValidationPipe,
} from '@nestjs/common';

import { type Order } from '../generated/prisma/client';
import { CheckoutDto } from './checkout.dto';
import { CheckoutService, type Wallet } from './checkout.service';
import { OrdersService } from './orders.service';
import { orderPage, shopPage } from './pages';

/** A page to see next. */
interface Next {
  readonly url: string;
}

/** What the payer sees. An order's number is made at random: anyone who has it may see the order. */
@Controller()
export class OrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly checkout: CheckoutService,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  shop(): string {
    return shopPage();
  }

  @Post('orders')
  @Redirect('/', 303)
  async buy(@Body(new ValidationPipe()) { wallet }: CheckoutDto) {
    return this.askFor(await this.orders.create(), wallet);
  }

  /** Another code for the same order: the first has expired, or the payer would rather use the other wallet. */
  @Post('orders/:id/code')
  @Redirect('/', 303)
  async code(
    @Param('id') id: string,
    @Body(new ValidationPipe()) { wallet }: CheckoutDto,
  ) {
    return this.askFor(await this.orders.get(id), wallet);
  }

  @Get('orders/:id')
  @Header('content-type', 'text/html; charset=utf-8')
  async order(@Param('id') id: string): Promise<string> {
    return orderPage(await this.orders.get(id));
  }

  private async askFor(order: Order, wallet: Wallet): Promise<Next> {
    const code = await this.checkout.codeFor(order, wallet);
    await this.orders.keepCode(order.id, code);
    return { url: `/orders/${order.id}` };
  }
}
