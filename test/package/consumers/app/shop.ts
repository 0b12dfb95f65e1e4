import 'reflect-metadata';

import assert from 'node:assert/strict';

import { Controller, Injectable } from '@nestjs/common';
import {
  LianlianController,
  PaymentNotification,
  type PaymentReturn,
  type RefundNotification,
} from 'nestjs-lianlian';

@Injectable()
export class Orders {
  readonly paid: string[] = [];

  find(no_order: string): { money_order: string } | null {
    return no_order.startsWith('order-') ? { money_order: '49.95' } : null;
  }

  markPaid(notification: PaymentNotification | RefundNotification): void {
    assert(notification instanceof PaymentNotification);
    this.paid.push(notification.no_order);
  }
}

@Controller('payments')
export class PaymentsController extends LianlianController() {
  constructor(private readonly orders: Orders) {
    super();
  }

  override expectedPayment(no_order: string) {
    return this.orders.find(no_order);
  }

  override onPayment(notification: PaymentNotification): void {
    this.orders.markPaid(notification);
  }

  override onReturn(result: PaymentReturn): string {
    return result.verified ? `/orders/${result.no_order}` : `/${result.reason}`;
  }
}

/** What every payment of these apps has. */
export const ORDER = {
  user_id: 'u-1',
  dt_order: new Date(),
  name_goods: '羽毛球',
  money_order: '49.95',
  risk_item: {
    frms_ware_category: '1009',
    user_info_mercht_userno: 'u-1',
    user_info_bind_phone: '13958069593',
    user_info_dt_register: '20131030122130',
    goods_name: '羽毛球',
  },
};
