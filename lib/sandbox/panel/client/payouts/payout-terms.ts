import type { DeliveryHow, PayoutViewState, PayoutWhat } from '../../../contract.js';
import { DELIVERIES, type Look } from '../parts/terms.js';
import { t } from '../words.js';

export const PAYOUT_LOOKS: Readonly<Record<PayoutViewState, Look>> = {
  'needs-confirmation': 'warn',
  open: 'warn',
  paid: 'ok',
  failed: 'bad',
  returned: 'bad',
  closed: '',
};

/** The ways to deliver a payout’s notification, which names no currency. */
export const PAYOUT_DELIVERIES = (Object.keys(DELIVERIES) as DeliveryHow[]).filter(
  (how) => how !== 'wrong-currency',
);

export const PAYOUT_HISTORY: Readonly<Record<PayoutWhat, string>> = {
  applied: t('申请代付', 'Applied for'),
  'applied-again': t('再次申请', 'Applied for again'),
  'needs-confirmation': t('待人工确认', 'Held back for a confirmation'),
  'wrong-code': t('确认码错误', 'Wrong code'),
  confirmed: t('已确认', 'Confirmed'),
  processing: t('已受理，银行处理中', 'Taken, the bank is at it'),
  paid: t('代付成功', 'Paid'),
  failed: t('代付失败', 'Failed'),
  refused: t('未受理', 'Refused'),
  returned: t('银行退回', 'Returned by the bank'),
  closed: t('超时未确认，已关闭', 'Closed: nobody confirmed it'),
};

/** Why a payout is held back. */
export const REVIEWS: Readonly<Record<string, string>> = {
  4002: t(
    '疑似重复：24 小时内已向同一账户付过款',
    'It looks like a repetition: the same account within 24 hours',
  ),
  4003: t('户名与该账户此前的不同', 'The name is not the one that the account had before'),
  4004: t('疑似重复，且户名不同', 'It looks like a repetition, and the name is another one'),
};

const ACCOUNTS: Readonly<Record<string, string>> = {
  0: t('个人', 'A person'),
  1: t('企业', 'A business'),
};

/** A `flag_card` with its meaning: `A person · 0`. */
export function accountOf(flagCard: string): string {
  const meaning = ACCOUNTS[flagCard];
  return meaning === undefined ? flagCard : `${meaning} · ${flagCard}`;
}
