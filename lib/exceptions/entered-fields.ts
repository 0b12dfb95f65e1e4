import { LianlianValidationError } from '../errors/lianlian-validation.error.js';
import type { LianlianError } from '../errors/lianlian.error.js';
import type { ViolationRule } from '../errors/violation.js';

/** What a payer, or an operator who refunds, types into a form. The app decides every other field. */
const ENTERED = new Set([
  ...['card_no', 'cvv2', 'vali_date', 'acct_name', 'id_no', 'bind_mob', 'verify_code'],
  ...['money_order', 'money_refund'],
]);

/** What no entry can break: the app's code does. */
const RULES_OF_THE_APP: ReadonlySet<ViolationRule> = new Set([
  ...(['unknownField', 'unknownMerchant', 'options', 'unknownOption', 'optionValue'] as const),
  ...(['exclusive', 'together', 'oneOf', 'sentOtherwise'] as const),
]);

/** The fields that have to be entered anew; undefined where the request is not one that entering anew would mend. */
export function enteredFields(error: LianlianError): readonly string[] | undefined {
  if (!(error instanceof LianlianValidationError) || error.violations.length === 0) return undefined;
  const { violations } = error;
  const allEntered = violations.every(
    ({ property, rule }) => ENTERED.has(property) && !RULES_OF_THE_APP.has(rule),
  );
  return allEntered ? [...new Set(violations.map(({ property }) => property))] : undefined;
}
