import { type CanActivate, type ExecutionContext, ForbiddenException, Injectable } from '@nestjs/common';
import type { Request } from 'express';

import { customerOf } from '../customers/customer.decorator.js';
import { inWords } from '../language/text.js';
import type { Order } from './order.js';
import { keepOrder } from './order.decorator.js';
import { OrdersService } from './orders.service.js';

/** Lets a customer act on their own orders only. Put it on routes with `:no_order` that do something. */
@Injectable()
export class OwnOrderGuard implements CanActivate {
  constructor(private readonly orders: OrdersService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request<{ no_order: string }>>();
    const order = await this.orders.get(request.params.no_order);
    const customer = customerOf(request);
    if (customer === '' || order.customer !== customer) {
      throw new ForbiddenException(
        inWords({ zh: '您无权查看该订单。', en: 'This order belongs to another visitor.' }),
      );
    }
    this.check(order, request);
    keepOrder(request, order);
    return true;
  }

  /** For guards that ask more of an order. */
  protected check(_order: Order, _request: Request): void {
    // Nothing more to ask.
  }
}
