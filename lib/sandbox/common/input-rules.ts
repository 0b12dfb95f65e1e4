import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';
import { nearestName } from '../../common/options/nearest-name.js';
import { fenOfAmount } from './amount.js';
import { type InputMistake, SandboxError } from './sandbox-error.js';

/** What a field of somebody's input must be: in words that follow its name, and as a test. */
export interface InputRule {
  readonly rule: Sentence;
  readonly test: (value: unknown) => boolean;
}

/** The rule of each field that is known. */
export type InputRules = Readonly<Record<string, InputRule>>;

export const text: InputRule = {
  rule: both('must be text', '须为文本'),
  test: (value) => typeof value === 'string' && value !== '',
};

export const flag: InputRule = {
  rule: both('must be true or false', '须为 true 或 false'),
  test: (value) => typeof value === 'boolean',
};

export const callable: InputRule = {
  rule: both('must be a function', '须为函数'),
  test: (value) => typeof value === 'function',
};

export const whole: InputRule = {
  rule: both('must be a whole number, not negative', '须为非负整数'),
  test: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
};

const milliseconds: InputRule = {
  rule: both('must be a number of milliseconds, not negative', '须为非负毫秒数'),
  test: (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
};

/** A time of the sandbox's clock: what would lead beyond the last Date that there is leads nowhere. */
export const clockMs: InputRule = {
  rule: both(
    'must be a number of milliseconds, not negative, and at most a hundred years',
    '须为非负毫秒数，且不超过一百年',
  ),
  test: (value) => milliseconds.test(value) && Number(value) <= 100 * 366 * 24 * 60 * 60 * 1000,
};

/** A time of a timer: Node takes a longer one for a millisecond. */
export const timerMs: InputRule = {
  rule: both('must be a number of milliseconds, from 0 to 2147483647', '须为 0 至 2147483647 的毫秒数'),
  test: (value) => milliseconds.test(value) && Number(value) <= 2_147_483_647,
};

/** Money. */
export const amount: InputRule = {
  rule: both("must be decimal text with two decimals: '49.95'", "须为两位小数的文本，如 '49.95'"),
  test: (value) => typeof value === 'string' && fenOfAmount(value) !== undefined,
};

/** One of these texts. */
export function oneOf(...values: readonly string[]): InputRule {
  return {
    rule: both(`must be one of ${values.join(', ')}`, `须为以下之一：${values.join('、')}`),
    test: (value) => typeof value === 'string' && values.includes(value),
  };
}

/** Whether something is an object with members. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Everything that is wrong with an object. Unknown fields count too: most are known ones that were misspelt. */
export function inputMistakes(value: unknown, rules: InputRules): readonly InputMistake[] {
  if (!isObject(value)) return [{ field: 'the body', rule: both('must be an object', '须为对象') }];
  return Object.entries(value).flatMap(([field, each]) => {
    const known = Object.hasOwn(rules, field) ? rules[field] : undefined;
    if (known === undefined) return each === undefined ? [] : [{ field, rule: unknownField(field, rules) }];
    return each === undefined || known.test(each) ? [] : [{ field, rule: known.rule }];
  });
}

function unknownField(field: string, rules: InputRules): Sentence {
  const meant = nearestName(field, Object.keys(rules));
  const names = Object.keys(rules);
  const en = `is no field; there are ${names.join(', ') || 'none'}`;
  const zh = `不是可用字段；可用字段：${names.join('、') || '无'}`;
  return meant === undefined
    ? both(en, zh)
    : both(`${en}: did you mean ${meant}?`, `${zh}。是否想写 ${meant}？`);
}

/** @throws SandboxError 400 with every field that is wrong */
export function assertInput(value: unknown, rules: InputRules): void {
  const mistakes = inputMistakes(value, rules);
  if (mistakes.length > 0) throw SandboxError.fields(mistakes);
}
