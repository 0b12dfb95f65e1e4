import { Injectable } from '@nestjs/common';
import { LianlianService } from 'nestjs-lianlian';

import { type Order } from './orders.service';

@Injectable()
export class CheckoutService {
  constructor(private readonly lianlian: LianlianService) {}

  /** What the payer's WeChat opens. */
  async pay(order: Order, notify_url?: string): Promise<string> {
    const response = await this.lianlian.aggregateDirect.pay({
      user_id: 'u-1',
      no_order: order.id,
      dt_order: order.createdAt,
      busi_partner: '109001',
      name_goods: '羽毛球',
      money_order: order.amount,
      pay_type: 'I',
      risk_item: { frms_ware_category: '1009' },
      notify_url,
    });
    return response.payLoad as string;
  }
}
