import { brokenRules } from '../broken-rules.js';
import { isBlank } from '../blank.js';
import { defineRule } from './define-rule.js';
import { type DefaultingOption, registerField, type RuleCheck } from './field-registry.js';
import type { FieldSchema, ListSchema } from './field-schema.js';

/** What a use of a field decorator decides. */
export interface FieldOptions {
  /** LianLian does not require the field. */
  readonly optional?: boolean | undefined;
  /** The merchant option that stands in for the field when the caller leaves it out. */
  readonly option?: DefaultingOption | undefined;
}

/** The rule of a kind of field. */
interface FieldRule {
  /** Never sees a blank value. */
  readonly check: RuleCheck;
  /** What it may be in JSON, for an OpenAPI document: no more than the check lets pass. */
  readonly schema: FieldSchema | ListSchema;
  /** The text on the wire for a value that passed. Text passes as it is by default. */
  readonly encode?: ((value: unknown) => string) | undefined;
}

/**
 * A property decorator for one field: a rule under the name `kind`, and the field's entry in the registry. Blank
 * values of optional fields pass: they are not sent.
 */
export function defineField(kind: string, rule: FieldRule, options: FieldOptions = {}): PropertyDecorator {
  const required = options.optional !== true;
  const requiredOfCaller = required && options.option === undefined;
  const validate = defineRule(kind, [options], (value, property, request) => {
    if (isBlank(value)) return requiredOfCaller ? brokenRules.required(property) : undefined;
    return rule.check(value, property, request);
  });
  return (target, property) => {
    registerField(target.constructor, {
      name: String(property),
      required,
      requiredOfCaller,
      schema: rule.schema,
      option: options.option,
      encode: rule.encode ?? String,
    });
    validate(target, property);
  };
}
