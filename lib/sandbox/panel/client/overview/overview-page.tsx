import type { JSX } from 'preact';

import type { OrderState, OverviewSpan, OverviewView } from '../../../contract.js';
import { STATE_WORDS } from '../../../common/order-words.js';
import { api } from '../api.js';
import { Bars } from './bars.js';
import { DeliveryChart } from './delivery-chart.js';
import { kindInWords } from '../timeline/deliveries.js';
import { useLoaded } from '../loaded.js';
import { LoadProblem } from '../parts/load-problem.js';
import { Section, Facts, Nothing, Time } from '../parts/parts.js';
import { askedOneOf, linkTo, linkWith } from '../route.js';
import { STATE_LOOKS } from '../parts/terms.js';
import { durationOf } from '../parts/time.js';
import { said, t } from '../words.js';

const SPANS: Readonly<Record<OverviewSpan, string>> = {
  hour: t('一小时', 'Hour'),
  day: t('一天', 'Day'),
  week: t('一周', 'Week'),
};

/** How all is going, at a glance. */
export function OverviewPage(): JSX.Element {
  const span = askedOneOf('span', SPANS) || 'hour';
  const { view, error } = useLoaded(() => api.overview({ span }), span);
  return (
    <>
      <h1>{t('概览', 'Overview')}</h1>
      <LoadProblem of={error} />
      {view !== undefined && (
        <>
          <Section id="deliveries" heading={t('通知发送', 'Deliveries')}>
            <Spans chosen={view.span} />
            <DeliveryChart of={view} />
          </Section>
          <div class="columns">
            <Latency of={view.latency} />
            <div class="stack">
              <OrdersPage of={view} />
              <Ahead of={view.ahead} />
            </div>
          </div>
        </>
      )}
    </>
  );
}

function Spans({ chosen }: { readonly chosen: OverviewSpan }): JSX.Element {
  return (
    <nav class="filter" aria-label={t('时间范围', 'How far back')}>
      {(Object.keys(SPANS) as OverviewSpan[]).map((span) => (
        <a
          key={span}
          class="chip"
          href={linkWith({ span: span === 'hour' ? '' : span })}
          aria-current={span === chosen ? 'true' : undefined}
          data-testid={`span-${span}`}
        >
          {SPANS[span]}
        </a>
      ))}
    </nav>
  );
}

function Latency({
  of: { count, medianMs, p95Ms, slowestMs, counts },
}: {
  readonly of: OverviewView['latency'];
}): JSX.Element {
  const inWords = (ms: number | undefined): string | undefined =>
    ms === undefined ? undefined : durationOf(ms);
  return (
    <Section id="latency" heading={t('商城应答用时', 'How long the shop takes')}>
      {count === 0 ? (
        <Nothing>{t('这段时间里没有应答。', 'No responses in that time.')}</Nothing>
      ) : (
        <>
          <Facts
            of={[
              [t('中位数', 'Median'), inWords(medianMs), 'median'],
              [t('95% 不超过', '95 % within'), inWords(p95Ms), 'p95'],
              [t('最慢', 'Slowest'), inWords(slowestMs), 'slowest'],
            ]}
          />
          <Bars
            label={t('应答用时', 'Responses by how long they took')}
            of={counts
              .filter((each, at) => each.count > 0 || at < counts.findLastIndex((some) => some.count > 0))
              .map(({ upToMs, count: number }) => ({
                key: String(upToMs),
                name: upToMs === undefined ? t('更久', 'Longer') : `≤ ${durationOf(upToMs)}`,
                count: number,
                look: upToMs === undefined || upToMs > 2500 ? 'warn' : 'ok',
              }))}
          />
        </>
      )}
    </Section>
  );
}

function OrdersPage({ of: { orders, states } }: { readonly of: OverviewView }): JSX.Element {
  const known = (Object.keys(STATE_WORDS) as OrderState[]).filter((state) => states[state] !== undefined);
  return (
    <Section id="states" heading={t(`订单 ${String(orders)}`, `Orders ${String(orders)}`)}>
      {orders === 0 ? (
        <Nothing>{t('还没有订单。', 'No orders yet.')}</Nothing>
      ) : (
        <Bars
          label={t('订单状态', 'Orders by state')}
          of={known.map((state) => ({
            key: state,
            name: said(STATE_WORDS[state]),
            count: states[state] ?? 0,
            look: STATE_LOOKS[state],
            href: `${linkTo('orders')}?state=${state}`,
          }))}
        />
      )}
    </Section>
  );
}

function Ahead({ of: { count, next } }: { readonly of: OverviewView['ahead'] }): JSX.Element {
  return (
    <Section id="ahead" heading={t(`待发送 ${String(count)}`, `Ahead ${String(count)}`)}>
      {count === 0 ? (
        <Nothing>{t('没有待重发的通知。', 'Nothing is to be sent again.')}</Nothing>
      ) : (
        <ol class="ahead-list">
          {next.map(({ at, kind, no_order, oid_partner, oid_paybill, attempt }) => (
            <li key={`${at} ${oid_paybill} ${String(attempt)}`}>
              <Time at={at} />
              <a
                class="mono"
                href={
                  kind === 'payout'
                    ? linkTo('payouts', `${oid_partner}/${no_order}`)
                    : linkTo('orders', oid_paybill)
                }
              >
                {no_order}
              </a>
              <span class="muted">
                {kindInWords(kind)} ·{' '}
                {attempt === undefined
                  ? t('延迟的副本', 'a late copy')
                  : t(`第 ${String(attempt)} 次`, `attempt ${String(attempt)}`)}
              </span>
            </li>
          ))}
          {count > next.length && (
            <li class="muted">
              {t(`另有 ${String(count - next.length)} 条`, `and ${String(count - next.length)} more`)}
            </li>
          )}
        </ol>
      )}
    </Section>
  );
}
