import { formatLianlianTime, isWritable, parseLianlianTime } from '../time.js';

const SECOND_MS = 1000;
const QUARTER_MS = 15 * 60 * SECOND_MS;
const HOUR_MS = 4 * QUARTER_MS;
const DAY_MS = 24 * HOUR_MS;

/** Between UTC, in which most servers and databases run, and Asia/Shanghai. */
const CHINA_FROM_UTC_MS = 8 * HOUR_MS;

/**
 * How a time that was kept differs from the one that was sent:
 * - `second`: a column, or what writes to it, rounds
 * - `zone`: whole quarters of an hour, give or take that second: written in one zone, read in another
 * - `coarse`: it is a whole minute or a whole day: the column keeps no more
 * - `other`: none of these
 */
export type TimeDifference = 'second' | 'zone' | 'coarse' | 'other';

/**
 * Whether two times may be those of one order: LianLian takes a number again on another day, and that is another order.
 *
 * @param kept `yyyyMMddHHmmss`, as the app has it
 * @param sent `yyyyMMddHHmmss`, as LianLian has it
 */
export function isBeside(kept: string, sent: string): boolean {
  return kept !== sent && apartMs(kept, sent) < DAY_MS;
}

/** What probably made one time of the other. Both as for `isBeside`. */
export function timeDifference(kept: string, sent: string): TimeDifference {
  const apart = apartMs(kept, sent);
  if (apart <= SECOND_MS) return 'second';
  const quarters = Math.round(apart / QUARTER_MS);
  if (quarters > 0 && Math.abs(apart - quarters * QUARTER_MS) <= SECOND_MS) return 'zone';
  return kept.endsWith('00') ? 'coarse' : 'other';
}

function apartMs(kept: string, sent: string): number {
  return Math.abs(parseLianlianTime(kept).getTime() - parseLianlianTime(sent).getTime());
}

/**
 * The times that LianLian may have instead of one that it does not know, the likeliest first: a second before it and
 * after it, and as far as UTC is from China.
 *
 * @param kept `yyyyMMddHHmmss`
 */
export function timesBeside(kept: string): readonly string[] {
  const moment = parseLianlianTime(kept).getTime();
  const shifts = [-SECOND_MS, SECOND_MS, -CHINA_FROM_UTC_MS, CHINA_FROM_UTC_MS];
  return shifts
    .map((shift) => new Date(moment + shift))
    .filter(isWritable)
    .map(formatLianlianTime);
}
