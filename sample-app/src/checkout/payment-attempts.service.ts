import { Injectable, Logger } from '@nestjs/common';
import { LianlianApiError, LianlianError } from 'nestjs-lianlian';

import type { Order } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';
import type { OpenPayment, PaymentFamily } from '../orders/payment.js';

/** What can follow from a call. That an order is paid follows from a notification or a query only. */
export type AttemptResult = OpenPayment;

/**
 * What a payer can do about a refusal, by its category. The other categories are the shop's affair: they are in
 * its log, with LianLian's code and what that means.
 */
const ADVICE: Readonly<Record<string, string>> = {
  card: '请核对银行卡信息，或换一张卡。 Please check the details of your card, or use another one.',
  limit: '超过支付限额，请换一种方式。 This is over a limit. Please use another method.',
  risk: '支付被风控拒绝，请换一种方式。 The payment was declined. Please use another method.',
  sms: '请核对短信验证码。 Please check the SMS code.',
  token: '验证码已过期，请重新获取。 The code has expired. Please ask for a new one.',
  payment_failed: '支付未成功，请重试。 The payment did not succeed. Please try again.',
};
const SHOPS_AFFAIR =
  '商店暂时无法收款，没有扣款。 The shop cannot take this payment at the moment. Nothing was paid.';

/** Runs the calls that pay, and keeps on the order what became of them. */
@Injectable()
export class PaymentAttemptsService {
  private readonly logger = new Logger('Payments');

  constructor(private readonly orders: OrdersService) {}

  async run(order: Order, family: PaymentFamily, call: () => Promise<AttemptResult>): Promise<AttemptResult> {
    await this.orders.addAttempt(order.no_order, family);
    const result = await call().catch((error: unknown) => this.afterError(error));
    await this.orders.setPayment(order.no_order, result);
    return result;
  }

  /** An error's `outcome` tells what is known, and only `failed` and `not-sent` mean that nothing was paid. */
  private afterError(error: unknown): AttemptResult {
    if (!(error instanceof LianlianError)) throw error;
    this.logger.warn(error.message);
    switch (error.outcome) {
      case 'failed':
        return { status: 'failed', reason: reasonOf(error) };
      case 'not-sent':
        return {
          status: 'failed',
          reason:
            '未能连接连连，没有扣款，请重试。 Nothing was sent to LianLian, nothing was paid. Please try again.',
        };
      case 'unknown':
      case undefined:
        return { status: 'unknown' };
    }
  }
}

/** Why a payment failed, in words for the payer: LianLian's own, and what to do. */
export function reasonOf(error: LianlianError): string {
  if (!(error instanceof LianlianApiError)) return SHOPS_AFFAIR;
  const advice = ADVICE[error.category ?? ''];
  return advice === undefined ? SHOPS_AFFAIR : `${error.ret_msg}。${advice}`;
}
