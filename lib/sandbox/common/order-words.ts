import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { NotifiedState, OrderState } from '../contract.js';

/** What the panel calls an order's state, and what a search finds it by. In the order of an order's life. */
export const STATE_WORDS: Readonly<Record<OrderState, Sentence>> = {
  waiting: both('Waiting', '待付款'),
  processing: both('Processing', '银行处理中'),
  authorized: both('Authorized', '已预授权'),
  paid: both('Paid', '已付款'),
  captured: both('Captured', '已扣款'),
  'partly-refunded': both('Partly refunded', '部分退款'),
  refunded: both('Refunded', '已退款'),
  failed: both('Failed', '付款失败'),
  closed: both('Closed', '已关闭'),
  cancelled: both('Cancelled', '已撤销'),
};

/** The same of an order's last notification. */
export const NOTIFIED_WORDS: Readonly<Record<NotifiedState, Sentence>> = {
  acknowledged: both('Acknowledged', '已确认'),
  repeating: both('Repeating', '重发中'),
  late: both('Not acknowledged', '未确认'),
};
