import type { Text } from '../language/text.js';
import type { Tone } from '../pages/notices.js';
import type { Payment } from './payment.js';

const WORDS: Readonly<Record<Payment['status'], readonly [Tone, Text]>> = {
  unpaid: ['plain', { zh: '未支付', en: 'Not paid' }],
  'at-lianlian': ['plain', { zh: '未支付', en: 'Not paid' }],
  'awaiting-scan': ['plain', { zh: '未支付', en: 'Not paid' }],
  'awaiting-code': ['plain', { zh: '未支付', en: 'Not paid' }],
  failed: ['plain', { zh: '未支付', en: 'Not paid' }],
  calling: ['wait', { zh: '待确认', en: 'Not decided' }],
  processing: ['wait', { zh: '待确认', en: 'Not decided' }],
  confirmed: ['wait', { zh: '待确认', en: 'Not decided' }],
  unknown: ['wait', { zh: '待确认', en: 'Not decided' }],
  paid: ['good', { zh: '已支付', en: 'Paid' }],
  authorized: ['good', { zh: '已冻结', en: 'Held' }],
  capturing: ['wait', { zh: '扣款中', en: 'Being charged' }],
  captured: ['good', { zh: '已扣款', en: 'Charged' }],
  cancelling: ['wait', { zh: '释放中', en: 'Being released' }],
  cancelled: ['plain', { zh: '已释放', en: 'Released' }],
};

/** Where a payment stands, in two words. */
export function paymentInWords({ status }: Payment): Text {
  return WORDS[status][1];
}

export function toneOf({ status }: Payment): Tone {
  return WORDS[status][0];
}
