import { t } from '../words.js';

const IN_CHINA = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** A moment in China's time, as LianLian writes it: `2026-11-21 20:30:05`. */
export const timeOf = (moment: string | number): string => IN_CHINA.format(new Date(moment));

/** The same without its day, where that is the day of another moment. */
export function timeAfter(moment: string, before: string | undefined): string {
  const time = timeOf(moment);
  const [day = '', clock = ''] = time.split(' ');
  return before !== undefined && timeOf(before).startsWith(day) ? clock : time;
}

const UNITS = [
  [86_400_000, '天', 'd'],
  [3_600_000, '小时', 'h'],
  [60_000, '分', 'min'],
  [1000, '秒', 's'],
] as const;

/** A duration for people: `2 min`. */
export function durationOf(ms: number): string {
  const unit = UNITS.find(([length]) => ms >= length);
  if (unit === undefined) return `${String(Math.round(ms))} ms`;
  const [length, zh, en] = unit;
  return `${String(Math.round((ms / length) * 10) / 10)} ${t(zh, en)}`;
}

/** A size for people: `14 KB`. */
export const sizeOf = (bytes: number): string =>
  bytes < 1024
    ? t(`${String(bytes)} 字节`, `${String(bytes)} bytes`)
    : `${String(Math.round(bytes / 1024))} KB`;
