import type {
  PlantedDifference,
  SandboxReportDay,
  SandboxReportDifferenceKind,
  UnplantedDifference,
} from '../contract.js';
import type { SandboxReportEdition } from './written-rows.js';

/** How `sandbox.report` writes a report. */
export interface SandboxReportOptions {
  /** The merchant; needed where the sandbox has several. */
  readonly oid_partner?: string | undefined;
  /**
   * `pipe`, by default: with a header, and with the currency of each amount. `comma`, the older one: with payouts, and for yuan
   * alone.
   */
  readonly edition?: SandboxReportEdition | undefined;
  /** What is wrong with it on purpose: a list of kinds, or `true` for one of each that the day allows. Nothing by default. */
  readonly differences?: boolean | readonly SandboxReportDifferenceKind[] | undefined;
}

/** A file, as LianLian would give it. */
export interface SandboxReportFile {
  /** LianLian's name of it: `JYMX_201304121000001004_20260102.txt`. */
  readonly fileName: string;
  readonly text: string;
  /** The same in UTF-8, as `lianlian.reports.read` and `readSummary` take it. */
  readonly bytes: Uint8Array;
}

/** A day's report, or a month's, of one merchant. */
export interface SandboxReport extends SandboxReportFile {
  /** A month's file has the rows of its days, in the layout of a day. LianLian has no summary of a month: `days` has its sums. */
  readonly kind: 'daily' | 'monthly';
  readonly oid_partner: string;
  /** `yyyyMMdd`, of a month `yyyyMM`. */
  readonly date: string;
  readonly edition: SandboxReportEdition;
  /** What its rows come to, by day and currency. Days without rows are left out. */
  readonly days: readonly SandboxReportDay[];
  /** The day in numbers (`JYMXSUM`), of the rows that were written. LianLian writes none for a month. */
  readonly summary?: SandboxReportFile | undefined;
  /** Empty for a clean report. */
  readonly planted: readonly PlantedDifference[];
  /** Empty where everything that was asked for was planted. */
  readonly notPlanted: readonly UnplantedDifference[];
}
