import { api } from './api.js';
import { h } from './dom.js';
import { button, card, field, select, time } from './parts.js';
import { DELIVERIES } from './terms.js';
import { timeOf } from './time.js';
import { outcomeOf, verdictOf } from './verdict.js';
import { t } from './words.js';

/** @import { DeliveryHow, OrderDetailView } from '../../contract.js' */

const MINUTE_MS = 60_000;

/** The ways that every shop should be tried with first; the others stand below them. */
const FIRST = /** @type {const} */ ([
  'again',
  'twice',
  'late',
  'out-of-order',
  'tampered',
  'wrong-merchant',
  'dropped',
]);
const MORE = /** @type {const} */ (['wrong-amount', 'foreign-key', 'unsigned']);

/**
 * The buttons that deliver notifications, well and badly.
 *
 * @param {OrderDetailView} order
 */
export function deliveryCard({ can, notifications }) {
  const options = notifications
    .map(({ id, kind }, at) => /** @type {const} */ ([id, `${String(at + 1)} · ${kindOf(kind)}`]))
    .reverse();
  return card(
    'deliver',
    t('发送通知', 'Deliver the notification'),
    can.deliver
      ? undefined
      : h('p.muted', {}, t('付款以后才有通知。', 'There is a notification once the order is paid.')),
    notifications.length > 1 && field('which', t('哪一条', 'Which one'), select(options)),
    h(
      'ul.ways',
      {},
      [...FIRST, ...MORE].map((how) => way(how, !can.deliver)),
    ),
    field(
      'late-minutes',
      t('延迟的分钟数（沙箱时钟）', 'Minutes late (the sandbox’s clock)'),
      h('input', { type: 'number', min: '1', max: '1440', value: '10' }),
    ),
    notifications
      .filter(({ nextAt }) => nextAt !== undefined)
      .map(({ id, nextAt = '' }) =>
        h('small', { 'data-key': `next-${id}` }, t('下一次自动重复：', 'Next repeat: '), time(nextAt)),
      ),
  );
}

/** @param {DeliveryHow} how @param {boolean} disabled */
function way(how, disabled) {
  const [name, what] = DELIVERIES[how];
  return h(
    'li',
    { 'data-key': how },
    button('deliver', name, { testId: `deliver-${how}`, disabled, data: { how } }),
    h('small', {}, what),
  );
}

/**
 * What the buttons do.
 *
 * @param {() => OrderDetailView} shown
 */
export function deliveryActions(shown) {
  return {
    deliver: async (/** @type {DOMStringMap} */ { how }) => {
      const way = /** @type {DeliveryHow} */ (how);
      const { attempts, dueAt } = await api.deliver(shown(), {
        how: way,
        notification: chosen('which'),
        ...(way === 'late' ? { delayMs: Number(chosen('late-minutes') ?? 10) * MINUTE_MS } : {}),
      });
      const [name] = DELIVERIES[way];
      const results = attempts.map(outcomeOf);
      if (dueAt !== undefined) results.push(t(`将于 ${timeOf(dueAt)} 到达`, `due at ${timeOf(dueAt)}`));
      const isWrong = attempts.some((attempt) => verdictOf(attempt)[1] === 'bad');
      return /** @type {const} */ ([`${name}: ${results.join(t('；', '; '))}`, isWrong ? 'bad' : 'ok']);
    },
  };
}

/** @param {string} id @returns {string | undefined} */
function chosen(id) {
  const control = document.getElementById(id);
  const isControl = control instanceof HTMLInputElement || control instanceof HTMLSelectElement;
  return isControl ? control.value : undefined;
}

/** @param {'payment' | 'refund'} kind */
export const kindOf = (kind) => (kind === 'payment' ? t('付款通知', 'Payment') : t('退款通知', 'Refund'));
