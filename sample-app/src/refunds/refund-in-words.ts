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

/** What an error led to is the operator's affair: to the payer all of it is one. */
const CHECKED = ['wait', { zh: '核实中', en: 'Being checked' }] as const;
const UNDER_WAY = ['wait', { zh: '处理中', en: 'In progress' }] as const;
const PAYERS_WORDS: Readonly<Record<RefundStatus, readonly [Tone, Text]>> = {
  new: CHECKED,
  unknown: CHECKED,
  refused: CHECKED,
  initialized: UNDER_WAY,
  processing: UNDER_WAY,
  succeeded: WORDS.succeeded,
  failed: WORDS.failed,
};

/** Where a refund stands, for its payer. */
export function payersRefundBadge(status: RefundStatus): Html {
  return badge(...PAYERS_WORDS[status]);
}

/** Where a refund stands, for the operator. */
export function refundBadge(status: RefundStatus): Html {
  return badge(...WORDS[status]);
}
