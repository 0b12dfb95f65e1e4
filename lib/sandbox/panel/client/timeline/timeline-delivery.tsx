import type { JSX } from 'preact';

import { copiesOfAttempt } from '../copied/copies.js';
import { Copy } from '../parts/copy.js';
import type { Notified } from '../copied/control-curl.js';
import { kindInWords } from './deliveries.js';
import { changesOf } from '../parts/differences.js';
import { type HtmlPage, htmlPageOf } from './html-page.js';
import { Badge, Facts, mono, Verbatim } from '../parts/parts.js';
import { DELIVERIES } from '../parts/terms.js';
import { durationOf, sizeOf } from '../parts/time.js';
import type { TimelineEntry } from './timeline-entries.js';
import { explanationOf, verdictOnAttempt } from '../parts/verdict.js';
import { TimelineLine } from './timeline-line.js';
import { t } from '../words.js';

type AttemptEntry = Extract<TimelineEntry, { readonly is: 'attempt' }>;
type DueEntry = Extract<TimelineEntry, { readonly is: 'due' }>;

/** An attempt to deliver in a timeline: what the shop answered, what that means, and what was sent. */
export function TimelineAttempt({
  of: { attempt, notification, number },
  time,
  notified,
  hasSeveral,
}: {
  readonly of: AttemptEntry;
  readonly time: JSX.Element;
  readonly notified: Notified;
  readonly hasSeveral: boolean;
}): JSX.Element {
  const { attempt: count, how, status, response, tookMs } = attempt;
  const [verdict, look] = verdictOnAttempt(attempt);
  const reason = explanationOf(attempt);
  const changes = changesOf(notification.body, attempt.body);
  const page = response === undefined ? undefined : htmlPageOf(response);
  return (
    <li class={`told ${look}`} data-testid="attempt">
      <TimelineLine time={time}>
        <strong>{nameOf(notification.kind, number, hasSeveral)}</strong>
        <span class="muted">{`#${String(count)}`}</span>
        {how !== undefined && <span data-testid="how">{DELIVERIES[how][0]}</span>}
        {status !== undefined && (
          <span class="mono" data-testid="status">
            {String(status)}
          </span>
        )}
        <Badge look={look} testId="verdict">
          {verdict}
        </Badge>
        <span class="muted number" data-testid="took">
          {durationOf(tookMs)}
        </span>
      </TimelineLine>
      {changes.map((change) => (
        <p key={change} class="mono change">
          {change}
        </p>
      ))}
      {reason !== undefined && (
        <p class="reason" data-testid="reason">
          {reason}
        </p>
      )}
      <details>
        <summary>{t('发出的内容和应答', 'Body sent and received')}</summary>
        <div class="stack tight">
          <Facts
            of={[
              ['URL', mono(attempt.url)],
              [t('错误', 'Error'), mono(attempt.error)],
            ]}
          />
          <h3>{t('发出的内容', 'Body sent')}</h3>
          <Verbatim testId="body-sent">{attempt.body}</Verbatim>
          {response !== undefined && page === undefined && (
            <>
              <h3>{t('商户的应答', 'Body received')}</h3>
              <Verbatim testId="body-received">
                {response === '' ? t('（空）', '(empty)') : response}
              </Verbatim>
            </>
          )}
          <Copy of={copiesOfAttempt(notified, notification, attempt)} />
        </div>
      </details>
      {page !== undefined && (
        <details data-testid="html-page">
          <summary>{pageName(page)}</summary>
          <pre class="long" data-testid="body-received" tabIndex={0}>
            {response}
          </pre>
        </details>
      )}
    </li>
  );
}

/** What is going to be delivered, and when. */
export function TimelineDue({
  of: { notification, number, isLate },
  time,
  hasSeveral,
}: {
  readonly of: DueEntry;
  readonly time: JSX.Element;
  readonly hasSeveral: boolean;
}): JSX.Element {
  return (
    <li class="due" data-testid="due">
      <TimelineLine time={time}>
        <strong>{nameOf(notification.kind, number, hasSeveral)}</strong>
        <span class="muted">
          {isLate ? t('延迟的一份，届时到达', 'A late copy, due') : t('下一次自动重发', 'Next repeat, due')}
        </span>
      </TimelineLine>
    </li>
  );
}

/** Of several, each has the number that the choice of one has. */
function nameOf(kind: AttemptEntry['notification']['kind'], number: number, hasSeveral: boolean): string {
  const name = t(kindInWords(kind), `${kindInWords(kind)} notification`);
  return hasSeveral ? `${String(number)} · ${name}` : name;
}

/** `Answered with an HTML page, ‘Sign in’, 14 KB`. */
function pageName({ title, bytes }: HtmlPage): string {
  const size = sizeOf(bytes);
  if (title === undefined) return t(`应答是 HTML 网页，${size}`, `Answered with an HTML page, ${size}`);
  return t(`应答是 HTML 网页“${title}”，${size}`, `Answered with an HTML page, ‘${title}’, ${size}`);
}
