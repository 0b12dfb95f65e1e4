import { yuanToFen } from '../../../lib/common/money.js';
import type { LogLine } from '../report-lines.js';
import type { BackOffices, Intention } from './back-offices.js';
import type { MadeRefund } from './lianlian-ledger.js';

/** What must hold of money that operators move, in the end, and does not: a sentence for each. */
export function callViolationsOf(offices: BackOffices, lines: readonly LogLine[]): readonly string[] {
  return [
    ...offices.violations,
    ...capturesAgree(offices, lines),
    ...refundsAreAskedFor(offices),
    ...refundsAgree(offices),
    ...noMoreThanPaid(offices, lines),
    ...noIntentionIsLost(offices),
  ];
}

/** The shop told an operator of this order. */
function isTold(no_order: string, lines: readonly LogLine[]): boolean {
  return lines.some(({ level, text }) => level === 'error' && text.startsWith(`Order ${no_order}: `));
}

/** The shop has what LianLian captured: neither more nor less, or an operator was told to compare both. */
function capturesAgree({ ledger, tables }: BackOffices, lines: readonly LogLine[]): string[] {
  return tables.orders.flatMap(({ no_order, payment }) => {
    const held = ledger.authorizations.get(no_order);
    if (held === undefined || isTold(no_order, lines)) return [];
    const captured = held.state === 'captured' ? held.fen : 0;
    const noted = payment.status === 'captured' ? yuanToFen(payment.amount) : 0;
    if (captured !== noted)
      return [`LianLian captured ${String(captured)} fen of ${no_order}, and the shop has ${String(noted)}`];
    const isOpen = payment.status !== 'captured' && payment.status !== 'authorized';
    return isOpen ? [`${no_order} is ${payment.status} for ever`] : [];
  });
}

function isSame(refund: MadeRefund, { no_refund, no_order, fen }: Intention): boolean {
  return refund.no_refund === no_refund && refund.no_order === no_order && refund.fen === fen;
}

/** Every refund that LianLian made is one that an operator asked for, once. */
function refundsAreAskedFor({ ledger, intentions }: BackOffices): string[] {
  return [...ledger.refunds.values()].flatMap((refund) => {
    const isAskedFor = refund.isForeign || intentions.some((each) => isSame(refund, each));
    return isAskedFor ? [] : [`nobody asked for refund ${refund.no_refund} of ${refund.no_order}`];
  });
}

/** What the shop says of a refund is what LianLian says of that very refund. */
function refundsAgree({ ledger, tables }: BackOffices): string[] {
  return tables.refunds.flatMap(({ no_refund, no_order, money_refund, status }) => {
    const made = ledger.refunds.get(no_refund);
    // LianLian cannot make it: another system took its number. It stays open for an operator, and never ends in success.
    if (made?.isForeign === true)
      return status === 'succeeded'
        ? [`${no_refund} is another's refund, and the shop says it is its own`]
        : [];
    const isOwn = made?.no_order === no_order && made.fen === yuanToFen(money_refund);
    const expected = isOwn && made.state === '2' ? 'succeeded' : 'failed';
    return status === expected
      ? []
      : [`the shop says ${status} of refund ${no_refund}, which ${expected} at LianLian`];
  });
}

/** Nothing goes back beyond what was paid, or an operator is told so. */
function noMoreThanPaid({ ledger, sold }: BackOffices, lines: readonly LogLine[]): string[] {
  return sold.flatMap(({ no_order, planned }) => {
    const back = ledger.madeOf(no_order).reduce((sum, { fen }) => sum + fen, 0);
    return back <= planned.fen || isTold(no_order, lines)
      ? []
      : [`${String(back)} fen of ${no_order} went back, of ${String(planned.fen)}`];
  });
}

/** What an operator asked for is noted, or was refused because too little is left, or as another form's copy. */
function noIntentionIsLost({ tables, intentions, sold }: BackOffices): string[] {
  return intentions.flatMap((intention) => {
    const { no_refund, no_order, fen, result } = intention;
    if (result === undefined) return [];
    const row = tables.refunds.find((each) => each.no_refund === no_refund);
    if (result === 'done') return row === undefined ? [`refund ${no_refund} is lost`] : [];
    const paid = sold.find((each) => each.no_order === no_order)?.planned.fen ?? 0;
    const others = intentions.filter((each) => each !== intention && each.no_order === no_order);
    const isCopy = others.some((each) => each.no_refund === no_refund);
    const mayBeTooMuch = others.reduce((sum, each) => sum + each.fen, fen) > paid;
    return isCopy || mayBeTooMuch ? [] : [`refund ${no_refund} of ${no_order} was refused for no reason`];
  });
}
