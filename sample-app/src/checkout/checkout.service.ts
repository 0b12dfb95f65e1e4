import { Injectable } from '@nestjs/common';
import { LianlianService, type RedirectForm } from 'nestjs-lianlian';

import type { Order } from '../orders/order.js';
import type { Wallet } from '../orders/payment.js';
import { ShopSettings } from '../shop-settings.js';
import { orderFields, riskItem } from './order-fields.js';
import { PaymentAttemptsService } from './payment-attempts.service.js';
import type { PayerClient } from './payer.js';

const WALLET_PAY_TYPES = { wechat: 'I', alipay: 'L' } as const;

/** Payments that happen elsewhere: on a page of LianLian's, or on the payer's phone. */
@Injectable()
export class CheckoutService {
  constructor(
    private readonly lianlian: LianlianService,
    private readonly attempts: PaymentAttemptsService,
    private readonly settings: ShopSettings,
  ) {}

  /** LianLian's page with all methods. Undefined if the form could not be made: the order says why. */
  aggregatePage(order: Order, payer: PayerClient): Promise<RedirectForm | undefined> {
    return this.redirect(order, 'aggregate', () =>
      this.lianlian.aggregateRedirect.createForm({
        ...orderFields(order),
        userreq_ip: payer.ip,
        url_return: this.returnUrl(order),
        risk_item: riskItem(order, payer),
      }),
    );
  }

  /** LianLian's card page, the one for phones where the payer is on one. */
  cardPage(order: Order, payer: PayerClient): Promise<RedirectForm | undefined> {
    const request = {
      ...orderFields(order),
      pay_type: 'M',
      url_return: this.returnUrl(order),
      risk_item: riskItem(order, payer),
    } as const;
    const { easypayRedirect } = this.lianlian;
    return this.redirect(order, 'easypay', () =>
      payer.isPhone
        ? easypayRedirect.createH5Form({ ...request, app_request: '3' })
        : easypayRedirect.createWebForm({ ...request, userreq_ip: payer.ip }),
    );
  }

  /** Gets a QR code, which the order's page shows. */
  async qrCode(order: Order, wallet: Wallet, payer: PayerClient): Promise<void> {
    await this.attempts.run(order, 'aggregate', async () => {
      const { payLoad } = await this.lianlian.aggregateDirect.pay({
        ...orderFields(order),
        pay_type: WALLET_PAY_TYPES[wallet],
        risk_item: riskItem(order, payer),
      });
      // LianLian accepted the order; without a link there is nothing to scan, and only a query can show more.
      return typeof payLoad === 'string'
        ? { status: 'awaiting-scan', wallet, link: payLoad }
        : { status: 'unknown' };
    });
  }

  private async redirect(
    order: Order,
    family: 'aggregate' | 'easypay',
    createForm: () => Promise<RedirectForm>,
  ): Promise<RedirectForm | undefined> {
    let form: RedirectForm | undefined;
    await this.attempts.run(order, family, async () => {
      form = await createForm();
      return { status: 'at-lianlian' };
    });
    return form;
  }

  /** A payer who gives up comes back with nothing of LianLian's: our own parameter says which order it was. */
  private returnUrl({ no_order }: Order): string {
    return `${this.settings.origin}/payments/return?order=${no_order}`;
  }
}
