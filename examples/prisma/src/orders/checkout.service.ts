import { Injectable } from '@nestjs/common';
import { LianlianService } from 'nestjs-lianlian';

import { type Order } from '../generated/prisma/client';

/** `I` is WeChat Pay, `L` is Alipay. */
export const WALLETS = ['I', 'L'] as const;
export type Wallet = (typeof WALLETS)[number];

/** Asks LianLian for payments. */
@Injectable()
export class CheckoutService {
  constructor(private readonly lianlian: LianlianService) {}

  /**
   * What the payer scans. LianLian has accepted the order then; that it was paid, a notification tells.
   *
   * @throws LianlianError if LianLian refuses, or cannot be reached
   */
  async codeFor(order: Order, pay_type: Wallet): Promise<string> {
    const user_id = 'guest'; // your customer's number
    const { payLoad } = await this.lianlian.aggregateDirect.pay({
      pay_type,
      user_id,
      no_order: order.id,
      dt_order: order.createdAt,
      name_goods: order.name,
      money_order: order.amount.toFixed(2),
      risk_item: {
        frms_ware_category: '1009',
        user_info_mercht_userno: user_id,
      },
    });
    if (typeof payLoad !== 'string') {
      throw new Error(`No QR code came for order ${order.id}`);
    }
    return payLoad;
  }
}
