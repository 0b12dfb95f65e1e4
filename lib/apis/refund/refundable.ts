import { isBlank } from '../../common/blank.js';
import { fenOf, fenToYuan } from '../../common/money.js';
import type { Violation } from '../../errors/lianlian-validation.error.js';
import { fieldMessages } from '../../common/field.messages.js';
import { refundMessages } from './refund.messages.js';

/** What the caller knows of the payment. Without `paid` the amount is left to LianLian to check. */
export interface Refundable {
  /** What the payer paid, in yuan as decimal text: `'49.95'`. */
  readonly paid?: string | undefined;
  /** What earlier refunds gave back or may still give back, in sum: `'10.00'`. Nothing by default. */
  readonly refunded?: string | undefined;
}

/** Why the payment does not cover the refund, if it does not. A `money_refund` that is no amount has its own rule. */
export function refundableViolations(money_refund: unknown, known: Refundable): readonly Violation[] {
  const given = Object.entries({ paid: known.paid, refunded: known.refunded }).filter(
    ([, yuan]) => !isBlank(yuan),
  );
  const unreadable = given
    .filter(([, yuan]) => (fenOf(yuan) ?? -1) < 0)
    .map(([property, yuan]) => ({ property, message: fieldMessages.decimalYuan(property, yuan) }));
  if (unreadable.length > 0 || given.length === 0) return unreadable;
  const [paid, refunded = 0] = [fenOf(known.paid), fenOf(known.refunded)];
  if (paid === undefined)
    return [{ property: 'paid', message: refundMessages.paidRequired('paid', 'refunded') }];
  const left = Math.max(0, paid - refunded);
  return (fenOf(money_refund) ?? 0) > left
    ? [{ property: 'money_refund', message: refundMessages.moreThanPaid('money_refund', fenToYuan(left)) }]
    : [];
}
