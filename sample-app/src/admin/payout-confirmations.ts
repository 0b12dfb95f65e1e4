import { money } from '../pages/money.js';
import { NeedsConfirmationException } from '../pages/needs-confirmation.exception.js';
import type { Payout } from '../payouts/payout.js';
import { reviewInWords } from '../payouts/payout-in-words.js';
import { accountEnd, type Supplier } from '../payouts/supplier.js';

/** What the operator is asked before a supplier is paid. */
export function askBeforePayout({ name, account }: Supplier, amount: string): NeedsConfirmationException {
  const { zh, en } = money(amount);
  return new NeedsConfirmationException(
    {
      zh: `确定付给${name.zh}（账户 ${accountEnd(account)}）${zh} 吗？付出的钱无法撤回。`,
      en: `Pay ${en} to ${name.en}, account ${accountEnd(account)}? Money that has left cannot be called back.`,
    },
    { zh: `付款 ${zh}`, en: `Pay ${en}` },
  );
}

/** What the operator is asked before a payout goes that LianLian holds back: with its reason, so that nobody overlooks it. */
export function askBeforeLettingGo(
  { money_order, review, account }: Payout,
  name: Supplier['name'],
): NeedsConfirmationException {
  const { zh, en } = money(money_order);
  const why = reviewInWords(review);
  return new NeedsConfirmationException(
    {
      zh: `${why.zh}仍要付给${name.zh}（账户 ${accountEnd(account)}）${zh} 吗？付出的钱无法撤回。`,
      en: `${why.en} Pay ${en} to ${name.en}, account ${accountEnd(account)}, all the same? Money that has left cannot be called back.`,
    },
    { zh: `确认付款 ${zh}`, en: `Confirm, and pay ${en}` },
  );
}

/** What the operator is asked before the same payout is sent again. */
export function askBeforeSendingAgain(
  { no_order, money_order }: Payout,
  name: Supplier['name'],
): NeedsConfirmationException {
  const { zh, en } = money(money_order);
  return new NeedsConfirmationException(
    {
      zh: `确定重发付款 ${no_order}，付给${name.zh} ${zh} 吗？单号和内容不变，连连只会付一次。`,
      en: `Send payout ${no_order} again, ${en} to ${name.en}? Its number and its fields stay, so LianLian pays it once.`,
    },
    { zh: `重发 ${zh}`, en: `Send ${en} again` },
  );
}

/** What the operator is asked before a payout is given up. */
export function askBeforeGivingUp({ no_order, money_order }: Payout): NeedsConfirmationException {
  const { zh, en } = money(money_order);
  return new NeedsConfirmationException(
    {
      zh: `确定放弃付款 ${no_order}（${zh}）吗？放弃前会再查询一次，之后不能重发。`,
      en: `Give up payout ${no_order} of ${en}? LianLian is asked once more before, and it cannot be sent again after that.`,
    },
    { zh: '放弃付款', en: 'Give it up' },
  );
}
