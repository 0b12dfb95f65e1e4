import { type BrokenRule, brokenRules } from '../broken-rules.js';

/** The characters of a text as LianLian's documents count them: code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _character of text) length++;
  return length;
}

/** What keeps a value from being text that arrives at LianLian as it was signed, if anything does. */
export function textProblem(value: unknown, property: string, maxLength?: number): BrokenRule | undefined {
  if (typeof value !== 'string') return brokenRules.text(property, value);
  if (value.includes('\0') || !value.isWellFormed()) return brokenRules.brokenText(property);
  // No text has more code points than UTF-16 units, so most need no counting.
  return maxLength !== undefined && value.length > maxLength && lengthOf(value) > maxLength
    ? brokenRules.maxLength(property, maxLength)
    : undefined;
}
