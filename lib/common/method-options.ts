import { LianlianValidationError } from '../errors/lianlian-validation.error.js';
import type { Violation } from '../errors/violation.js';
import { type BrokenRule, brokenRules } from './broken-rules.js';
import { fenOf } from './money.js';
import { nearestName } from './nearest-name.js';

/** What a method takes for an option that is there. */
type OptionRule = (name: string, value: unknown) => BrokenRule | undefined;

/** A rule for every option: the compiler refuses a list that lacks one. */
export type OptionRules<Options extends object> = { readonly [Name in keyof Required<Options>]: OptionRule };

/** Decimal text in yuan, and not below zero. */
export const amountOption: OptionRule = (name, value) =>
  (fenOf(value) ?? -1) < 0 ? brokenRules.amount(name, value) : undefined;

export const flagOption: OptionRule = (name, value) =>
  typeof value === 'boolean' ? undefined : brokenRules.flagOption(name);

/**
 * Every broken rule of the options that a method was given. An option may switch a guard on, so that one is never
 * passed over: neither a name that is none, nor a value such as `null` that could not be meant. Left out is what is not
 * there or undefined.
 */
export function optionViolations<Options extends object>(
  options: unknown,
  rules: OptionRules<Options>,
): readonly Violation[] {
  if (options === undefined) return [];
  if (!isPlainObject(options)) return [{ property: 'options', ...brokenRules.options(Object.keys(rules)) }];
  const names = Object.keys(rules);
  const unknown = Object.keys(options)
    .filter((name) => !names.includes(name))
    .map((name) => ({
      property: name,
      ...brokenRules.unknownOption(name, names, nearestName(name, names)),
    }));
  const broken = Object.entries<OptionRule>(rules).flatMap(([property, rule]) => {
    // By its name, as the method reads it: a getter of a class counts, too.
    const value: unknown = Reflect.get(options, property);
    const problem = value === undefined ? undefined : rule(property, value);
    return problem === undefined ? [] : [{ property, ...problem }];
  });
  return [...unknown, ...broken];
}

/** @throws LianlianValidationError with every broken rule of a method's options */
export function assertOptions<Options extends object>(
  options: unknown,
  rules: OptionRules<Options>,
  subject: string,
): void {
  const violations = optionViolations(options, rules);
  if (violations.length > 0) throw new LianlianValidationError(violations, subject);
}

/** What cannot hold options by their names: null, a text, a list, a Date. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Object.prototype.toString.call(value) === '[object Object]';
}
