import { randomBytes } from 'node:crypto';

import { fenToYuan, formatLianlianTime, wholeSeconds } from 'nestjs-lianlian';

import type { Product } from '../products/product.js';
import type { Order } from './order.js';
import { YUAN } from './order-currency.js';

/** An order before the first attempt to pay it. */
export function newOrder(customer: string, product: Product, quantity: number): Order {
  // LianLian knows no milliseconds: what is kept is what is sent, in any column.
  const createdAt = wholeSeconds();
  return {
    no_order: formatLianlianTime(createdAt).slice(0, 8) + randomBytes(12).toString('hex'),
    createdAt,
    money_order: fenToYuan(product.priceInFen * quantity),
    currency_order: product.currency ?? YUAN,
    customer,
    product,
    isDeposit: product.isDeposit ?? false,
    quantity,
    payment: { status: 'unpaid' },
    tried: [],
    version: 1,
  };
}
