import { fenOf, fenToYuan, yuanToFen } from '../../common/money.js';
import type { Violation } from '../../errors/violation.js';

/** What the caller knows of the payment. Without `paid` the amount is left to LianLian to check. */
export interface Refundable {
  /** What the payer paid, as decimal text in the currency of the order: `'49.95'`. */
  readonly paid?: string | undefined;
  /** What earlier refunds gave back or may still give back, in sum: `'10.00'`. Nothing by default. */
  readonly refunded?: string | undefined;
}

/**
 * Why the payment does not cover the refund, if it does not. A `money_refund` that is no amount has its own rule.
 *
 * @param isCrossBorder the payment is in a foreign currency, as the refund is
 * @throws LianlianValidationError for an amount of the payment that cannot be read
 */
export function refundableViolations(
  money_refund: unknown,
  { paid, refunded }: Refundable,
  isCrossBorder: boolean,
): readonly Violation[] {
  if (paid === undefined) {
    if (refunded === undefined) return [];
    return [{ property: 'paid', rule: 'requiredWhen', message: 'paid is required beside refunded' }];
  }
  const left = Math.max(0, yuanToFen(paid) - yuanToFen(refunded ?? '0'));
  if ((fenOf(money_refund) ?? 0) <= left) return [];
  const unit = isCrossBorder ? '' : ' yuan';
  const message = `money_refund must not be more than what is left of the payment, ${fenToYuan(left)}${unit} (paid less refunded)`;
  return [{ property: 'money_refund', rule: 'moreThanPaid', message }];
}
