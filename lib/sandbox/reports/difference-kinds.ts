import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { SandboxReportDifferenceKind, SandboxReportFinding } from '../contract.js';

/** A difference that can be planted into a report, and how it is found. */
interface DifferenceKind {
  /** What is planted, in a sentence. */
  readonly title: Sentence;
  /** The type that `reports.reconcile` finds it as; `summary` and `unreadable` are found when the files are read. */
  readonly found: SandboxReportFinding;
}

/**
 * Every difference that can be planted. Two that `reports.reconcile` knows are not among them, for no file can bring them about:
 * `duplicate-in-app` is an order that the app lists twice. Each of the others is here, of payments and of refunds.
 */
export const DIFFERENCE_KINDS: Readonly<Record<SandboxReportDifferenceKind, DifferenceKind>> = {
  'unknown-payment': {
    title: both('A payment that the shop does not know', '商户不知道的一笔收款'),
    found: 'missing-in-app',
  },
  'missing-payment': {
    title: both('A payment that is left out', '漏掉一笔收款'),
    found: 'missing-in-report',
  },
  'payment-amount': {
    title: both('A payment of 0.01 more', '一笔收款的金额多了一分'),
    found: 'amount-different',
  },
  'payment-currency': {
    title: both('A payment in another currency', '一笔收款的币种不同'),
    found: 'amount-different',
  },
  'payment-twice': {
    title: both('A payment that stands there twice', '一笔收款出现两次'),
    found: 'duplicate-in-report',
  },
  'payment-transaction': {
    title: both(
      'A payment by another transaction of LianLian’s (oid_paybill)',
      '一笔收款的连连交易号（oid_paybill）不同',
    ),
    found: 'transaction-different',
  },
  'payment-not-made': {
    title: both('A payment of an order that was not paid', '未付款的订单被列为收款'),
    found: 'status-different',
  },
  'unknown-refund': {
    title: both('A refund that the shop does not know', '商户不知道的一笔退款'),
    found: 'missing-in-app',
  },
  'missing-refund': { title: both('A refund that is left out', '漏掉一笔退款'), found: 'missing-in-report' },
  'refund-amount': {
    title: both('A refund of 0.01 more', '一笔退款的金额多了一分'),
    found: 'amount-different',
  },
  'refund-currency': {
    title: both('A refund in another currency', '一笔退款的币种不同'),
    found: 'amount-different',
  },
  'refund-twice': {
    title: both('A refund that stands there twice', '一笔退款出现两次'),
    found: 'duplicate-in-report',
  },
  'refund-of-other-order': {
    title: both('A refund of another order', '一笔退款属于另一个订单'),
    found: 'transaction-different',
  },
  'refund-not-made': {
    title: both('A refund that failed or is under way', '失败或处理中的退款被列为已退款'),
    found: 'status-different',
  },
  'unclear-row': {
    title: both('A row with a status that no document lists (9)', '状态不在文档中的一行（9）'),
    found: 'unclear',
  },
  'wrong-summary': {
    title: both('A summary that counts a payment too many', '汇总文件多计一笔收款'),
    found: 'summary',
  },
  'unreadable-line': {
    title: both(
      'A line that cannot be read: reading ends there, unless onBadLine takes it',
      '无法读取的一行：除非设置 onBadLine，读取会在此中止',
    ),
    found: 'unreadable',
  },
};

/** Their names, in the order of the list. */
export const differenceKinds = Object.keys(DIFFERENCE_KINDS) as readonly SandboxReportDifferenceKind[];

/** What `differences: true` means: every kind but the one with which reading ends. */
export const usualDifferences = differenceKinds.filter((kind) => kind !== 'unreadable-line');

/** Whether a text is the name of a kind. */
export function isDifferenceKind(text: unknown): text is SandboxReportDifferenceKind {
  return typeof text === 'string' && Object.hasOwn(DIFFERENCE_KINDS, text);
}
