import {
  Body,
  Controller,
  Get,
  type MessageEvent,
  Param,
  Post,
  Query,
  Req,
  Res,
  Sse,
  UseGuards,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';

import { Customer } from '../customers/customer.decorator.js';
import { sessionCookie } from '../customers/session-cookie.js';
import { SessionsService } from '../customers/sessions.service.js';
import type { Language } from '../language/text.js';
import { VisitorLanguage } from '../language/visitor-language.js';
import { FromHereGuard } from '../pages/from-here.js';
import { type Page, SeeOther } from '../pages/page.js';
import { ProductsService } from '../products/products.service.js';
import { RefundsService } from '../refunds/refunds.service.js';
import { ShopSettings } from '../shop-settings.js';
import { askedAt, askedNow } from './asked-note.js';
import { CreateOrderDto } from './create-order.dto.js';
import type { Order } from './order.js';
import { OwnOrder } from './order.decorator.js';
import { orderStatus } from './order-status.js';
import { OrderStreamsService } from './order-streams.service.js';
import { OrderViewsService } from './order-views.service.js';
import { orderPage, ordersPage } from './orders.pages.js';
import { noSuchOrder } from './orders.repository.js';
import { OrdersService } from './orders.service.js';
import { OwnOrderGuard } from './own-order.guard.js';
import { PaymentCheckService } from './payment-check.service.js';
import { isOldCode } from './old-code-note.js';
import { isReturnNote } from './return-note.js';

/** Orders, and what became of their payments. */
@Controller('orders')
export class OrdersController {
  constructor(
    private readonly products: ProductsService,
    private readonly orders: OrdersService,
    private readonly refunds: RefundsService,
    private readonly views: OrderViewsService,
    private readonly paymentCheck: PaymentCheckService,
    private readonly streams: OrderStreamsService,
    private readonly sessions: SessionsService,
    private readonly settings: ShopSettings,
  ) {}

  @Get()
  async list(@Customer() customer: string): Promise<Page> {
    const orders = await this.orders.of(customer);
    return ordersPage(orders, await this.refunds.refundedOf(orders));
  }

  /** A visitor's first order begins their session. A form of another site would begin one in place of their own. */
  @Post()
  @UseGuards(FromHereGuard)
  async create(
    @Customer() known: string,
    @Body() { product, quantity }: CreateOrderDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SeeOther> {
    const item = this.products.get(product);
    const customer = known === '' ? await this.begin(response) : known;
    const order = await this.orders.create(customer, item, quantity);
    return new SeeOther(`/orders/${order.no_order}/checkout`);
  }

  /** Without the guard: a payer may come back in another browser, and the number is not to be guessed. */
  @Get(':no_order')
  async show(
    @Param('no_order') no_order: string,
    @Query('return') note: unknown,
    @Query('asked') asked: unknown,
    @Query('code') code: unknown,
  ): Promise<Page> {
    const view = await this.views.get(no_order);
    return orderPage(view, {
      note: isReturnNote(note) ? note : undefined,
      asked: askedAt(asked),
      isOldCode: isOldCode(code),
    });
  }

  /** The page's live updates. The first message is the order now, should it have changed in between. */
  @Sse(':no_order/events')
  @UseGuards(FromHereGuard)
  async events(
    @Param('no_order') no_order: string,
    @VisitorLanguage() language: Language,
    @Customer() customer: string,
    @Req() { ip = '' }: Request,
  ): Promise<Observable<MessageEvent>> {
    if ((await this.orders.find(no_order)) === undefined) throw noSuchOrder();
    return this.streams
      .bounded(customer === '' ? ip : customer, this.views.watch(no_order))
      .pipe(map((view) => ({ data: { version: view.version, markup: orderStatus(view).in(language) } })));
  }

  /** The payer asks what became of a payment. */
  @Post(':no_order/check')
  @UseGuards(OwnOrderGuard)
  async check(@OwnOrder() order: Order): Promise<SeeOther> {
    const isNews = await this.paymentCheck.check(order);
    return new SeeOther(`/orders/${order.no_order}${isNews ? '' : askedNow()}`);
  }

  private async begin(response: Response): Promise<string> {
    const { id, customer } = await this.sessions.begin();
    response.append('set-cookie', sessionCookie(id, this.settings));
    return customer;
  }
}
