import { both } from '../../diagnosis/signature-diagnosis.js';

/** What is said of an order that is not taken. */
export const ledgerMessages = {
  otherDay: () =>
    both(
      'dt_order of a new order must be of today in China, or a day apart: is the server’s clock right?',
      '新订单的 dt_order 须为北京时间的当天，或相差一天以内：服务器时钟是否准确？',
    ),
} as const;
