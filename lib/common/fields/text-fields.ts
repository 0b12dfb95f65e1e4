import { type BrokenRule, brokenRules } from '../broken-rules.js';
import { defineField, type FieldOptions } from './define-field.js';
import { textProblem } from './text.js';

/** Where the documents limit the length. */
export interface DigitsOptions extends FieldOptions {
  readonly maxLength?: number | undefined;
}

/** Text of at most `maxLength` characters (code points). */
export function Text(maxLength: number, options?: FieldOptions): PropertyDecorator {
  return textField('text', maxLength, options);
}

/** Text for which the documents set no limit. */
export function UnlimitedText(options?: FieldOptions): PropertyDecorator {
  return textField('unlimitedText', undefined, options);
}

/** An order number of the merchant: `no_order`. At most 32 characters. */
export function OrderNumber(options?: FieldOptions): PropertyDecorator {
  return textField('orderNumber', 32, options);
}

/** A refund number of the merchant: `no_refund`. At most 32 characters. */
export function RefundNumber(options?: FieldOptions): PropertyDecorator {
  return textField('refundNumber', 32, options);
}

/** A user by the merchant's own identification: `user_id` and its kin. At most 32 characters. */
export function UserId(options?: FieldOptions): PropertyDecorator {
  return textField('userId', 32, options);
}

/** An 18-digit merchant number: `oid_partner` and its kin. */
export function MerchantNumber(options?: FieldOptions): PropertyDecorator {
  return patternField('merchantNumber', /^\d{18}$/, brokenRules.merchantNumber, options);
}

/** A branch's CNAPS number: `prcptcd`. Digits in text, because some begin with a zero. At most 12. */
export function BranchNumber(options?: FieldOptions): PropertyDecorator {
  return patternField('branchNumber', /^\d+$/, brokenRules.branchNumber, options, 12);
}

/** A card number. The documents set neither a length nor a pattern for it. */
export function CardNumber(options?: FieldOptions): PropertyDecorator {
  return textField('cardNumber', undefined, options);
}

/** The code that the payer got by SMS. At most 6 characters. */
export function SmsCode(options?: FieldOptions): PropertyDecorator {
  return textField('smsCode', 6, options);
}

/** A phone number of mainland China. Digits; the documents mostly give no length (samples have 11). */
export function ChinaPhone(options: DigitsOptions = {}): PropertyDecorator {
  return patternField('chinaPhone', /^\d+$/, brokenRules.chinaPhone, options, options.maxLength);
}

/** A whole number of at most that many digits, as a number or as digits in text: an `offset`. */
export function Digits(maxLength: number, options?: FieldOptions): PropertyDecorator {
  return defineField(
    'digits',
    {
      schema: {
        oneOf: [
          { type: 'integer', minimum: 0, maximum: 10 ** maxLength - 1 },
          { type: 'string', pattern: '^\\d+$', maxLength },
        ],
      },
      check: (value, property) => {
        const isEither = typeof value === 'string' || typeof value === 'number';
        if (!isEither || !/^\d+$/.test(String(value))) return brokenRules.digits(property);
        return textProblem(String(value), property, maxLength);
      },
    },
    options,
  );
}

/** A colour of six hexadecimal digits, such as `ff5001`. */
export function HexColour(options?: FieldOptions): PropertyDecorator {
  return patternField('hexColour', /^[0-9a-fA-F]{6}$/, brokenRules.hexColour, options);
}

/** One of the documented values. */
export function Choice(values: readonly string[], options?: FieldOptions): PropertyDecorator {
  return defineField(
    'choice',
    {
      schema: { type: 'string', enum: values },
      check: (value, property) => {
        if (typeof value !== 'string') return brokenRules.text(property, value);
        return values.includes(value) ? undefined : brokenRules.choice(property, values);
      },
    },
    options,
  );
}

function textField(kind: string, maxLength: number | undefined, options?: FieldOptions): PropertyDecorator {
  return defineField(
    kind,
    {
      schema: { type: 'string', maxLength },
      check: (value, property) => textProblem(value, property, maxLength),
    },
    options,
  );
}

function patternField(
  kind: string,
  pattern: RegExp,
  broken: (property: string) => BrokenRule,
  options?: FieldOptions,
  maxLength?: number,
): PropertyDecorator {
  return defineField(
    kind,
    {
      schema: { type: 'string', pattern: pattern.source, maxLength },
      check: (value, property) => {
        if (typeof value !== 'string') return brokenRules.text(property, value);
        return pattern.test(value) ? textProblem(value, property, maxLength) : broken(property);
      },
    },
    options,
  );
}
