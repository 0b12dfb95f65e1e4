import { ValidateBy, type ValidationArguments } from 'class-validator';

import { messages } from '../../errors/messages.js';
import { isBlank } from '../blank.js';

/** `{ field: ['a', 'b'] }`: has one of these values. `{ field: null }`: is absent. Several fields: all of it. */
export type When = Readonly<Record<string, readonly string[] | null>>;

/** The field is required while the condition holds. */
export function RequiredWhen(when: When): PropertyDecorator {
  return condition('requiredWhen', [when], (args) => {
    if (!isBlank(args.value) || !holds(when, args.object)) return undefined;
    return messages.requiredWhen(args.property, when);
  });
}

/** Either both fields or none. */
export function Together(other: string): PropertyDecorator {
  return condition('together', [other], ({ property, value, object }) =>
    isBlank(value) === isBlank(valueOf(object, other)) ? undefined : messages.together(property, other),
  );
}

/** At most one of the two fields. */
export function Excludes(other: string): PropertyDecorator {
  return condition('excludes', [other], ({ property, value, object }) =>
    isBlank(value) || isBlank(valueOf(object, other)) ? undefined : messages.exclusive(property, other),
  );
}

/** At least one of the fields. */
export function OneOf(...names: readonly string[]): PropertyDecorator {
  return condition('oneOf', names, ({ object }) =>
    names.some((name) => !isBlank(valueOf(object, name))) ? undefined : messages.oneOf(names),
  );
}

function condition(
  name: string,
  constraints: readonly unknown[],
  problemOf: (args: ValidationArguments) => string | undefined,
): PropertyDecorator {
  return ValidateBy({
    name,
    constraints: [...constraints],
    validator: {
      validate: (_value, args) => args === undefined || problemOf(args) === undefined,
      defaultMessage: (args) => (args === undefined ? name : (problemOf(args) ?? name)),
    },
  });
}

function holds(when: When, object: object): boolean {
  return Object.entries(when).every(([name, values]) => {
    const value = valueOf(object, name);
    return values === null ? isBlank(value) : typeof value === 'string' && values.includes(value);
  });
}

function valueOf(object: object, name: string): unknown {
  return Reflect.get(object, name);
}
