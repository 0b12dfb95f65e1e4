import { types } from 'node:util';

import { type BrokenRule, brokenRules } from '../broken-rules.js';
import { isWritable } from '../time.js';
import { textProblem } from './text.js';

/** No risk parameter is nested deeper, and recursion has to end somewhere. */
const MAX_DEPTH = 32;

/**
 * What JSON would lose or change of a value, if anything: it writes `null` for NaN, nothing for a function, `{}` for a
 * Map, and some other digits for a number of more than 15.
 *
 * @param within the lists and objects around it
 */
export function jsonProblem(
  value: unknown,
  path: string,
  within: readonly object[] = [],
): BrokenRule | undefined {
  switch (typeof value) {
    case 'undefined':
    case 'boolean':
      return undefined;
    case 'string':
      return textProblem(value, path);
    case 'number':
      return numberProblem(value, path);
    case 'object':
      return value === null ? undefined : objectProblem(value, path, within);
    default:
      return brokenRules.jsonValue(path);
  }
}

/** Whether it is an object that JSON writes with its keys: no list, date, map, buffer, or instance of a class. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (Object.prototype.toString.call(value) !== '[object Object]') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // By its place in the chain: a test runner's objects have an `Object.prototype` of their own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function numberProblem(value: number, path: string): BrokenRule | undefined {
  if (!Number.isFinite(value)) return brokenRules.jsonValue(path);
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? brokenRules.jsonDigits(path) : undefined;
}

function objectProblem(value: object, path: string, within: readonly object[]): BrokenRule | undefined {
  if (types.isDate(value)) return isWritable(value) ? undefined : brokenRules.date(path);
  if (within.includes(value) || within.length >= MAX_DEPTH) return brokenRules.jsonNesting(path, MAX_DEPTH);
  const inside = [...within, value];
  if (Array.isArray(value)) {
    const entries: readonly unknown[] = value;
    return firstProblem(entries.length, (index) => {
      const entry = entries[index];
      const place = `${path}[${index}]`;
      // In a list JSON writes null for it.
      return entry === undefined ? brokenRules.jsonValue(place) : jsonProblem(entry, place, inside);
    });
  }
  if (!isJsonObject(value)) return brokenRules.jsonValue(path);
  const entries = Object.entries(value);
  return firstProblem(entries.length, (index) => {
    const [key = '', entry] = entries[index] ?? [];
    return jsonProblem(entry, `${path}.${key}`, inside);
  });
}

function firstProblem(
  length: number,
  problemAt: (index: number) => BrokenRule | undefined,
): BrokenRule | undefined {
  for (let index = 0; index < length; index++) {
    const problem = problemAt(index);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
