import { isMerchantNumber } from '../common/merchant-number.js';
import { formatLianlianTime } from '../common/time.js';
import { LianlianReportError } from '../errors/lianlian-report.error.js';
import { startOfDay } from './report-time.js';
import { reportMessages } from './report.messages.js';

/** The files that LianLian writes: transactions of a day or a month, and a day in numbers. */
export type ReportKind = 'daily' | 'monthly' | 'dailySummary';

/** Which file is meant. */
export interface ReportFile {
  readonly kind: ReportKind;
  readonly oid_partner: string;
  /** The settlement day `yyyyMMdd`, or the month `yyyyMM`. */
  readonly date: string;
}

/** `ReportFile`, whose date may be a moment of that day or month in Asia/Shanghai. */
export type ReportFileInput = Omit<ReportFile, 'date'> & { readonly date: Date | string };

const KINDS: readonly ReportKind[] = ['daily', 'monthly', 'dailySummary'];
const NAME = /^JYMX(SUM)?_(\d{18})_(\d{6}(?:\d\d)?)\.txt$/;

/** The name of a file, as LianLian gives it. */
export function reportFileName({ kind, oid_partner, date }: ReportFileInput): string {
  if (!KINDS.includes(kind)) throw new LianlianReportError(reportMessages.fileKind(KINDS));
  if (!isMerchantNumber(oid_partner)) throw new LianlianReportError(reportMessages.filePartner());
  const length = kind === 'monthly' ? 6 : 8;
  const text = date instanceof Date ? formatLianlianTime(date).slice(0, length) : date;
  if (text.length !== length || !isDate(text)) {
    throw new LianlianReportError(reportMessages.fileDate(kind, 'yyyyMMdd'.slice(0, length)));
  }
  return `JYMX${kind === 'dailySummary' ? 'SUM' : ''}_${oid_partner}_${text}.txt`;
}

/** What a file's name says; undefined for a name that LianLian doesn't give. */
export function parseReportFileName(name: string): ReportFile | undefined {
  const [, sum, oid_partner = '', date = ''] = NAME.exec(name) ?? [];
  if (!isDate(date)) return undefined;
  if (sum === undefined) return { kind: date.length === 6 ? 'monthly' : 'daily', oid_partner, date };
  return date.length === 8 ? { kind: 'dailySummary', oid_partner, date } : undefined;
}

function isDate(text: string): boolean {
  return startOfDay(text.length === 6 ? `${text}01` : text) !== undefined;
}
