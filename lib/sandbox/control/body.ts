import { type FieldRules, violationsOf } from '../common/field-rules.js';
import { Problem } from '../common/problem.js';

/**
 * The JSON of a body.
 *
 * @param body undefined where it is too long or not UTF-8
 * @throws Problem 400
 */
export function jsonOf(body: string | undefined): unknown {
  try {
    if (body !== undefined) return JSON.parse(body);
  } catch {
    throw new Problem(400, 'the body is not JSON');
  }
  throw new Problem(400, 'the body is longer than 256 KiB, or not UTF-8');
}

/**
 * An object with the fields that rules name.
 *
 * @param required fields that must be there
 * @throws Problem 400 with every field that is wrong
 */
export function bodyOf(
  body: string | undefined,
  rules: FieldRules,
  required: readonly string[] = [],
): object {
  const value = jsonOf(body);
  const violations = [...violationsOf(value, rules)];
  for (const field of required) {
    if (!(field in Object(value)))
      violations.push({ field, rule: `is missing: it ${rules[field]?.rule ?? ''}` });
  }
  if (violations.length > 0) throw Problem.fields(violations);
  return value as object;
}
