import type { InputMistake } from './sandbox-error.js';

/** What a field of somebody's input must be: in words that follow its name, and as a test. */
export interface InputRule {
  readonly rule: string;
  readonly test: (value: unknown) => boolean;
}

/** The rule of each field that is known. */
export type InputRules = Readonly<Record<string, InputRule>>;

export const text: InputRule = {
  rule: 'must be text',
  test: (value) => typeof value === 'string' && value !== '',
};

export const flag: InputRule = {
  rule: 'must be true or false',
  test: (value) => typeof value === 'boolean',
};

export const whole: InputRule = {
  rule: 'must be a whole number, not negative',
  test: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
};

export const milliseconds: InputRule = {
  rule: 'must be a number of milliseconds, not negative',
  test: (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
};

/** One of these texts. */
export function oneOf(...values: readonly string[]): InputRule {
  return {
    rule: `must be one of ${values.join(', ')}`,
    test: (value) => typeof value === 'string' && values.includes(value),
  };
}

/** Whether something is an object with members. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Everything that is wrong with an object. Unknown fields count too: most are known ones that were misspelt. */
export function inputMistakes(value: unknown, rules: InputRules): readonly InputMistake[] {
  if (!isObject(value)) return [{ field: 'the body', rule: 'must be an object' }];
  return Object.entries(value).flatMap(([field, each]) => {
    const known = Object.hasOwn(rules, field) ? rules[field] : undefined;
    if (known === undefined)
      return [{ field, rule: `is no field; there are ${Object.keys(rules).join(', ') || 'none'}` }];
    return each === undefined || known.test(each) ? [] : [{ field, rule: known.rule }];
  });
}
