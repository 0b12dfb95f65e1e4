import type { Text } from '../language/text.js';
import { type Html, html } from './html.js';

const STEPS = [
  ['choose', { zh: '选择方式', en: 'Choose' }],
  ['pay', { zh: '支付', en: 'Pay' }],
  ['done', { zh: '完成', en: 'Done' }],
] as const satisfies readonly (readonly [string, Text])[];

/** How far a payer has come. */
export function steps(now: (typeof STEPS)[number][0]): Html {
  const reached = STEPS.findIndex(([step]) => step === now);
  const items = STEPS.map(([, text], at) => {
    const current = at === reached ? html`aria-current="step"` : undefined;
    return html`<li class="${at < reached || now === 'done' ? 'past' : ''}" ${current}>${text}</li>`;
  });
  return html`<ol class="steps" aria-label="${{ zh: '支付步骤', en: 'Steps of the payment' }}">
    ${items}
  </ol>`;
}
