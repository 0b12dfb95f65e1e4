import { formatLianlianTime, parseLianlianTime, yuanToFen } from 'nestjs-lianlian';

import { isLianlianTime } from '../../../lib/common/time.js';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** What became of a time that was sent as this text, in the words of the guide. */
export function fateOfTime(kept: unknown, sent: string): string {
  const date = dateOf(kept);
  if (date === undefined) return 'no time';
  const apartMs = parseLianlianTime(formatLianlianTime(date)).getTime() - parseLianlianTime(sent).getTime();
  if (apartMs === 0) return 'as sent';
  const way = apartMs > 0 ? 'late' : 'early';
  if (Math.abs(apartMs) === SECOND_MS) return `a second ${way}`;
  const hours = Math.abs(apartMs) / HOUR_MS;
  return Number.isInteger(hours) ? `${String(hours)} hours ${way}` : 'the day alone';
}

/** What became of LianLian's text, which is sent as it comes back. */
export function fateOfText(kept: unknown, sent: string): string {
  if (kept === sent) return 'as sent';
  if (typeof kept === 'number') return 'a number: refused';
  return typeof kept === 'string' && isLianlianTime(kept) ? 'another time' : 'with blanks: refused';
}

/** What became of a number of an order. */
export function fateOfNumber(kept: unknown, sent: string): string {
  if (kept === sent) return 'as sent';
  if (typeof kept === 'number') return 'a number: refused';
  return typeof kept === 'string' && kept.trim() === sent
    ? 'with blanks: another order'
    : 'without its zeros: another order';
}

/** What became of an amount. */
export function fateOfAmount(kept: unknown, sent: string): string {
  if (kept === sent) return 'as sent';
  if (typeof kept === 'number')
    return kept === Number(sent) ? 'a number: refused' : 'another number: refused';
  try {
    return yuanToFen(String(kept)) === yuanToFen(sent) ? 'the same amount' : 'another amount';
  } catch {
    return 'no amount: refused';
  }
}

/** A `Date`, or the text of one as an app reads it. */
function dateOf(kept: unknown): Date | undefined {
  if (kept instanceof Date) return kept;
  const date = new Date(String(kept));
  return Number.isNaN(date.getTime()) ? undefined : date;
}
