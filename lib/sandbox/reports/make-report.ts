import { both } from '../../diagnosis/signature-diagnosis.js';
import { partnerOf, type SandboxMerchant } from '../common/merchants.js';
import { chinaDate } from '../common/china-time.js';
import type { SandboxServices } from '../services.js';
import { type BookPeriod, bookRows } from './book-rows.js';
import type { PlantedDifference, SandboxReportDifferenceKind, UnplantedDifference } from '../contract.js';
import { DIFFERENCE_KINDS } from './difference-kinds.js';
import { Draft } from './draft.js';
import { type PlantingSoil, PLANTS } from './plant.js';
import { type ReportDate, reportDate } from './report-date.js';
import { assertReportOptions, wantedDifferences } from './report-options.js';
import { totalsOf, writtenSummary } from './report-totals.js';
import type { SandboxReport, SandboxReportFile, SandboxReportOptions } from './sandbox-report.js';
import { lineOf, rowsIn, writtenRows } from './written-rows.js';

/** What reports are made of. */
interface ReportParts {
  readonly services: SandboxServices;
  readonly merchants: readonly SandboxMerchant[];
}

/** A row that was planted, before it is known on which line it stands. */
type Planted = Pick<PlantedDifference, 'kind' | 'found' | 'number'> & { readonly row?: object };

/**
 * The report of a day or a month as LianLian would write it if that time ended now, clean or with planted differences.
 *
 * @throws SandboxError for a date that is none or has not begun, a merchant or an option that cannot be used
 */
export function makeReport(
  given: Date | string,
  options: SandboxReportOptions,
  { services, merchants }: ReportParts,
): SandboxReport {
  assertReportOptions(options);
  const { kind, date } = reportDate(given, services.clock.now());
  const oid_partner = partnerOf(merchants, options.oid_partner);
  const { edition = 'pipe' } = options;
  const draft = new Draft(rowsIn(edition, bookRows(services, { oid_partner, date })));
  const soil = { draft, edition, ...soilOf({ oid_partner, date }, services) };

  const planted: Planted[] = [];
  const notPlanted: UnplantedDifference[] = [];
  for (const each of wantedDifferences(options)) {
    const outcome = plant(each, soil, kind);
    if ('why' in outcome) notPlanted.push(outcome);
    else planted.push(outcome);
  }

  const { rows } = draft;
  const tooMany = planted.some((each) => each.kind === 'wrong-summary') ? 1 : 0;
  const summary =
    kind === 'daily' ? file(`JYMXSUM_${oid_partner}_${date}.txt`, writtenSummary(rows, tooMany)) : undefined;
  return {
    ...{ kind, oid_partner, date, edition },
    ...file(`JYMX_${oid_partner}_${date}.txt`, writtenRows(edition, rows)),
    days: totalsOf(rows),
    summary,
    planted: planted.map(({ row, ...each }) => {
      const index = rows.findIndex((one) => one === row);
      return index < 0 ? each : { ...each, line: lineOf(edition, index) };
    }),
    notPlanted,
  };
}

/** What differences are made of, beside the rows. */
function soilOf(
  { oid_partner, date }: BookPeriod,
  { clock, ledger, refundBook }: SandboxServices,
): Omit<PlantingSoil, 'draft' | 'edition'> {
  const today = chinaDate(clock.now());
  return {
    oid_partner,
    // A month's made-up rows are of its first day, which has begun.
    day: date.length === today.length ? date : `${date}01`,
    unpaid: ledger
      .all()
      .filter(
        (entry) =>
          entry.oid_partner === oid_partner &&
          entry.dt_order.startsWith(date) &&
          (entry.result_pay === 'WAITING' || entry.result_pay === 'FAILURE'),
      ),
    unmade: refundBook
      .all()
      .filter(
        ({ entry, refund }) =>
          entry.oid_partner === oid_partner && refund.dt_refund.startsWith(date) && refund.sta_refund !== '2',
      ),
  };
}

function plant(
  kind: SandboxReportDifferenceKind,
  soil: PlantingSoil,
  of: ReportDate['kind'],
): Planted | UnplantedDifference {
  const { found } = DIFFERENCE_KINDS[kind];
  if (kind === 'wrong-summary') {
    return of === 'daily'
      ? { kind, found, number: '' }
      : { kind, why: both('LianLian writes no summary of a month', '连连没有月度汇总文件') };
  }
  const outcome = PLANTS[kind](soil);
  return 'no_order' in outcome
    ? { kind, found, number: outcome.no_order, row: outcome }
    : { kind, why: outcome };
}

function file(fileName: string, text: string): SandboxReportFile {
  return { fileName, text, bytes: Buffer.from(text, 'utf8') };
}
