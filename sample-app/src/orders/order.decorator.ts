import { createParamDecorator, type ExecutionContext, InternalServerErrorException } from '@nestjs/common';
import type { Request } from 'express';

import type { Order } from './order.js';

const orders = new WeakMap<object, Order>();

/** Remembers the order that a guard let through. */
export function keepOrder(request: object, order: Order): void {
  orders.set(request, order);
}

/** The order that a guard let through. */
export function orderOf(request: object): Order {
  const order = orders.get(request);
  if (order === undefined) throw new InternalServerErrorException('The route lacks OwnOrderGuard');
  return order;
}

/** The order of a route with `OwnOrderGuard` or `PayableOrderGuard`. */
export const OwnOrder = createParamDecorator((_data: unknown, context: ExecutionContext): Order =>
  orderOf(context.switchToHttp().getRequest<Request>()),
);
