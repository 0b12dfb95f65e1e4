import { api } from './api.js';
import { h, show } from './dom.js';
import { button } from './parts.js';
import { durationOf, timeOf } from './time.js';
import { t } from './words.js';

/** @import { ClockView } from '../../contract.js' */

const MINUTE_MS = 60_000;

/** How far the sandbox's clock is ahead of this computer's. */
let aheadMs = 0;

/** The sandbox's clock, and the buttons that move it. */
export const clock = {
  /** @param {HTMLElement} place */
  async show(place) {
    const { now, aheadMs: ahead, movedMs } = await api.clock();
    aheadMs = Date.parse(now) - Date.now();
    show(place, [
      h('time.number', { id: 'now', 'data-testid': 'now' }, timeOf(now)),
      h(
        'span.ahead',
        { 'data-testid': 'ahead' },
        ahead > 500 && t(`快 ${durationOf(ahead)}`, `${durationOf(ahead)} ahead`),
      ),
      step('2', t('+2 分钟', '+2 min')),
      step('30', t('+30 分钟', '+30 min')),
      step('1440', t('+1 天', '+1 day')),
      movedMs > 500 && button('back-to-now', t('回到现在', 'Back to now'), { look: 'small' }),
    ]);
  },

  /** Once a second. */
  tick() {
    const now = document.getElementById('now');
    if (now !== null) now.textContent = timeOf(Date.now() + aheadMs);
  },

  actions: {
    advance: async (/** @type {DOMStringMap} */ { minutes = '0' }) =>
      moved(await api.advance(Number(minutes) * MINUTE_MS)),
    'back-to-now': async () => moved(await api.backToNow()),
  },
};

/** @param {ClockView} clock */
const moved = ({ now }) => t(`沙箱时间：${timeOf(now)}`, `The sandbox’s time: ${timeOf(now)}`);

/** @param {string} minutes @param {string} label */
const step = (minutes, label) =>
  button('advance', label, { look: 'small', testId: `advance-${minutes}`, data: { minutes } });
