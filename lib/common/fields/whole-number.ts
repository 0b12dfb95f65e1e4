import { brokenRules } from '../broken-rules.js';
import { defineField, type FieldOptions } from './define-field.js';

/** LianLian's `Int`. */
const MOST = 2_147_483_647;

/** A whole number, as a number or as digits in text: minutes of `valid_order`, for instance. */
export function WholeNumber(options?: FieldOptions): PropertyDecorator {
  return defineField(
    'wholeNumber',
    {
      schema: {
        oneOf: [
          { type: 'integer', minimum: 0, maximum: MOST },
          { type: 'string', pattern: '^\\d+$' },
        ],
      },
      check: (value, property) => (isWhole(value) ? undefined : brokenRules.wholeNumber(property)),
      encode: (value) => String(Number(value)),
    },
    options,
  );
}

/** One of the documented whole numbers, as a number or as its digits in text: `flag_chnl`. */
export function NumberChoice(values: readonly string[], options?: FieldOptions): PropertyDecorator {
  return defineField(
    'numberChoice',
    {
      schema: {
        oneOf: [
          { type: 'integer', enum: values.map(Number) },
          { type: 'string', enum: values },
        ],
      },
      check: (value, property) => {
        const isEither = typeof value === 'number' || typeof value === 'string';
        return isEither && values.includes(String(value)) ? undefined : brokenRules.choice(property, values);
      },
    },
    options,
  );
}

function isWhole(value: unknown): boolean {
  const isDigits = typeof value === 'string' && /^\d+$/.test(value);
  if (!isDigits && typeof value !== 'number') return false;
  const number = Number(value);
  return Number.isInteger(number) && number >= 0 && number <= MOST;
}
