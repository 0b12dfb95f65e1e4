import { LianlianValidationError } from '../errors/lianlian-validation.error.js';
import { messages } from '../errors/messages.js';

const CHINA_OFFSET_MS = 8 * 60 * 60 * 1000;
const SHAPE = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;

/**
 * A moment as LianLian writes it: `yyyyMMddHHmmss` in Asia/Shanghai, whatever the server's zone.
 *
 * @throws LianlianValidationError for an invalid `Date` or a year that has no four digits
 * @example formatLianlianTime(new Date('2017-08-01T14:57:14Z')) // '20170801225714'
 */
export function formatLianlianTime(date: Date): string {
  const china = new Date(date.getTime() + CHINA_OFFSET_MS);
  if (Number.isNaN(china.getTime()) || china.getUTCFullYear() < 1000 || china.getUTCFullYear() > 9999) {
    throw new LianlianValidationError([{ property: 'date', message: messages.invalidDate('date') }]);
  }
  return china.toISOString().slice(0, 19).replace(/[-:T]/g, '');
}

/**
 * The moment that LianLian's `yyyyMMddHHmmss` text names.
 *
 * @throws LianlianValidationError if the text is not a real date and time
 * @example parseLianlianTime('20170801225714').toISOString() // '2017-08-01T14:57:14.000Z'
 */
export function parseLianlianTime(text: string): Date {
  const moment = momentOf(text);
  if (moment === undefined) {
    throw new LianlianValidationError([{ property: 'text', message: messages.invalidTime('text') }]);
  }
  return moment;
}

/** Whether the text is a real date and time in `yyyyMMddHHmmss`. */
export function isLianlianTime(text: string): boolean {
  return momentOf(text) !== undefined;
}

function momentOf(text: string): Date | undefined {
  const parts = SHAPE.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const china = new Date(0);
  china.setUTCFullYear(year, month - 1, day);
  china.setUTCHours(hour, minute, second);
  // What does not exist, the 30th of February or 24:60, has become another moment.
  const isReal =
    china.getUTCFullYear() === year &&
    china.getUTCMonth() === month - 1 &&
    china.getUTCDate() === day &&
    china.getUTCHours() === hour &&
    china.getUTCMinutes() === minute &&
    china.getUTCSeconds() === second;
  return isReal ? new Date(china.getTime() - CHINA_OFFSET_MS) : undefined;
}
