import type { ValidationArguments } from 'class-validator';
// The one part of class-validator that a rule needs. The package's index loads every validator there is, which takes
// longer than all else at start; rules that either registers lie in one global storage.
import { registerDecorator } from 'class-validator/cjs/register-decorator.js';

import type { BrokenRule } from '../broken-rules.js';
import { registerRule, type RuleCheck } from './field-registry.js';

/**
 * A property decorator for one rule, told to class-validator, for apps that validate our classes themselves, and
 * to the registry, which `violationsOf` reads: the same rule, with the same sentence, at a tenth of the cost.
 *
 * @param name of the decorator, under which class-validator reports it
 */
export function defineRule(
  name: string,
  constraints: readonly unknown[],
  check: RuleCheck,
): PropertyDecorator {
  const brokenBy = ({ value, property, object }: ValidationArguments): BrokenRule | undefined =>
    check(value, property, object);
  const validator = {
    validate: (_value: unknown, args?: ValidationArguments) =>
      args === undefined || brokenBy(args) === undefined,
    defaultMessage: (args?: ValidationArguments) => (args && brokenBy(args)?.message) ?? name,
  };
  return (target, property) => {
    const propertyName = String(property);
    registerRule(target.constructor, { property: propertyName, name, check });
    registerDecorator({
      name,
      target: target.constructor,
      propertyName,
      constraints: [...constraints],
      validator,
    });
  };
}
