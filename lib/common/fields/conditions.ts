import { brokenRules, type FieldCondition } from '../broken-rules.js';
import { isBlank } from '../blank.js';
import { defineRule } from './define-rule.js';

/** The field is required while the condition holds. */
export function RequiredWhen(when: FieldCondition): PropertyDecorator {
  return defineRule('requiredWhen', [when], (value, property, request) => {
    if (!isBlank(value) || !holds(when, request)) return undefined;
    return brokenRules.requiredWhen(property, when);
  });
}

/** The field has one of these values while the condition holds, as text or as a number. */
export function ChoiceWhen(values: readonly string[], when: FieldCondition): PropertyDecorator {
  return defineRule('choiceWhen', [values, when], (value, property, request) =>
    isBlank(value) || !holds(when, request) || values.some((each) => value === each || value === Number(each))
      ? undefined
      : brokenRules.choiceWhen(property, values, when),
  );
}

/** Either both fields or none. */
export function Together(other: string): PropertyDecorator {
  return defineRule('together', [other], (value, property, request) =>
    isBlank(value) === isBlank(valueOf(request, other)) ? undefined : brokenRules.together(property, other),
  );
}

/** The value of the other field, where that has one. */
export function SameAs(other: string): PropertyDecorator {
  return defineRule('sameAs', [other], (value, property, request) => {
    const theirs = valueOf(request, other);
    return isBlank(value) || isBlank(theirs) || value === theirs
      ? undefined
      : brokenRules.sameAs(property, other);
  });
}

/** At most one of the two fields. */
export function Excludes(other: string): PropertyDecorator {
  return defineRule('excludes', [other], (value, property, request) =>
    isBlank(value) || isBlank(valueOf(request, other)) ? undefined : brokenRules.exclusive(property, other),
  );
}

/** At least one of the fields. */
export function OneOf(...names: readonly string[]): PropertyDecorator {
  return defineRule('oneOf', names, (_value, _property, request) =>
    names.some((name) => !isBlank(valueOf(request, name))) ? undefined : brokenRules.oneOf(names),
  );
}

function holds(when: FieldCondition, object: object): boolean {
  return Object.entries(when).every(([name, values]) => {
    const value = valueOf(object, name);
    return values === null ? isBlank(value) : typeof value === 'string' && values.includes(value);
  });
}

function valueOf(object: object, name: string): unknown {
  return (object as Readonly<Record<string, unknown>>)[name];
}
