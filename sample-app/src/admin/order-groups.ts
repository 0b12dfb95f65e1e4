import type { Text } from '../language/text.js';
import type { OrderSearch } from '../orders/orders.repository.js';

interface Group extends Pick<OrderSearch, 'statuses' | 'refunded'> {
  readonly words: Text;
}

/** What an operator looks for: orders that the list has the same words for. Each order is in one of them. */
export const ORDER_GROUPS = {
  unpaid: {
    words: { zh: '未支付', en: 'Not paid' },
    statuses: ['unpaid', 'at-lianlian', 'awaiting-scan', 'awaiting-code', 'failed'],
  },
  open: {
    words: { zh: '待确认', en: 'Not decided' },
    statuses: ['calling', 'processing', 'confirmed', 'unknown', 'capturing', 'cancelling'],
  },
  paid: { words: { zh: '已支付', en: 'Paid' }, statuses: ['paid'], refunded: 'nothing' },
  held: { words: { zh: '已冻结', en: 'Held' }, statuses: ['authorized'] },
  captured: { words: { zh: '已扣款', en: 'Charged' }, statuses: ['captured'], refunded: 'nothing' },
  'partly-refunded': {
    words: { zh: '部分退款', en: 'Partly refunded' },
    statuses: ['paid', 'captured'],
    refunded: 'a part',
  },
  refunded: {
    words: { zh: '已全额退款', en: 'Refunded' },
    statuses: ['paid', 'captured'],
    refunded: 'all',
  },
  released: { words: { zh: '已释放', en: 'Released' }, statuses: ['cancelled'] },
} as const satisfies Readonly<Record<string, Group>>;

export type OrderGroup = keyof typeof ORDER_GROUPS;
