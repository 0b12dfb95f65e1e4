import type { JSX } from 'preact';

import type { ReportView } from '../../../contract.js';
import { Section, Table } from '../parts/parts.js';
import { said, t } from '../words.js';

/** With this one a report cannot be read to its end, so that it is chosen by hand. */
const UNREADABLE = 'unreadable-line';

/** Whether a report is clean or has differences, which ones, and what became of each. */
export function ReportDifferences({
  of,
  chosen,
  choose,
}: {
  readonly of: ReportView;
  /** Undefined for a clean report. */
  readonly chosen: ReadonlySet<string> | undefined;
  readonly choose: (kinds: ReadonlySet<string> | undefined) => void;
}): JSX.Element {
  const usual = of.kinds.map(({ kind }) => kind).filter((kind) => kind !== UNREADABLE);
  return (
    <Section id="report-differences" heading={t('差异', 'Differences')}>
      <fieldset class="stack tight">
        <legend class="unseen">{t('对账单内容', 'What the report is like')}</legend>
        <label class="check">
          <input
            type="radio"
            name="report-kind"
            checked={chosen === undefined}
            data-testid="report-clean"
            onChange={() => {
              choose(undefined);
            }}
          />
          {t('账目一致', 'Clean: as the sandbox’s books are')}
        </label>
        <label class="check">
          <input
            type="radio"
            name="report-kind"
            checked={chosen !== undefined}
            data-testid="report-wrong"
            onChange={() => {
              choose(new Set(usual));
            }}
          />
          {t('带有差异，用来检验对账', 'With differences, to see that yours finds them')}
        </label>
      </fieldset>
      {chosen !== undefined && <Kinds of={of} chosen={chosen} choose={choose} />}
      {chosen !== undefined && <Planted of={of} />}
    </Section>
  );
}

function Kinds({
  of: { kinds },
  chosen,
  choose,
}: {
  readonly of: ReportView;
  readonly chosen: ReadonlySet<string>;
  readonly choose: (kinds: ReadonlySet<string>) => void;
}): JSX.Element {
  return (
    <fieldset class="kinds">
      <legend class="unseen">{t('哪些差异', 'Which differences')}</legend>
      {kinds.map(({ kind, title, found }) => (
        <label key={kind} class="check">
          <input
            type="checkbox"
            checked={chosen.has(kind)}
            data-testid={`difference-${kind}`}
            onChange={({ currentTarget }) => {
              const others = [...chosen].filter((each) => each !== kind);
              choose(new Set(currentTarget.checked ? [...others, kind] : others));
            }}
          />
          <span>
            {said(title)} <small class="mono">{found}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Where each difference stands, and which ones the rows did not allow. */
function Planted({ of: { kinds, planted, notPlanted } }: { readonly of: ReportView }): JSX.Element {
  const titleOf = (kind: string): string => {
    const found = kinds.find((each) => each.kind === kind);
    return found === undefined ? kind : said(found.title);
  };
  const heading = t('文件中的差异', 'What is wrong with this file');
  return (
    <>
      {planted.length > 0 && (
        <Table
          caption={heading}
          headings={[t('差异', 'Difference'), t('单号', 'Number'), t('行', 'Line')]}
          rows={planted.map(({ kind, number, line }) => ({
            key: kind,
            cells: [
              titleOf(kind),
              <span key="number" class="mono" data-testid={`planted-${kind}`}>
                {number === '' ? '–' : number}
              </span>,
              line === undefined ? '–' : String(line),
            ],
          }))}
        />
      )}
      {notPlanted.length > 0 && (
        <div class="notice warn" data-testid="not-planted">
          <div class="stack tight">
            <p>{t('这些差异无法制造：', 'These cannot be planted:')}</p>
            <ul>
              {notPlanted.map(({ kind, why }) => (
                <li key={kind}>
                  {titleOf(kind)}
                  {t('：', ': ')}
                  {said(why)}
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </>
  );
}
