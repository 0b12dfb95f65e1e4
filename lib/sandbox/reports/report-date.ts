import { both } from '../../diagnosis/signature-diagnosis.js';
import { chinaDate, momentOfChinaTime } from '../common/china-time.js';
import { SandboxError } from '../common/sandbox-error.js';

/** A day or a month of LianLian's books. */
export interface ReportDate {
  readonly kind: 'daily' | 'monthly';
  /** `yyyyMMdd`, of a month `yyyyMM`. */
  readonly date: string;
}

const DAY = /^\d{4}(-?)\d{2}\1\d{2}$/;
const MONTH = /^\d{4}-?\d{2}$/;

/**
 * The day or the month that is meant, in Asia/Shanghai.
 *
 * @param given `yyyyMMdd` or `yyyy-MM-dd`, a month `yyyyMM` or `yyyy-MM`, or a moment of the day
 * @param now on the sandbox's clock
 * @throws SandboxError 400 for what is no date, and for one that has not begun
 */
export function reportDate(given: Date | string, now: Date): ReportDate {
  const found = given instanceof Date ? dayOfMoment(given) : datedText(given);
  if (found === undefined) {
    throw SandboxError.fields([
      {
        field: 'date',
        rule: both(
          "must be a real day ('yyyyMMdd', 'yyyy-MM-dd' or a Date) or a real month ('yyyyMM', 'yyyy-MM')",
          '须为真实的日期（yyyyMMdd、yyyy-MM-dd 或 Date）或月份（yyyyMM、yyyy-MM）',
        ),
      },
    ]);
  }
  const today = chinaDate(now);
  if (found.date > today.slice(0, found.date.length)) {
    throw SandboxError.fields([
      {
        field: 'date',
        rule: both(
          `${found.date} has not begun: by the sandbox’s clock it is ${today} in China. Move the clock, or name an earlier date`,
          `${found.date} 尚未开始：按沙箱时钟，中国今天是 ${today}。请拨快时钟，或选择更早的日期`,
        ),
      },
    ]);
  }
  return found;
}

function dayOfMoment(moment: Date): ReportDate | undefined {
  return Number.isNaN(moment.getTime()) ? undefined : { kind: 'daily', date: chinaDate(moment) };
}

function datedText(text: unknown): ReportDate | undefined {
  if (typeof text !== 'string') return undefined;
  const date = text.replaceAll('-', '');
  if (DAY.test(text)) return momentOfChinaTime(date) && { kind: 'daily', date };
  if (MONTH.test(text)) return momentOfChinaTime(`${date}01`) && { kind: 'monthly', date };
  return undefined;
}
