import { both } from '../../diagnosis/signature-diagnosis.js';
import { nearestName } from '../../common/options/nearest-name.js';
import { SandboxError } from '../common/sandbox-error.js';
import type { ReportView, SandboxReportDifferenceKind } from '../contract.js';
import { downloadReply, type Reply } from '../http/reply.js';
import { DIFFERENCE_KINDS, differenceKinds, isDifferenceKind } from '../reports/difference-kinds.js';
import { makeReport } from '../reports/make-report.js';
import type { SandboxReport, SandboxReportFile, SandboxReportOptions } from '../reports/sandbox-report.js';
import type { ControlParts } from './parts.js';
import type { ControlCall, ControlRoute } from './route.js';

const ASKED = ['oid_partner', 'edition', 'differences'];

/** The routes that give LianLian's reports, as files to download and as what is in them. */
export const reportRoutes: readonly ControlRoute[] = [
  { method: 'GET', path: 'reports/*', handle: (call, parts) => download(reportOf(call, parts)) },
  {
    method: 'GET',
    path: 'reports/*/summary',
    handle: (call, parts) => {
      const { summary, date } = reportOf(call, parts);
      if (summary !== undefined) return download(summary);
      throw SandboxError.said(
        404,
        `LianLian writes no summary of a month: there is the report of ${date}, and a summary of each day`,
        `连连没有月度汇总文件：可下载 ${date} 的对账单，或各日的汇总`,
      );
    },
  },
  {
    method: 'GET',
    path: 'reports/*/contents',
    handle: (call, parts): ReportView => {
      const { kind, oid_partner, date, fileName, text, days, planted, notPlanted } = reportOf(call, parts);
      return {
        ...{ kind, oid_partner, date, fileName, text, days, planted, notPlanted },
        kinds: differenceKinds.map((each) => ({ kind: each, ...DIFFERENCE_KINDS[each] })),
      };
    },
  },
];

function reportOf({ name, query }: ControlCall, parts: ControlParts): SandboxReport {
  const unknown = [...query.keys()].filter((field) => !ASKED.includes(field));
  if (unknown.length > 0) throw SandboxError.fields(unknown.map(unknownField));
  const options = {
    oid_partner: query.get('oid_partner') ?? undefined,
    edition: query.get('edition') ?? undefined,
    differences: differencesIn(query.get('differences')),
  };
  // What it is not by its type, the report's own rules find.
  return makeReport(name, options as SandboxReportOptions, parts);
}

function unknownField(field: string): { readonly field: string; readonly rule: ReturnType<typeof both> } {
  return {
    field,
    rule: both(
      `is no parameter here; there are ${ASKED.join(', ')}`,
      `不是可用参数；可用参数：${ASKED.join('、')}`,
    ),
  };
}

/** `all`, or kinds with commas between them. */
function differencesIn(text: string | null): true | readonly SandboxReportDifferenceKind[] | undefined {
  if (text === null || text === '') return undefined;
  if (text === 'all') return true;
  return text.split(',').map((kind) => {
    if (isDifferenceKind(kind)) return kind;
    const meant = nearestName(kind, differenceKinds);
    const [en, zh] = meant === undefined ? ['', ''] : [`: did you mean ${meant}?`, `。是否想写 ${meant}？`];
    throw SandboxError.fields([
      {
        field: 'differences',
        rule: both(
          `must be all, or some of ${differenceKinds.join(', ')} with commas between them${en}`,
          `须为 all，或以逗号分隔的以下名称：${differenceKinds.join('、')}${zh}`,
        ),
      },
    ]);
  });
}

function download({ fileName, text }: SandboxReportFile): Reply {
  return downloadReply(fileName, 'text/plain', text);
}
