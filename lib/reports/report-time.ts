import { isLianlianTime, parseLianlianTime } from '../common/time.js';

/** Rows of a report share few days: the start of each is worked out once. All are forgotten after about a year's worth. */
const days = new Map<string, number>();
const MAX_DAYS = 400;

/** The moment of `yyyyMMdd HH:mm:ss` in Asia/Shanghai; undefined if it is no real date and time. */
export function momentOf(text: string): Date | undefined {
  const parts = /^(\d{8}) +([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/.exec(text);
  if (parts === null) return undefined;
  const [, day = '', hours, minutes, seconds] = parts;
  const start = startOfDay(day);
  if (start === undefined) return undefined;
  return new Date(start + ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000);
}

/** When `yyyyMMdd` begins in Asia/Shanghai, in milliseconds; undefined if it is no real date. */
export function startOfDay(day: string): number | undefined {
  const known = days.get(day);
  if (known !== undefined) return known;
  const start = workOut(day);
  if (days.size >= MAX_DAYS) days.clear();
  if (start !== undefined) days.set(day, start);
  return start;
}

function workOut(day: string): number | undefined {
  const midnight = `${day}000000`;
  return isLianlianTime(midnight) ? parseLianlianTime(midnight).getTime() : undefined;
}
