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

/** Card payments in yuan, and deposits. */
@Injectable()
export class EasypayCardCalls implements CardCalls {
  constructor(private readonly lianlian: LianlianService) {}

  apply(order: Order, card: CardDto | BoundCard, payer: PayerClient): Promise<AppliedCard> {
    return this.lianlian.easypayDirect.apply({
      ...orderFields(order),
      // F only holds the amount; the operator captures or releases it later.
      pay_type: order.isDeposit ? 'F' : 'M',
      ...cardFields(card),
      risk_item: riskItem(order, payer),
    });
  }

  verify(order: Order, token: string, verify_code: string): Promise<VerifiedCard> {
    const { no_order, createdAt: dt_order, money_order } = order;
    return this.lianlian.easypayDirect.verify({ no_order, dt_order, money_order, token, verify_code });
  }
}
