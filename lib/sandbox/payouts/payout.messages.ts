import { both } from '../../diagnosis/signature-diagnosis.js';
import type { PayoutEntry } from './payout.js';

/** What is said of a payout where the code alone does not tell. */
export const deskMessages = {
  known: ({ no_order, money_order, result_pay }: PayoutEntry) =>
    both(
      `There is a payout ${no_order} of ${money_order} yuan already: ${result_pay}. Nothing was paid a second time. Query it by its no_order; another no_order would be another payout.`,
      `代付 ${no_order}（${money_order} 元）已存在：${result_pay}。没有再次代付。请用 no_order 查询；换一个 no_order 就是另一笔代付。`,
    ),
  changed: ({ no_order, refusedWith }: PayoutEntry) =>
    both(
      `The payout ${no_order} failed with ${String(refusedWith)}. The same number may be sent again, but with every field as it was, and one has changed.`,
      `代付 ${no_order} 因 ${String(refusedWith)} 失败。可以用同一单号重发，但所有字段须与之前完全相同，而这次有字段变了。`,
    ),
  poor: (balance: string, amount: string) =>
    both(
      `The balance is ${balance} yuan, and the payout ${amount} yuan. Nothing was paid. Raise the balance (sandbox.setBalance, or the control panel), and send the same payout again, unchanged.`,
      `余额为 ${balance} 元，代付金额为 ${amount} 元。没有代付。请先增加余额（sandbox.setBalance 或控制面板），再原样重发同一笔代付。`,
    ),
  unknown: (no_order: string) =>
    both(`There is no payout ${no_order} to confirm.`, `没有可确认的代付 ${no_order}。`),
  notUnderReview: ({ no_order, result_pay }: PayoutEntry) =>
    both(
      `The payout ${no_order} is not under review: ${result_pay}. Query it, and pay nothing anew: a confirm that came before may have worked.`,
      `代付 ${no_order} 不在复核中：${result_pay}。请查询，不要重新代付：之前的确认可能已经生效。`,
    ),
  late: (no_order: string) =>
    both(
      `The payout ${no_order} was taken, but a scenario keeps it out of the query's records for a while.`,
      `代付 ${no_order} 已受理，但场景让查询暂时查不到它。`,
    ),
} as const;
