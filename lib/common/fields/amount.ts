import { type BrokenRule, brokenRules } from '../broken-rules.js';
import { fenOf, fenToYuan, yuanToFen } from '../money.js';
import { defineField, type FieldOptions } from './define-field.js';
import type { FieldSchema } from './field-schema.js';

const LEAST_FEN = 1;
const MOST = '100000000.00';

/** Decimal text in yuan. */
export const AMOUNT_SCHEMA: FieldSchema = { type: 'string', pattern: '^\\d+(\\.\\d+)?$', example: '49.95' };

/** Where an API takes less than the others. */
interface AmountOptions extends FieldOptions {
  /** The largest amount, in yuan: `'99999999.00'`. Default `'100000000.00'`. */
  readonly most?: string | undefined;
}

/**
 * An amount in yuan as decimal text, 0.01 to 100000000.00: `'49.95'`, `'100'` (sent as `100.00`) or a
 * database column's `'49.9500'`. A number is refused, since `0.1 + 0.2` has no exact fen.
 */
export function Amount({ most = MOST, ...options }: AmountOptions = {}): PropertyDecorator {
  const check = (value: unknown, property: string): BrokenRule | undefined =>
    amountProblem(value, property, most);
  return defineField('amount', { check, schema: AMOUNT_SCHEMA, encode: amountText }, options);
}

/** What keeps a value from being an amount, if anything does. @param unit where it is not yuan */
export function amountProblem(
  value: unknown,
  property: string,
  most = MOST,
  unit?: string,
): BrokenRule | undefined {
  const fen = fenOf(value);
  if (fen === undefined && !isLargeDecimal(value)) return brokenRules.amount(property, value, unit);
  return fen !== undefined && fen >= LEAST_FEN && fen <= yuanToFen(most)
    ? undefined
    : brokenRules.amountRange(property, most, unit);
}

/** An amount that passed, with the two decimals that LianLian expects. */
export function amountText(value: unknown): string {
  return fenToYuan(fenOf(value) ?? 0);
}

/** Decimal text that fenOf refuses for its size alone. */
function isLargeDecimal(value: unknown): boolean {
  return typeof value === 'string' && /^[1-9]\d{13,}(\.\d{1,2})?$/.test(value);
}
