import { ConflictException, Injectable } from '@nestjs/common';
import type { Request } from 'express';

import { inWords } from '../language/text.js';
import type { Order } from './order.js';
import { OwnOrderGuard } from './own-order.guard.js';
import { isSettled, isUnderWay } from './payment.js';
import { SeeOtherException } from '../pages/see-other.exception.js';

/** Refuses a payment that could be the second one of its order. A payer who only comes back to the form sees the order. */
@Injectable()
export class PayableOrderGuard extends OwnOrderGuard {
  protected override check({ payment, no_order }: Order, { method }: Request): void {
    if (method === 'GET' && (isSettled(payment) || isUnderWay(payment))) {
      throw new SeeOtherException(`/orders/${no_order}`);
    }
    if (isSettled(payment)) {
      throw new ConflictException(
        inWords(
          { zh: '订单已支付，不能重复支付。', en: 'This order is already paid.' },
          { zh: '订单已支付', en: 'Already paid' },
        ),
      );
    }
    if (isUnderWay(payment)) {
      throw new ConflictException(
        inWords(
          {
            zh: '上一次支付的结果尚未确定，请先在订单页查询。',
            en: 'The last payment is not decided yet. Check it on the order page first.',
          },
          { zh: '支付结果待确认', en: 'Payment not decided yet' },
        ),
      );
    }
  }
}
