import type { Text } from '../language/text.js';
import type { Payment } from '../orders/payment.js';

/** What an operator looks for: states that have the same words. */
export const ORDER_GROUPS = {
  unpaid: [
    { zh: '未支付', en: 'Not paid' },
    ['unpaid', 'at-lianlian', 'awaiting-scan', 'awaiting-code', 'failed'],
  ],
  open: [
    { zh: '待确认', en: 'Not decided' },
    ['calling', 'processing', 'confirmed', 'unknown', 'capturing', 'cancelling'],
  ],
  paid: [{ zh: '已支付', en: 'Paid' }, ['paid']],
  held: [{ zh: '已冻结', en: 'Held' }, ['authorized']],
  captured: [{ zh: '已扣款', en: 'Charged' }, ['captured']],
  released: [{ zh: '已释放', en: 'Released' }, ['cancelled']],
} as const satisfies Readonly<Record<string, readonly [Text, readonly Payment['status'][]]>>;

export type OrderGroup = keyof typeof ORDER_GROUPS;
