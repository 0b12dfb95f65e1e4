import { DAY_MS } from './durations.js';

const CHINA_OFFSET_MS = 8 * 60 * 60 * 1000;

/** A moment as `yyyyMMddHHmmss` in Asia/Shanghai. */
export function chinaTime(date: Date): string {
  return new Date(date.getTime() + CHINA_OFFSET_MS).toISOString().replace(/\D/g, '').slice(0, 14);
}

/** The day of a moment as `yyyyMMdd` in Asia/Shanghai. */
export function chinaDate(date: Date): string {
  return chinaTime(date).slice(0, 8);
}

/** The moment that a `yyyyMMddHHmmss` or `yyyyMMdd` text names; undefined if it is not a real one. */
export function momentOfChinaTime(text: string): Date | undefined {
  if (!/^(\d{8}|\d{14})$/.test(text)) return undefined;
  const digits = text.padEnd(14, '0');
  const iso = digits.replace(/^(.{4})(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6.000Z');
  const asUtc = new Date(iso);
  if (Number.isNaN(asUtc.getTime()) || asUtc.toISOString() !== iso) return undefined;
  return new Date(asUtc.getTime() - CHINA_OFFSET_MS);
}

/** Whole days between the dates of two `yyyyMMdd…` texts. */
export function daysApart(a: string, b: string): number {
  const [first, second] = [a, b].map((text) => momentOfChinaTime(text.slice(0, 8))?.getTime() ?? Number.NaN);
  return Math.abs((first ?? Number.NaN) - (second ?? Number.NaN)) / DAY_MS;
}
