import { brokenRules } from '../../common/broken-rules.js';
import type { WalletPayType } from '../../common/enums.js';
import { defineField, type FieldOptions } from '../../common/fields/define-field.js';
import { OBJECT_OR_TEXT } from '../../common/fields/field-schema.js';
import { parsedJson } from '../../common/objects/parsed-json.js';

const OBJECT_PAY_TYPES = ['Y', 'W'];

/** The `payLoad` of a payment with this `pay_type`: text for I and L, an object for Y and W. */
export type PayLoadOf<PayType extends WalletPayType> = PayType extends 'I' | 'L'
  ? string
  : Readonly<Record<string, unknown>>;

/** The `payLoad` of a response: text, or an object. */
export function PayLoad(options?: FieldOptions): PropertyDecorator {
  return defineField(
    'payLoad',
    {
      schema: OBJECT_OR_TEXT,
      check: (value, property) =>
        typeof value === 'string' || isObject(value) ? undefined : brokenRules.text(property, value),
    },
    options,
  );
}

/** The `payLoad` in the form that its `pay_type` promises: LianLian sends JSON as an object or as text. */
export function payLoadOf<T>(payLoad: T, payType: string | undefined): T | Readonly<Record<string, unknown>> {
  if (typeof payLoad !== 'string' || payType === undefined || !OBJECT_PAY_TYPES.includes(payType)) {
    return payLoad;
  }
  const parameters = parsedJson(payLoad);
  return isObject(parameters) ? parameters : payLoad;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
