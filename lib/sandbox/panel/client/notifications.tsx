import type { JSX } from 'preact';

import type { AttemptView, NotificationView } from '../../contract.js';
import { kindOf } from './deliveries.js';
import { changesOf } from './differences.js';
import { NotifiedBadge } from './money-list.js';
import { Badge, Card, Facts, Nothing, Time, Verbatim } from './parts.js';
import { DELIVERIES } from './terms.js';
import { durationOf } from './time.js';
import { reasonOf, verdictOf } from './verdict.js';
import { t } from './words.js';

/** Each notification of an order or a payout with every attempt to deliver it. */
export function Notifications({
  of: notifications,
  none,
}: {
  readonly of: readonly NotificationView[];
  /** What stands where there is none. */
  readonly none: string;
}): JSX.Element {
  if (notifications.length === 0)
    return (
      <Card id="notifications" heading={t('通知', 'Notifications')}>
        <Nothing>{none}</Nothing>
      </Card>
    );
  return (
    <>
      {notifications.map((notification, at) => (
        <Notification key={notification.id} of={notification} number={at + 1} />
      ))}
    </>
  );
}

function Notification({
  of: { kind, url, body, acknowledged, nextAt, attempts },
  number,
}: {
  readonly of: NotificationView;
  readonly number: number;
}): JSX.Element {
  const state = acknowledged ? 'acknowledged' : nextAt === undefined ? 'late' : 'repeating';
  return (
    <section class="card stack" data-testid="notification" aria-label={`${kindOf(kind)} ${String(number)}`}>
      <div class="headline">
        <h2>{`${kindOf(kind)} ${String(number)}`}</h2>
        <NotifiedBadge state={state} testId="notification-state" />
      </div>
      <p class="mono muted address">{url}</p>
      <ol class="attempts">
        {attempts.map((attempt) => (
          <Attempt key={`${String(attempt.attempt)}-${attempt.at}`} of={attempt} original={body} />
        ))}
      </ol>
    </section>
  );
}

function Attempt({
  of: attempt,
  original,
}: {
  readonly of: AttemptView;
  readonly original: string;
}): JSX.Element {
  const { attempt: number, at, how, status, response, error, body, url, tookMs } = attempt;
  const [verdict, look] = verdictOf(attempt);
  const reason = reasonOf(attempt);
  const changes = changesOf(original, body);
  return (
    <li data-testid="attempt">
      <details>
        <summary>
          <span class="attempt-line">
            <strong>{`#${String(number)}`}</strong>
            {status !== undefined && (
              <span class="mono" data-testid="status">
                {String(status)}
              </span>
            )}
            <Badge look={look} testId="verdict">
              {verdict}
            </Badge>
            {how !== undefined && <span data-testid="how">{DELIVERIES[how][0]}</span>}
            <Time at={at} />
          </span>
        </summary>
        <div class="stack tight">
          <Facts
            of={[
              [
                'URL',
                <span key="url" class="mono">
                  {url}
                </span>,
              ],
              [t('用时', 'Took'), durationOf(tookMs)],
              [
                t('改动', 'Changed'),
                changes.length > 0 &&
                  changes.map((change) => (
                    <div key={change} class="mono">
                      {change}
                    </div>
                  )),
              ],
              [t('错误', 'Error'), error !== undefined && <span class="mono">{error}</span>],
            ]}
          />
          <h3>{t('发出的内容', 'Body sent')}</h3>
          <Verbatim testId="body-sent">{body}</Verbatim>
          {response !== undefined && (
            <>
              <h3>{t('商户的应答', 'Body received')}</h3>
              <Verbatim testId="body-received">
                {response === '' ? t('（空）', '(empty)') : response}
              </Verbatim>
            </>
          )}
        </div>
      </details>
      {reason !== undefined && (
        <p class="reason" data-testid="reason">
          {reason}
        </p>
      )}
    </li>
  );
}
