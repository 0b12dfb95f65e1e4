import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { LedgerEntry } from '../orders/ledger.js';
import type { FoundRefund } from '../orders/refund-book.js';
import { type BookRow, inYuan, NO_FEE, HOME_CURRENCY } from './book-row.js';
import { paymentRow, refundRow } from './book-rows.js';
import type { SandboxReportDifferenceKind } from '../contract.js';
import type { Draft } from './draft.js';
import { methodName, productName } from './report-names.js';
import { signedAmount, signedFen } from './signed-amount.js';
import type { SandboxReportEdition } from './written-rows.js';

/** What differences are made of, beside the rows of the report. */
export interface PlantingSoil {
  readonly draft: Draft;
  readonly edition: SandboxReportEdition;
  readonly oid_partner: string;
  /** The day on which made-up rows are settled. */
  readonly day: string;
  /** The orders of that time that were not paid. */
  readonly unpaid: readonly LedgerEntry[];
  /** The refunds of that time that failed or are under way. */
  readonly unmade: readonly FoundRefund[];
}

/** A row that was planted or taken out; a sentence where it cannot be done. */
type Plant = (soil: PlantingSoil) => BookRow | Sentence;

/** How each difference among the rows is planted. */
export const PLANTS: Readonly<Record<Exclude<SandboxReportDifferenceKind, 'wrong-summary'>, Plant>> = {
  'unknown-payment': (soil) => soil.draft.add(madeUp(soil, '1')),
  'missing-payment': ({ draft }) => draft.remove('payment'),
  'payment-amount': ({ draft }) => draft.change('payment', withMore),
  'payment-currency': (soil) => withOtherCurrency(soil, 'payment'),
  'payment-twice': ({ draft }) => twice(draft, 'payment'),
  'payment-transaction': (soil) =>
    soil.draft.change('payment', (row) => ({ ...row, oid_paybill: madeUpNumber(soil, '2') })),
  'payment-not-made': ({ draft, unpaid, day, edition }) => {
    const entry = unpaid.find(
      ({ currency_order = HOME_CURRENCY }) => edition === 'pipe' || currency_order === HOME_CURRENCY,
    );
    if (entry !== undefined) return draft.add({ ...paymentRow(entry), settle_date: day });
    return both('there is no order of that time that was not paid', '这段时间没有未付款的订单');
  },
  'unknown-refund': (soil) => soil.draft.add(asRefund(madeUp(soil, '3'), madeUpNumber(soil, '4'))),
  'missing-refund': ({ draft }) => draft.remove('refund'),
  'refund-amount': ({ draft }) => draft.change('refund', withMore),
  'refund-currency': (soil) => withOtherCurrency(soil, 'refund'),
  'refund-twice': ({ draft }) => twice(draft, 'refund'),
  'refund-of-other-order': (soil) =>
    soil.draft.change('refund', (row) => ({ ...row, oid_paybill: madeUpNumber(soil, '5') })),
  'refund-not-made': ({ draft, unmade, day, edition }) => {
    const found = unmade.find(
      ({ entry: { currency_order = HOME_CURRENCY } }) =>
        edition === 'pipe' || currency_order === HOME_CURRENCY,
    );
    if (found !== undefined) return draft.add({ ...refundRow(found), settle_date: day });
    return both(
      'there is no refund of that time that failed or is under way',
      '这段时间没有失败或处理中的退款',
    );
  },
  'unclear-row': (soil) => soil.draft.add({ ...madeUp(soil, '6'), kind: 'other', transaction_status: '9' }),
  'unreadable-line': (soil) =>
    soil.draft.add({ ...madeUp(soil, '7'), kind: 'other', ...inYuan('四十九元九角五分') }),
};

/** The payment of an order that nobody has. */
function madeUp({ oid_partner, day }: PlantingSoil, which: string): BookRow {
  const noon = `${day}120000`;
  return {
    kind: 'payment',
    no_order: `SANDBOX-${day}-${which}`,
    ...{ oid_partner, dt_order: noon, settle_date: day, dt_update: noon },
    busi_partner: '109001',
    oid_paybill: `${day}9000000${which}`,
    ...inYuan('49.95'),
    transaction_status: '0',
    transaction_fee: NO_FEE,
    pay_product: productName('aggregate.redirect'),
    pay_type: methodName({ paid_by: '1' }),
    info_order: '',
  };
}

function madeUpNumber({ day }: PlantingSoil, which: string): string {
  return `${day}9000000${which}`;
}

function asRefund(row: BookRow, no_order: string): BookRow {
  return {
    ...row,
    kind: 'refund',
    ...inYuan(`-${row.money_order}`),
    oid_paybill: no_order,
    transaction_status: '5',
  };
}

/** One hundredth more, in the direction in which the money went. */
function withMore(row: BookRow): BookRow {
  const fen = signedFen(row.money_order);
  const money_order = signedAmount(fen < 0n ? fen - 1n : fen + 1n);
  return { ...row, money_order };
}

function withOtherCurrency({ draft, edition }: PlantingSoil, kind: 'payment' | 'refund'): BookRow | Sentence {
  if (edition === 'comma') {
    return both('the edition comma has no column for a currency', '逗号版没有币种列');
  }
  return draft.change(kind, (row) => ({
    ...row,
    currency_order: row.currency_order === 'USD' ? 'EUR' : 'USD',
  }));
}

function twice(draft: Draft, kind: 'payment' | 'refund'): BookRow | Sentence {
  const found = draft.change(kind, (row) => row);
  return 'no_order' in found ? draft.add({ ...found }) : found;
}
