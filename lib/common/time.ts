import { types } from 'node:util';

import { LianlianValidationError } from '../errors/lianlian-validation.error.js';
import { brokenRules } from './broken-rules.js';

const CHINA_OFFSET_MS = 8 * 60 * 60 * 1000;
const SHAPE = /^\d{14}$/;

/**
 * A moment as LianLian writes it: `yyyyMMddHHmmss` in Asia/Shanghai, whatever the server's zone. Milliseconds are cut
 * off, never rounded; `wholeSeconds` makes the `Date` to keep.
 *
 * @throws LianlianValidationError for an invalid `Date` or a year that has no four digits
 * @example formatLianlianTime(new Date('2017-08-01T14:57:14Z')) // '20170801225714'
 */
export function formatLianlianTime(date: Date): string {
  const china = new Date(types.isDate(date) ? date.getTime() + CHINA_OFFSET_MS : NaN);
  if (Number.isNaN(china.getTime()) || china.getUTCFullYear() < 1000 || china.getUTCFullYear() > 9999) {
    throw new LianlianValidationError([{ property: 'date', ...brokenRules.date('date') }]);
  }
  const day = (china.getUTCFullYear() * 100 + china.getUTCMonth() + 1) * 100 + china.getUTCDate();
  const time = (china.getUTCHours() * 100 + china.getUTCMinutes()) * 100 + china.getUTCSeconds();
  return String(day * 1_000_000 + time);
}

/** Whether the moment is valid and its year, in China, has four digits. */
export function isWritable(date: Date): boolean {
  try {
    formatLianlianTime(date);
    return true;
  } catch {
    return false;
  }
}

/**
 * The time to keep with an order or a refund, and to send as its `dt_order` or `dt_refund`: whole seconds, as LianLian
 * knows them. What has no milliseconds is the same in every column that keeps seconds, whether that cuts or rounds.
 * Where the column keeps no zone, or no seconds, keep `formatLianlianTime(date)` in a column of text instead.
 *
 * @param date by default now. Its milliseconds are cut off, as they are where a `Date` is sent.
 * @throws LianlianValidationError for an invalid `Date` or a year that has no four digits
 * @example wholeSeconds(new Date('2017-08-01T14:57:14.600Z')).toISOString() // '2017-08-01T14:57:14.000Z'
 */
export function wholeSeconds(date: Date = new Date()): Date {
  return parseLianlianTime(formatLianlianTime(date));
}

/**
 * The moment that LianLian's `yyyyMMddHHmmss` text names.
 *
 * @throws LianlianValidationError if the text is not a real date and time
 * @example parseLianlianTime('20170801225714').toISOString() // '2017-08-01T14:57:14.000Z'
 */
export function parseLianlianTime(text: string): Date {
  // A regular expression takes a number for its digits.
  if (typeof text !== 'string' || !isLianlianTime(text)) {
    throw new LianlianValidationError([{ property: 'text', ...brokenRules.lianlianTime('text') }]);
  }
  return momentOf(text);
}

/** A time as text, however the app has it. @throws LianlianValidationError as `formatLianlianTime` does */
export function lianlianTimeOf(time: Date | string): string {
  return time instanceof Date ? formatLianlianTime(time) : time;
}

/** Whether the text is a real date and time in `yyyyMMddHHmmss`. */
export function isLianlianTime(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  const month = part(text, 4);
  const day = part(text, 6);
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(month, yearOf(text));
  return isDay && part(text, 8) <= 23 && part(text, 10) <= 59 && part(text, 12) <= 59;
}

function momentOf(text: string): Date {
  const seconds = (part(text, 8) * 60 + part(text, 10)) * 60 + part(text, 12);
  // Date.UTC would take the years 0 to 99 for those of the twentieth century.
  const day = new Date(0).setUTCFullYear(yearOf(text), part(text, 4) - 1, part(text, 6));
  return new Date(day + seconds * 1000 - CHINA_OFFSET_MS);
}

function yearOf(text: string): number {
  return part(text, 0) * 100 + part(text, 2);
}

/** Two digits of the text. */
function part(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}

function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
