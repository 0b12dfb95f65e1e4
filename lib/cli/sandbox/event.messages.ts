import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';

/** The words of a line about an event in the sandbox. */
export const eventMessages = {
  request: () => both('request', '请求'),
  notify: () => both('notify', '通知'),
  order: () => both('order', '订单'),
  payout: () => both('payout', '付款'),
  balance: () => both('balance', '余额'),
  unknownPath: () => both('unknown path', '未知路径'),
  verified: () => both('verified', '验签通过'),
  notVerified: () => both('not verified', '未验签'),
  code: (ret_code: string) =>
    both(`ret_code ${ret_code === '' ? 'none' : ret_code}`, `ret_code ${ret_code === '' ? '无' : ret_code}`),
  fault: (fault: string) => both(`(fault: ${fault})`, `（故障：${fault}）`),
  warning: ({ en, zh }: Sentence) => both(`warning: ${en}`, `警告：${zh}`),
  attempt: (attempt: number) => both(`attempt ${String(attempt)}`, `第 ${String(attempt)} 次`),
  acknowledged: () => both('acknowledged', '已确认'),
  notAcknowledged: (why: string) => both(`not acknowledged: ${why}`, `未确认：${why}`),
  again: (at: string) => both(`(again at ${at})`, `（${at} 重发）`),
} as const;
