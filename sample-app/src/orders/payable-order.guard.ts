import { ConflictException, Injectable } from '@nestjs/common';

import { inWords } from '../language/text.js';
import type { Order } from './order.js';
import { OwnOrderGuard } from './own-order.guard.js';
import { isSettled, isUnderWay } from './payment.js';

/** Refuses a payment that could be the second one of its order. */
@Injectable()
export class PayableOrderGuard extends OwnOrderGuard {
  protected override check({ payment }: Order): void {
    if (isSettled(payment)) {
      throw new ConflictException(
        inWords({ zh: '订单已支付，不能重复支付。', en: 'This order is already paid.' }),
      );
    }
    if (isUnderWay(payment)) {
      throw new ConflictException(
        inWords({
          zh: '上一次支付的结果还未知，请先在订单页查询。',
          en: 'The last payment is not decided yet: check it on the order page first.',
        }),
      );
    }
  }
}
