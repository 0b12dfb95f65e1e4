import { Injectable, Logger } from '@nestjs/common';
import { LianlianApiError, LianlianError } from 'nestjs-lianlian';

import type { Text } from '../language/text.js';
import type { Order } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';
import type { AttemptResult, Payment, PaymentFamily } from '../orders/payment.js';

const EXPIRED: Text = {
  zh: '短信验证码已过期，请重新获取。',
  en: 'The SMS code has expired. Start again to get a new one.',
};

/** What a payer can do about a refusal that has nothing to do with the others of its category. */
const ADVICE_BY_CODE: Readonly<Record<string, Text>> = {
  '1100': { zh: '请核对卡号，或换一张卡。', en: 'Check the card number, or use another card.' },
  '1901': EXPIRED,
  '5601': {
    zh: '押金只能冻结在信用卡上，请使用信用卡。',
    en: 'A deposit needs a credit card. Please use one.',
  },
  '6001': {
    zh: '请换一张卡，或换一种支付方式。',
    en: 'The card has too little money. Use another card, or another method.',
  },
  '9703': EXPIRED,
};
/**
 * What a payer can do about a refusal, by its category. The other categories are for the shop: they are in
 * its log, with LianLian's code and what that means.
 */
const ADVICE: Readonly<Record<string, Text>> = {
  card: {
    zh: '请核对银行卡信息，或换一张卡。',
    en: 'Check the details of your card, or use another one.',
  },
  limit: { zh: '超过支付限额，请换一种支付方式。', en: 'This is above a limit. Use another method.' },
  risk: { zh: '支付被风控拒绝，请换一种支付方式。', en: 'The payment was declined. Use another method.' },
  sms: { zh: '请核对短信验证码。', en: 'Check the SMS code.' },
  token: EXPIRED,
  payment_failed: { zh: '支付未成功，请重试。', en: 'The payment did not succeed. Try again.' },
};
const SHOPS_AFFAIR: Text = {
  zh: '商店暂时无法收款，没有扣款。请稍后再试，或联系商店。',
  en: 'The shop cannot take this payment at the moment. Nothing was paid. Try later, or ask the shop.',
};
const NOT_SENT: Text = {
  zh: '未能连接连连支付，没有扣款，请重试。',
  en: 'LianLian could not be reached. Nothing was paid. Try again.',
};

/** Runs the calls that pay, and keeps on the order what became of them. */
@Injectable()
export class PaymentAttemptsService {
  private readonly logger = new Logger('Payments');

  constructor(private readonly orders: OrdersService) {}

  /** @returns what became of it. Where another attempt is under way nobody is called: two clicks pay once. */
  async run(order: Order, family: PaymentFamily, call: () => Promise<AttemptResult>): Promise<Payment> {
    const { no_order } = order;
    const since = await this.orders.beginAttempt(no_order, family);
    if (since === undefined) return (await this.orders.get(no_order)).payment;
    let result: AttemptResult = { status: 'unknown' };
    try {
      result = await call();
    } catch (error) {
      if (!(error instanceof LianlianError)) throw error;
      result = this.afterError(error);
    } finally {
      await this.orders.endAttempt(no_order, since, result);
    }
    return result;
  }

  /**
   * An error's `outcome` says what is known, and only after `failed` and `not-sent` may the payer try again, with the
   * same order: LianLian takes it once. That it failed is a guess all the same: the sweeper goes on asking, and
   * LianLian's notification makes the order paid.
   */
  private afterError(error: LianlianError): AttemptResult {
    this.logger.warn(error.message);
    switch (error.outcome) {
      case 'failed':
        return { status: 'failed', reason: reasonOf(error) };
      case 'not-sent':
        return { status: 'failed', reason: NOT_SENT };
      case 'unknown':
      case undefined:
        return { status: 'unknown' };
    }
  }
}

/** Why a payment failed, in words for the payer: what to do, and LianLian's own, which are Chinese. */
export function reasonOf(error: LianlianError): Text {
  if (!(error instanceof LianlianApiError)) return SHOPS_AFFAIR;
  const advice = ADVICE_BY_CODE[error.ret_code] ?? ADVICE[error.category ?? ''];
  if (advice === undefined) return SHOPS_AFFAIR;
  return { zh: `${error.ret_msg}。${advice.zh}`, en: `${advice.en} (LianLian: ${error.ret_msg})` };
}
