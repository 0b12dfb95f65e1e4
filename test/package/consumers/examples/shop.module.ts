import { Controller, Injectable, Module } from '@nestjs/common';
import {
  LianlianController,
  LianlianModule,
  LianlianService,
  type PaymentNotification,
} from 'nestjs-lianlian';
import type { LianlianSandbox } from 'nestjs-lianlian/testing';

/** The orders of a very small shop. */
@Injectable()
export class Orders {
  readonly paid: string[] = [];

  constructor(private readonly lianlian: LianlianService) {}

  /** Starts a payment by QR code. */
  async buy(no_order: string, notify_url: string): Promise<void> {
    await this.lianlian.aggregateDirect.pay({
      user_id: 'u-1',
      no_order,
      dt_order: new Date(),
      busi_partner: '109001',
      pay_type: 'I',
      name_goods: '羽毛球',
      money_order: '49.95',
      notify_url,
      risk_item: { frms_ware_category: '1009', user_info_mercht_userno: 'u-1' },
    });
  }
}

/** Where LianLian's notifications arrive. */
@Controller('payments')
export class PaymentsController extends LianlianController() {
  constructor(private readonly orders: Orders) {
    super();
  }

  override expectedPayment(no_order: string): { money_order: string } | null {
    return no_order.startsWith('order-') ? { money_order: '49.95' } : null;
  }

  override onPayment({ no_order }: PaymentNotification): void {
    this.orders.paid.push(no_order);
  }
}

/** A shop that pays at a sandbox. */
export function shopAt(sandbox: LianlianSandbox): new () => object {
  @Module({
    imports: [LianlianModule.forRoot({ ...sandbox.options })],
    controllers: [PaymentsController],
    providers: [Orders],
  })
  class ShopModule {}
  return ShopModule;
}
