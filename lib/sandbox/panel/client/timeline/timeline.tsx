import type { ComponentChildren, JSX } from 'preact';

import type { NotificationView, RequestView } from '../../../contract.js';
import type { Notified } from '../copied/control-curl.js';
import { TimelineAttempt, TimelineDue } from './timeline-delivery.js';
import { TimelineRequest } from './timeline-request.js';
import { Section, Nothing, Time } from '../parts/parts.js';
import { type Happened, type TimelineEntry, timelineOf } from './timeline-entries.js';
import { TimelineLine } from './timeline-line.js';
import { t } from '../words.js';

/** A step in words. */
export interface ToldStep {
  readonly what: string;
  readonly detail?: ComponentChildren;
}

/** What a timeline is made of. */
interface TimelineProps<Step extends Happened> {
  readonly requests: readonly RequestView[];
  readonly history: readonly Step[];
  readonly notifications: readonly NotificationView[];
  /** What the notifications are about. */
  readonly notified: Notified;
  readonly tell: (step: Step) => ToldStep;
  /** How many requests there are, beside those that are shown. */
  readonly more: number;
}

/** All that happened to an order or a payout, oldest first: what the shop asked, what became of it, and what the shop was told. */
export function Timeline<Step extends Happened>(props: TimelineProps<Step>): JSX.Element {
  const entries = timelineOf(props);
  const { more } = props;
  return (
    <Section id="history" heading={t('经过', 'What happened')}>
      {more > 0 && (
        <small>
          {t(`更早的 ${String(more)} 个请求没有列出。`, `${String(more)} earlier requests are left out.`)}
        </small>
      )}
      {entries.length === 0 ? (
        <Nothing>{t('还没有记录。', 'Nothing yet.')}</Nothing>
      ) : (
        <ol class="timeline">
          {entries.map((entry, at) => (
            <Entry key={entry.key} of={entry} after={entries[at - 1]?.at} in={props} />
          ))}
        </ol>
      )}
    </Section>
  );
}

function Entry<Step extends Happened>({
  of: entry,
  after,
  in: { notified, tell, notifications },
}: {
  readonly of: TimelineEntry<Step>;
  /** When the one above it was. */
  readonly after: string | undefined;
  readonly in: TimelineProps<Step>;
}): JSX.Element {
  const hasSeveral = notifications.length > 1;
  const time = <Time at={entry.at} after={after} />;
  switch (entry.is) {
    case 'request':
      return <TimelineRequest of={entry.request} time={time} />;
    case 'attempt':
      return <TimelineAttempt of={entry} time={time} notified={notified} hasSeveral={hasSeveral} />;
    case 'due':
      return <TimelineDue of={entry} time={time} hasSeveral={hasSeveral} />;
    case 'step': {
      const { what, detail } = tell(entry.step);
      return (
        <li data-testid="step">
          <TimelineLine time={time}>
            <strong>{what}</strong>
            {detail}
          </TimelineLine>
        </li>
      );
    }
  }
}
