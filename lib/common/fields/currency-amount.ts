import { type BrokenRule, brokenRules } from '../broken-rules.js';
import { fenOf } from '../money.js';
import { AMOUNT_SCHEMA, amountProblem, amountText } from './amount.js';
import { defineField } from './define-field.js';

/** What `fenOf` counts in, whatever the currency. */
const HUNDREDTHS = 100;

/** Of the currencies that LianLian takes, the one without a smaller unit. */
const WITHOUT_FRACTION: readonly unknown[] = ['JPY'];

/**
 * An amount as decimal text, 0.01 to 100000000.00, in the currency that another field of the request names. LianLian wants two
 * decimals in every currency, so `'500'` yen are sent as `500.00`; a fraction of a yen is refused.
 *
 * @param currency the field that names it
 */
export function CurrencyAmount(currency: string): PropertyDecorator {
  const check = (value: unknown, property: string, request: object): BrokenRule | undefined => {
    const problem = amountProblem(value, property, undefined, `the currency that ${currency} names`);
    if (problem !== undefined) return problem;
    const hasFraction = (fenOf(value) ?? 0) % HUNDREDTHS !== 0;
    return hasFraction && WITHOUT_FRACTION.includes(Reflect.get(request, currency))
      ? brokenRules.wholeAmount(property, currency)
      : undefined;
  };
  return defineField('currencyAmount', { check, schema: AMOUNT_SCHEMA, encode: amountText });
}
