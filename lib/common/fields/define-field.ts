import { ValidateBy, type ValidationArguments } from 'class-validator';

import { messages } from '../../errors/messages.js';
import { isBlank } from '../blank.js';
import { type DefaultingOption, registerField } from './field-registry.js';

/** What a use of a field decorator decides. */
export interface FieldOptions {
  /** LianLian does not require the field. */
  readonly optional?: boolean | undefined;
  /** The merchant option that stands in for the field when the caller leaves it out. */
  readonly option?: DefaultingOption | undefined;
}

/** The rule of a kind of field. */
export interface FieldRule {
  /** A sentence that names the field and the broken rule, or undefined. Never sees a blank value. */
  readonly check: (value: unknown, property: string, request: object) => string | undefined;
  /** The text on the wire for a value that passed. Text passes as it is by default. */
  readonly encode?: ((value: unknown) => string) | undefined;
}

/**
 * A property decorator for one field: a class-validator rule under the name `kind`, and the field's entry in
 * the registry. Blank values of optional fields pass: they are not sent.
 */
export function defineField(kind: string, rule: FieldRule, options: FieldOptions = {}): PropertyDecorator {
  const required = options.optional !== true;
  const requiredOfCaller = required && options.option === undefined;
  const problemOf = (value: unknown, { property, object }: ValidationArguments): string | undefined => {
    if (isBlank(value)) return requiredOfCaller ? messages.required(property) : undefined;
    return rule.check(value, property, object);
  };
  const validate = ValidateBy({
    name: kind,
    constraints: [options],
    validator: {
      validate: (value, args) => args === undefined || problemOf(value, args) === undefined,
      defaultMessage: (args) => (args === undefined ? kind : (problemOf(args.value, args) ?? kind)),
    },
  });
  return (target, property) => {
    registerField(target.constructor, {
      name: String(property),
      required,
      option: options.option,
      encode: rule.encode ?? String,
    });
    validate(target, property);
  };
}
