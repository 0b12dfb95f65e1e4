import type { JSX } from 'preact';

import { type DeliveryOutcome, deliveryOutcomes, type OverviewView } from '../../../contract.js';
import { Nothing, Table, Time } from '../parts/parts.js';
import { timeOf } from '../parts/time.js';
import { t } from '../words.js';

const OUTCOMES: Readonly<Record<DeliveryOutcome, string>> = {
  acknowledged: t('已确认', 'Acknowledged'),
  rejected: t('已正确拒绝', 'Correctly rejected'),
  refused: t('未确认', 'Not acknowledged'),
  'no-response': t('没有应答', 'No response'),
  'wrongly-accepted': t('误接受', 'Wrongly accepted'),
  dropped: t('已丢弃', 'Dropped'),
};

const [WIDTH, GAP, HEIGHT] = [20, 4, 120];

type Part = OverviewView['deliveries'][number];

/** Attempts to deliver over time, by how they ended: as a picture, and as numbers for screen readers. */
export function DeliveryChart({ of: { deliveries } }: { readonly of: OverviewView }): JSX.Element {
  const most = Math.max(1, ...deliveries.map(sumOf));
  const sums = deliveryOutcomes.map((outcome) => ({
    outcome,
    count: deliveries.reduce((sum, { outcomes }) => sum + (outcomes[outcome] ?? 0), 0),
  }));
  const known = sums.filter(({ count }) => count > 0);
  if (known.length === 0)
    return <Nothing>{t('这段时间里没有发送通知。', 'Nothing was delivered in that time.')}</Nothing>;
  return (
    <>
      <ul class="legend">
        {known.map(({ outcome, count }) => (
          <li key={outcome} data-testid={`outcome-${outcome}`}>
            <svg viewBox="0 0 1 1" aria-hidden="true">
              <rect class={`fill of-${outcome}`} width="1" height="1" />
            </svg>
            {OUTCOMES[outcome]} <strong class="number">{String(count)}</strong>
          </li>
        ))}
      </ul>
      <svg
        class="chart"
        viewBox={`0 0 ${String(deliveries.length * WIDTH)} ${String(HEIGHT)}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('各时段的通知发送结果', 'Deliveries over time, by how they ended')}
      >
        {deliveries.map((part, at) => (
          <Column key={part.from} of={part} x={at * WIDTH} most={most} />
        ))}
      </svg>
      <p class="axis muted">
        <Time at={deliveries[0]?.from ?? ''} />
        <span>{t(`最多 ${String(most)}`, `at most ${String(most)}`)}</span>
        <span>{t('现在', 'now')}</span>
      </p>
      <details>
        <summary>{t('以数字显示', 'As numbers')}</summary>
        <Table
          caption={t('各时段的通知发送结果', 'Deliveries over time, by how they ended')}
          headings={[t('从', 'From'), ...known.map(({ outcome }) => OUTCOMES[outcome])]}
          rows={deliveries
            .filter((part) => sumOf(part) > 0)
            .map((part) => ({
              key: part.from,
              cells: [
                <Time key="from" at={part.from} />,
                ...known.map(({ outcome }) => String(part.outcomes[outcome] ?? 0)),
              ],
            }))}
        />
      </details>
    </>
  );
}

function Column({
  of: part,
  x,
  most,
}: {
  readonly of: Part;
  readonly x: number;
  readonly most: number;
}): JSX.Element {
  let below = 0;
  return (
    <g>
      <title>{inWords(part)}</title>
      <rect class="empty" x={x} width={WIDTH - GAP} height={HEIGHT} />
      {deliveryOutcomes.map((outcome) => {
        const height = ((part.outcomes[outcome] ?? 0) / most) * HEIGHT;
        below += height;
        return (
          height > 0 && (
            <rect
              key={outcome}
              class={`fill of-${outcome}`}
              x={x}
              y={HEIGHT - below}
              width={WIDTH - GAP}
              height={height}
            />
          )
        );
      })}
    </g>
  );
}

function inWords(part: Part): string {
  const words = deliveryOutcomes
    .filter((outcome) => part.outcomes[outcome] !== undefined)
    .map((outcome) => `${OUTCOMES[outcome]} ${String(part.outcomes[outcome])}`);
  return `${timeOf(part.from)}${t('：', ': ')}${words.length === 0 ? '0' : words.join(t('，', ', '))}`;
}

function sumOf({ outcomes }: Part): number {
  return Object.values(outcomes).reduce((sum, count) => sum + count, 0);
}
