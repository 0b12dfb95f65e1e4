import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { api } from '../api.js';
import { Field, Options } from '../parts/fields.js';
import { problemOf, useLoaded } from '../loaded.js';
import { LoadProblem } from '../parts/load-problem.js';
import { Section, Problem } from '../parts/parts.js';
import { ReportDifferences } from './report-differences.js';
import { dayOf, type ReportQuery, reportPath } from './report-query.js';
import { DayOfReport, MonthOfReport } from './report-totals.js';
import { t } from '../words.js';

/** What is asked for: a merchant's day, in an edition, and what is wrong with it on purpose. */
interface Asked {
  /** `yyyy-MM-dd`; empty for today. */
  readonly day: string;
  readonly oid_partner: string;
  readonly edition: string;
  /** Kinds of differences; undefined for a clean report. */
  readonly kinds: ReadonlySet<string> | undefined;
}

/** LianLian's reports of a day and its month, to download, clean or with differences. */
export function ReportsPage(): JSX.Element {
  const { view: settings, error: unknown } = useLoaded(() => api.settings(), 'reports');
  const [asked, ask] = useState<Asked>({ day: '', oid_partner: '', edition: 'pipe', kinds: undefined });
  const partners = settings?.merchants.map(({ oid_partner }) => oid_partner) ?? [];
  const today = settings === undefined ? '' : dayOf(settings.clock.now);
  const day = asked.day === '' ? today : asked.day;
  const query: ReportQuery = {
    oid_partner: asked.oid_partner === '' ? (partners[0] ?? '') : asked.oid_partner,
    edition: asked.edition,
    differences: [...(asked.kinds ?? [])].join(','),
  };
  return (
    <>
      <h1>{t('对账单', 'Reports')}</h1>
      <p>
        {t(
          '连连在次日 09:00（中国时间）生成对账单。沙箱随时生成：内容如同这一天现在结束。',
          'LianLian writes a day’s report by 09:00 of the next day in China. The sandbox writes it at any time, as if the day ended now.',
        )}
      </p>
      {unknown !== undefined && (
        <Problem>
          <p>{problemOf(unknown)}</p>
        </Problem>
      )}
      {settings !== undefined && (
        <>
          <div class="columns">
            <div class="stack">
              <Choice asked={asked} ask={ask} day={day} today={today} partners={partners} />
            </div>
            <div class="stack">
              <DayReport day={day} query={query} asked={asked} ask={ask} />
            </div>
          </div>
          <MonthReport month={day.slice(0, 7)} query={query} />
        </>
      )}
    </>
  );
}

interface Asking {
  readonly asked: Asked;
  readonly ask: (asked: Asked) => void;
}

function Choice({
  asked,
  ask,
  day,
  today,
  partners,
}: Asking & {
  readonly day: string;
  readonly today: string;
  readonly partners: readonly string[];
}): JSX.Element {
  return (
    <Section id="report-choice" heading={t('哪一天', 'Which day')}>
      <Field id="report-day" label={t('日期（中国时间）', 'Day, in China')}>
        <input
          type="date"
          max={today}
          value={day}
          onInput={({ currentTarget }) => {
            ask({ ...asked, day: currentTarget.value });
          }}
        />
      </Field>
      <Field id="report-merchant" label={t('商户', 'Merchant')}>
        <select
          value={asked.oid_partner === '' ? partners[0] : asked.oid_partner}
          onChange={({ currentTarget }) => {
            ask({ ...asked, oid_partner: currentTarget.value });
          }}
        >
          <Options of={partners.map((partner) => [partner, partner] as const)} />
        </select>
      </Field>
      <Field
        id="report-edition"
        label={t('版本', 'Edition')}
        hint={t(
          '竖线版有表头和币种；旧的逗号版只有人民币，含代付。',
          'Pipes: with a header and currencies. Commas, the older one: yuan alone, with payouts.',
        )}
      >
        <select
          value={asked.edition}
          onChange={({ currentTarget }) => {
            ask({ ...asked, edition: currentTarget.value });
          }}
        >
          <Options
            of={[
              ['pipe', t('竖线（ | ）', 'Pipes ( | )')],
              ['comma', t('逗号（,）', 'Commas (,)')],
            ]}
          />
        </select>
      </Field>
    </Section>
  );
}

function DayReport({
  day,
  query,
  asked,
  ask,
}: Asking & { readonly day: string; readonly query: ReportQuery }): JSX.Element {
  const path = reportPath(day, query);
  const { view: loaded, error } = useLoaded(
    async () => ({ path, report: await api.report(day, query) }),
    path,
  );
  const view = loaded?.report;
  // Until the next one is there, the last one's is another's.
  const isOfDay = loaded?.path === path;
  return (
    <>
      <LoadProblem of={error} />
      {error === undefined && view !== undefined && isOfDay && <DayOfReport of={view} query={query} />}
      {view !== undefined && (
        <ReportDifferences
          of={view}
          chosen={asked.kinds}
          choose={(kinds) => {
            ask({ ...asked, kinds });
          }}
        />
      )}
    </>
  );
}

/** The month is clean: differences are planted into days. */
function MonthReport({ month, query }: { readonly month: string; readonly query: ReportQuery }): JSX.Element {
  const clean = { ...query, differences: '' };
  const { view, error } = useLoaded(() => api.report(month, clean), reportPath(month, clean));
  return (
    <>
      <LoadProblem of={error} />
      {error === undefined && view?.kind === 'monthly' && <MonthOfReport of={view} query={clean} />}
    </>
  );
}
