import type { Currency } from 'nestjs-lianlian';

import type { OrderRow } from '../database/shop-tables.js';
import { chinaDay } from '../pages/china-time.js';
import type { Order, UnwantedCard } from './order.js';
import type { Payment, PaymentFamily } from './payment.js';
import { takenMoney } from './taken-money.js';

/** An order as the table keeps it. */
export function rowOf(order: Order): OrderRow {
  return {
    no_order: order.no_order,
    created_at: order.createdAt,
    customer: order.customer,
    product_id: order.product.id,
    product_name: order.product.name.zh,
    product_name_en: order.product.name.en,
    kind: order.isDeposit ? 'deposit' : 'payment',
    quantity: order.quantity,
    money_order: order.money_order,
    currency_order: order.currency_order,
    payment_status: order.payment.status,
    payment: JSON.stringify(order.payment),
    money_taken: takenMoney(order) ?? null,
    tried: order.tried.join(','),
    keeps_card: order.keepsCard === true ? 1 : 0,
    unwanted_card: order.unwantedCard?.id ?? null,
    unbind_at: order.unwantedCard?.tryAt ?? null,
    version: order.version,
    settle_date: settleDateOf(order.payment),
  };
}

/** The day as LianLian gives it, where it does; of a capture the day on which we heard of it. */
function settleDateOf(payment: Payment): string | null {
  if (payment.status === 'paid') return payment.settle_date;
  return payment.status === 'captured' ? chinaDay(payment.at) : null;
}

/** The order of a row. What the columns hold, `rowOf` wrote. */
export function orderOfRow(row: OrderRow): Order {
  return {
    no_order: row.no_order,
    createdAt: row.created_at,
    customer: row.customer,
    product: {
      id: row.product_id,
      name: { zh: row.product_name, en: row.product_name_en ?? row.product_name },
    },
    isDeposit: row.kind === 'deposit',
    quantity: row.quantity,
    money_order: row.money_order,
    currency_order: row.currency_order as Currency,
    payment: JSON.parse(row.payment) as Payment,
    tried: row.tried.split(',').filter((family) => family !== '') as PaymentFamily[],
    keepsCard: row.keeps_card === 1,
    unwantedCard: unwantedCardOf(row),
    version: row.version,
  };
}

function unwantedCardOf({ unwanted_card: id, unbind_at: tryAt }: OrderRow): UnwantedCard | undefined {
  return id === null || tryAt === null ? undefined : { id, tryAt };
}
