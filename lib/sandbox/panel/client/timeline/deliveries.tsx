import type { ComponentChildren, JSX } from 'preact';
import { useRef } from 'preact/hooks';

import { MINUTE_MS } from '../../../common/durations.js';
import {
  type AttemptView,
  type DeliveryBody,
  type DeliveryHow,
  falseDeliveries,
  type NotificationKind,
  type NotificationView,
} from '../../../contract.js';
import type { Done } from '../acting.js';
import { Field, Options, typedInto } from '../parts/fields.js';
import { NotifiedBadge } from '../parts/money-list.js';
import { Action, Section, Facts } from '../parts/parts.js';
import { DELIVERIES } from '../parts/terms.js';
import { timeOf } from '../parts/time.js';
import { outcomeInWords, verdictOnAttempt } from '../parts/verdict.js';
import { t } from '../words.js';

/** A day. */
const MOST_MINUTES = 1440;

/** Delivers a notification. */
type Deliver = (how: Pick<DeliveryBody, 'how' | 'notification' | 'delayMs'>) => Promise<{
  readonly attempts: readonly AttemptView[];
  readonly dueAt?: string | undefined;
}>;

/** The buttons that deliver the notifications of an order or a payout, well and badly. */
export function Deliveries({
  can,
  notifications,
  ways = Object.keys(DELIVERIES) as DeliveryHow[],
  none,
  deliver,
}: {
  readonly can: boolean;
  readonly notifications: readonly NotificationView[];
  /** By default all that there are. */
  readonly ways?: readonly DeliveryHow[];
  /** What is said where there is none yet. */
  readonly none: string;
  readonly deliver: Deliver;
}): JSX.Element {
  const form = useRef<HTMLFormElement>(null);
  const typed = (name: string): string => (form.current === null ? '' : typedInto(form.current, name));
  const chosen = (): { readonly id: string; readonly minutes: number } => ({
    id: typed('which'),
    minutes: Number(typed('late-minutes')),
  });
  const button = (how: DeliveryHow): JSX.Element => (
    <Action
      key={how}
      testId={`deliver-${how}`}
      look="small"
      disabled={!can}
      does={() => delivered(deliver, how, chosen())}
    >
      {DELIVERIES[how][0]}
    </Action>
  );
  return (
    <Section id="deliver" heading={t('发送通知', 'Deliver the notification')}>
      {can ? <Notifications of={notifications} /> : <p class="muted">{none}</p>}
      <form
        class="stack"
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
        }}
      >
        {notifications.length > 1 && (
          <Field id="which" label={t('哪一条', 'Which one')}>
            <select>
              <Options of={namesOf(notifications)} />
            </select>
          </Field>
        )}
        <Ways named={t('真实的通知', 'Genuine copies')}>
          {ways.filter((how) => !falseDeliveries.has(how)).map(button)}
        </Ways>
        <Ways named={t('应当拒绝的通知', 'Copies to be rejected')}>
          {ways.filter((how) => falseDeliveries.has(how)).map(button)}
        </Ways>
        <Field id="late-minutes" label={t('延迟的分钟数（沙箱时钟）', 'Minutes late (the sandbox’s clock)')}>
          <input type="number" min="1" max={MOST_MINUTES} defaultValue="10" />
        </Field>
        <details>
          <summary>{t('这些按钮发送什么', 'What each of them sends')}</summary>
          <Facts of={ways.map((how) => DELIVERIES[how])} />
        </details>
      </form>
    </Section>
  );
}

function Ways({
  named,
  children,
}: {
  readonly named: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div class="stack tight" role="group" aria-label={named}>
      <h3>{named}</h3>
      <div class="buttons">{children}</div>
    </div>
  );
}

/** Where each notification stands. */
function Notifications({ of: notifications }: { readonly of: readonly NotificationView[] }): JSX.Element {
  return (
    <ul class="states">
      {notifications.map(({ id, kind, acknowledged, nextAt }, at) => (
        <li key={id} data-testid="notification">
          <span>{`${String(at + 1)} · ${kindInWords(kind)}`}</span>
          <NotifiedBadge
            state={acknowledged ? 'acknowledged' : nextAt === undefined ? 'late' : 'repeating'}
            testId="notification-state"
          />
        </li>
      ))}
    </ul>
  );
}

function namesOf(notifications: readonly NotificationView[]): (readonly [id: string, name: string])[] {
  return notifications
    .map(({ id, kind }, at) => [id, `${String(at + 1)} · ${kindInWords(kind)}`] as const)
    .reverse();
}

async function delivered(
  deliver: Deliver,
  how: DeliveryHow,
  { id, minutes }: { readonly id: string; readonly minutes: number },
): Promise<Done> {
  const isLate = how === 'late';
  if (isLate && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_MINUTES)) {
    return [t('请输入 1 到 1440 之间的分钟数。', 'Enter a whole number of minutes, from 1 to 1440.'), 'bad'];
  }
  const { attempts, dueAt } = await deliver({
    how,
    notification: id === '' ? undefined : id,
    ...(isLate ? { delayMs: minutes * MINUTE_MS } : {}),
  });
  const results = attempts.map(outcomeInWords);
  if (dueAt !== undefined) results.push(t(`将于 ${timeOf(dueAt)} 到达`, `due at ${timeOf(dueAt)}`));
  const looks = attempts.map((attempt) => verdictOnAttempt(attempt)[1]);
  const look = looks.includes('bad') ? 'bad' : looks.includes('warn') ? 'warn' : 'ok';
  return [`${DELIVERIES[how][0]}${t('：', ': ')}${results.join(t('；', '; '))}`, look];
}

const KINDS: Readonly<Record<NotificationKind, string>> = {
  payment: t('付款通知', 'Payment'),
  refund: t('退款通知', 'Refund'),
  payout: t('代付通知', 'Payout'),
};

/** What a notification tells of. */
export const kindInWords = (kind: NotificationKind): string => KINDS[kind];
