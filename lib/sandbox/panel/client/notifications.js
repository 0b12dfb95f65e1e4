import { kindOf } from './deliveries.js';
import { changesOf } from './differences.js';
import { h } from './dom.js';
import { badge, card, facts, nothing, time, verbatim } from './parts.js';
import { DELIVERIES } from './terms.js';
import { durationOf } from './time.js';
import { verdictOf } from './verdict.js';
import { said, t } from './words.js';

/** @import { AttemptView, NotificationView, OrderDetailView } from '../../contract.js' */

/**
 * Each notification of an order with every attempt to deliver it.
 *
 * @param {OrderDetailView} order
 */
export function notificationCards({ notifications }) {
  if (notifications.length === 0) {
    const none = t(
      '还没有通知。只有付款成功和退款会通知。',
      'None yet. Successes and refunds are notified, and nothing else.',
    );
    return card('notifications', t('通知', 'Notifications'), nothing(none));
  }
  return notifications.map((notification, at) => notificationCard(notification, at + 1));
}

/** @param {NotificationView} notification @param {number} number */
function notificationCard(notification, number) {
  const { id, kind, url, body, acknowledged, attempts } = notification;
  const state = acknowledged
    ? badge(t('已确认', 'Acknowledged'), 'ok', 'notification-state')
    : badge(t('未确认', 'Not acknowledged'), 'warn', 'notification-state');
  return h(
    'section.card.stack',
    { 'data-key': `notification-${id}`, 'data-testid': 'notification', 'aria-label': kindOf(kind) },
    h('div.headline', {}, h('h2', {}, `${kindOf(kind)} ${String(number)}`), state),
    h('p.mono.muted', {}, url),
    h(
      'ol.attempts',
      {},
      attempts.map((attempt) => attemptItem(attempt, body)),
    ),
  );
}

/** @param {AttemptView} attempt @param {string} original */
function attemptItem(attempt, original) {
  const {
    attempt: number,
    at,
    how,
    status,
    response,
    error,
    body,
    url,
    tookMs,
    explanation,
    warning,
  } = attempt;
  const [verdict, look] = verdictOf(attempt);
  const changes = changesOf(original, body);
  return h(
    'li',
    { 'data-key': `${String(number)}-${at}`, 'data-testid': 'attempt' },
    h(
      'details',
      {},
      h(
        'summary',
        {},
        h('span.attempt-line', {}, [
          h('strong', {}, `#${String(number)}`),
          status !== undefined && h('span.mono', { 'data-testid': 'status' }, String(status)),
          badge(verdict, look, 'verdict'),
          how !== undefined && h('span', { 'data-testid': 'how' }, DELIVERIES[how][0]),
          time(at),
        ]),
      ),
      h('div.stack.tight', {}, [
        facts([
          ['URL', h('span.mono', {}, url)],
          [t('用时', 'Took'), durationOf(tookMs)],
          [t('改动', 'Changed'), changes.length > 0 && changes.map((change) => h('div.mono', {}, change))],
          [t('没有应答的原因', 'Why no answer came'), error],
          [t('为何不算确认', 'Why it acknowledges nothing'), explanation && said(explanation)],
          [t('提醒', 'Warning'), warning && said(warning)],
        ]),
        h('h3', {}, t('发出的内容', 'Body sent')),
        verbatim(body, 'body-sent'),
        response !== undefined && [
          h('h3', {}, t('商户的应答', 'Body received')),
          verbatim(response === '' ? t('（空）', '(empty)') : response, 'body-received'),
        ],
      ]),
    ),
  );
}
