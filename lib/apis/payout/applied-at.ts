import { types } from 'node:util';

import { type BrokenRule, brokenRules } from '../../common/broken-rules.js';
import { isLianlianTime, parseLianlianTime } from '../../common/time.js';

/** When a payout was sent last, in milliseconds since 1970; a broken rule where the value is no time. */
export function appliedAtOf(value: unknown, property: string): number | BrokenRule {
  if (types.isDate(value)) {
    const ms = value.getTime();
    return Number.isNaN(ms) ? brokenRules.date(property) : ms;
  }
  if (typeof value !== 'string' || !isLianlianTime(value)) return brokenRules.lianlianTime(property);
  // The text has no milliseconds: it may have been the last one of its second.
  return parseLianlianTime(value).getTime() + 999;
}
