import { Injectable } from '@nestjs/common';
import { LianlianService } from 'nestjs-lianlian';

import type { Order } from '../orders/order.js';
import type { CardDto } from './card.dto.js';
import {
  type AppliedCard,
  type BoundCard,
  type CardCalls,
  cardFields,
  type VerifiedCard,
} from './card-calls.js';
import { orderFields, riskItem } from './order-fields.js';
import type { PayerClient } from './payer.js';

/** Card payments of orders in another currency: the payer pays in yuan, and the shop is settled in that of the order. */
@Injectable()
export class ExchangeCardCalls implements CardCalls {
  constructor(private readonly lianlian: LianlianService) {}

  apply(order: Order, card: CardDto | BoundCard, payer: PayerClient): Promise<AppliedCard> {
    const { bind_mob = '', ...fields } = cardFields(card);
    const { currency_order } = order;
    return this.lianlian.exchange.apply({
      ...orderFields(order),
      currency_order,
      currency_settle: currency_order,
      pay_type: 'M',
      ...fields,
      bind_mob,
      risk_item: riskItem(order, payer),
    });
  }

  verify({ customer, no_order }: Order, token: string, verify_code: string): Promise<VerifiedCard> {
    return this.lianlian.exchange.verify({ user_id: customer, no_order, token, verify_code });
  }
}
