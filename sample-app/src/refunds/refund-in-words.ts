import type { Text } from '../language/text.js';
import type { Html } from '../pages/html.js';
import { badge, type Tone } from '../pages/notices.js';
import type { RefundStatus } from './refund.js';

const WORDS: Readonly<Record<RefundStatus, readonly [Tone, Text]>> = {
  new: ['wait', { zh: '未确认', en: 'Not confirmed' }],
  unknown: ['wait', { zh: '结果未知', en: 'Outcome unknown' }],
  refused: ['wait', { zh: '连连报错，待查询', en: 'Refused: ask LianLian' }],
  initialized: ['wait', { zh: '已受理', en: 'Accepted' }],
  processing: ['wait', { zh: '处理中', en: 'In progress' }],
  succeeded: ['good', { zh: '已退款', en: 'Refunded' }],
  failed: ['bad', { zh: '未退款', en: 'Not refunded' }],
};

/** Where a refund stands, for lists. */
export function refundBadge(status: RefundStatus): Html {
  return badge(...WORDS[status]);
}
