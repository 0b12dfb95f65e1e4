import { ConflictException } from '@nestjs/common';

import { inWords } from '../language/text.js';
import { chinaTimeInWords, nextMinute } from '../pages/china-time.js';
import { money } from '../pages/money.js';
import { hasEnded, type Payout } from './payout.js';
import { payoutInWords } from './payout-in-words.js';
import type { Supplier } from './supplier.js';

const TITLE = { zh: '没有付款', en: 'Nothing was paid' };

/**
 * Why a supplier is not paid a second time: what is there, and how to go on.
 *
 * @param repetitionMs for how long one that is paid stands in the way of the same amount
 */
export function secondPayout(other: Payout, { name }: Supplier, repetitionMs: number): ConflictException {
  return hasEnded(other) ? paidBefore(other, name, repetitionMs) : stillOpen(other, name);
}

function stillOpen(other: Payout, name: Supplier['name']): ConflictException {
  const { no_order, money_order } = other;
  const amount = money(money_order);
  const [, state] = payoutInWords(other);
  return new ConflictException(
    inWords(
      {
        zh: `${name.zh}有一笔未了结的付款：${amount.zh}，${state.zh}，单号 ${no_order}。请先在付款列表中打开它，查询或了结后再付。`,
        en: `${name.en} has a payout that is not decided: ${amount.en}, ${lowered(state.en)}, number ${no_order}. Open it in the list of payouts and see how it ends before you pay again.`,
      },
      TITLE,
    ),
  );
}

function paidBefore(
  { no_order, money_order, paidAt = new Date() }: Payout,
  name: Supplier['name'],
  repetitionMs: number,
): ConflictException {
  const amount = money(money_order);
  const [since, until] = [
    chinaTimeInWords(paidAt),
    chinaTimeInWords(nextMinute(new Date(paidAt.getTime() + repetitionMs))),
  ] as const;
  return new ConflictException(
    inWords(
      {
        zh: `${since.zh}已付给${name.zh} ${amount.zh}，单号 ${no_order}。如确需再付同样金额，请在 ${until.zh} 之后付款。`,
        en: `${name.en} was paid ${amount.en} at ${since.en}, number ${no_order}. If the same amount is owed once more, pay it after ${until.en}.`,
      },
      TITLE,
    ),
  );
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
