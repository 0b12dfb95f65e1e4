import type { PayoutReviewReason } from 'nestjs-lianlian';

import type { Text } from '../language/text.js';
import type { Html } from '../pages/html.js';
import { badge, type Tone } from '../pages/notices.js';
import { isCallOpen, type Payout, type PayoutStatus, TOO_LITTLE_BALANCE } from './payout.js';

type Words = readonly [tone: Tone, title: Text, more: Text];

const SENDING: Words = [
  'wait',
  { zh: '正在发送', en: 'Being sent' },
  {
    zh: '正在等待连连的响应。稍后刷新此页。',
    en: 'LianLian has not responded yet. Reload the page in a moment.',
  },
];

const WORDS: Readonly<Record<PayoutStatus, Words>> = {
  new: [
    'wait',
    { zh: '未确认', en: 'Not confirmed' },
    {
      zh: '发送时中断，不知连连是否收到。请先查询，不要另付一笔。',
      en: 'It was cut short while it was sent: LianLian may have it, or not. Ask LianLian, and make no other payout.',
    },
  ],
  unknown: [
    'wait',
    { zh: '结果未知', en: 'Outcome unknown' },
    {
      zh: '没有收到连连的有效响应，钱可能已付出。请先查询，不要另付一笔。',
      en: 'No readable response came, so the money may be on its way. Ask LianLian, and make no other payout.',
    },
  ],
  refused: [
    'wait',
    { zh: '连连报错，未付款', en: 'Refused' },
    {
      zh: '按连连的报错，没有付款。排除原因后可重发同一笔付款：单号不变，不会付两次。',
      en: 'By the word of the error nothing was paid. Mend the cause, then send this same payout again: it keeps its number, so it is paid once.',
    },
  ],
  missing: [
    'bad',
    { zh: '连连无此付款', en: 'LianLian does not have it' },
    {
      zh: '没有付款。可重发同一笔（单号不变），或放弃它。',
      en: 'Nothing was paid. Send this same payout again, under its number, or give it up.',
    },
  ],
  'under-review': [
    'wait',
    { zh: '待确认', en: 'Waits for your confirmation' },
    {
      zh: '连连暂未付款，等您决定。',
      en: 'LianLian holds it back, and nothing was paid. It is for you to decide.',
    },
  ],
  confirming: [
    'wait',
    { zh: '确认结果未知', en: 'Confirmed, outcome unknown' },
    {
      zh: '已发出确认，但不知连连是否收到。请先查询，不要另付一笔。',
      en: 'The confirmation was sent, and it is not known whether it arrived. Ask LianLian, and make no other payout.',
    },
  ],
  accepted: [
    'wait',
    { zh: '处理中', en: 'On its way' },
    {
      zh: '连连已受理，尚未付款完成。结果会自动通知商店，也可查询。',
      en: 'LianLian has taken it, and it is not paid yet. LianLian tells the shop how it ends; you can ask, too.',
    },
  ],
  paid: ['good', { zh: '已付款', en: 'Paid' }, { zh: '钱已付给供应商。', en: 'The supplier has the money.' }],
  returned: [
    'bad',
    { zh: '银行已退回', en: 'Returned by the bank' },
    {
      zh: '付款后被收款银行退回，钱已回到商户余额：供应商没有收到。请核对收款账户；要再付，须另建一笔新单号的付款。',
      en: 'It was paid, and the receiver’s bank gave it back: the supplier does not have the money. Check the account. A new payout needs a new number.',
    },
  ],
  failed: [
    'bad',
    { zh: '付款失败', en: 'Failed' },
    { zh: '没有付款。要再付，须另建一笔付款。', en: 'Nothing was paid. To pay, make a new payout.' },
  ],
  closed: [
    'plain',
    { zh: '已关闭', en: 'Closed' },
    {
      zh: '24 小时内未确认，连连已关闭。没有付款。',
      en: 'Nobody confirmed it within 24 hours, and LianLian closed it. Nothing was paid.',
    },
  ],
  'not-made': [
    'plain',
    { zh: '未付款', en: 'Not made' },
    {
      zh: '连连没有这笔付款，商店也不会再发送。没有付款。',
      en: 'LianLian has no such payout, and the shop never sends it again. Nothing was paid.',
    },
  ],
};

const TOO_LITTLE: Words = [
  'bad',
  { zh: '余额不足', en: 'The balance is too low' },
  {
    zh: '没有付款。充值后可重发同一笔付款：单号不变，不会付两次。',
    en: 'Nothing was paid. Top the balance up, then send this same payout again: it keeps its number, so it is paid once.',
  },
];

const REVIEWS: Readonly<Record<PayoutReviewReason, Text>> = {
  repetition: {
    zh: '像是重复付款：24 小时内已向该账户付过款。',
    en: 'It looks like a repetition: this account got a payout within the last 24 hours.',
  },
  'name-mismatch': {
    zh: '户名与卡号不符（按连连的记录）。',
    en: 'By LianLian’s records the name and the card do not match.',
  },
  'repetition-and-name-mismatch': {
    zh: '像是重复付款，且户名与卡号不符（按连连的记录）。',
    en: 'It looks like a repetition, and by LianLian’s records the name and the card do not match.',
  },
};

/** Where a payout stands: in a word, and what to do. */
export function payoutInWords(payout: Payout): Words {
  const { status, ret_code } = payout;
  if (isCallOpen(payout) && status !== 'under-review') return SENDING;
  return status === 'refused' && ret_code === TOO_LITTLE_BALANCE ? TOO_LITTLE : WORDS[status];
}

/** The same, for lists. */
export function payoutBadge(payout: Payout): Html {
  const [tone, title] = payoutInWords(payout);
  return badge(tone, title);
}

/** Why LianLian holds a payout back. */
export function reviewInWords(review: PayoutReviewReason | undefined): Text {
  if (review !== undefined) return REVIEWS[review];
  return { zh: '连连没有说明。', en: 'LianLian did not say.' };
}
