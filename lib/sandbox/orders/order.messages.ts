import { both } from '../../diagnosis/signature-diagnosis.js';
import type { OrderKey } from './transaction.js';

/** What is said of an order, or a refund, that is not taken. */
export const orderMessages = {
  otherDay: () =>
    both(
      'dt_order of a new order must be of today in China, or a day apart: is the server’s clock right?',
      '新订单的 dt_order 须为北京时间的当天，或相差一天以内：服务器时钟是否准确？',
    ),
  refundAddress: ({ no_order, currency_order = '' }: OrderKey) =>
    both(
      `The order ${no_order} is in ${currency_order}, and refund.htm refunds orders in yuan alone. Post the refund to exchangerefund.htm: refunds.apply with { crossBorder: true } does.`,
      `订单 ${no_order} 的币种为 ${currency_order}，而 refund.htm 只退人民币订单。请向 exchangerefund.htm 申请退款：refunds.apply 加上 { crossBorder: true }。`,
    ),
} as const;
