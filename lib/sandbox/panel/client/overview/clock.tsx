import { useEffect, useState } from 'preact/hooks';
import type { JSX } from 'preact';

import { MINUTE_MS } from '../../../common/durations.js';
import type { ClockView } from '../../../contract.js';
import { api } from '../api.js';
import { useLoaded } from '../loaded.js';
import { Action } from '../parts/parts.js';
import { durationOf, timeOf } from '../parts/time.js';
import { t } from '../words.js';

/** What nobody would call ahead. */
const NEXT_TO_NOTHING_MS = 500;

const STEPS = [
  [2, t('+2 分钟', '+2 min')],
  [30, t('+30 分钟', '+30 min')],
  [1440, t('+1 天', '+1 day')],
] as const;

/** The sandbox's clock, and the buttons that move it. */
export function Clock(): JSX.Element | null {
  const { view } = useLoaded(() => api.clock(), 'clock');
  if (view === undefined) return null;
  const { aheadMs, movedMs } = view;
  return (
    <>
      <Now clock={view} />
      {aheadMs > NEXT_TO_NOTHING_MS && (
        <span class="ahead" data-testid="ahead">
          {t(`快 ${durationOf(aheadMs)}`, `${durationOf(aheadMs)} ahead`)}
        </span>
      )}
      <span class="steps">
        {STEPS.map(([minutes, label]) => (
          <Action
            key={minutes}
            testId={`advance-${String(minutes)}`}
            look="small"
            does={async () => moved(await api.advance(minutes * MINUTE_MS))}
          >
            {label}
          </Action>
        ))}
        {movedMs > NEXT_TO_NOTHING_MS && (
          <Action testId="back-to-now" look="small" does={async () => moved(await api.backToNow())}>
            {t('回到现在', 'Back to now')}
          </Action>
        )}
      </span>
    </>
  );
}

/** The time, second by second. */
function Now({ clock }: { readonly clock: ClockView }): JSX.Element {
  const [now, show] = useState(clock.now);
  useEffect(() => {
    const ahead = Date.parse(clock.now) - Date.now();
    const tick = (): void => {
      show(new Date(Date.now() + ahead).toISOString());
    };
    tick();
    const ticking = setInterval(tick, 1000);
    return () => {
      clearInterval(ticking);
    };
  }, [clock.now]);
  return (
    <time class="number" data-testid="now" title={t('北京时间（UTC+8）', 'China time (UTC+8)')}>
      {timeOf(now)}
    </time>
  );
}

const moved = ({ now }: ClockView): string =>
  t(`沙箱时间：${timeOf(now)}`, `The sandbox’s time: ${timeOf(now)}`);
