import type { Text } from '../language/text.js';
import { type Html, html } from './html.js';
import { icon } from './icons.js';

/** How something stands: done, waiting, gone wrong, or none of these. */
export type Tone = 'good' | 'wait' | 'bad' | 'plain';

const ICONS = { good: 'check', wait: 'clock', bad: 'warning', plain: 'info' } as const;

/** A message that a screen reader announces. */
export function alert(text: Text | string): Html {
  return html`<p class="notice bad" role="alert">
    ${icon('alarm')}<span data-testid="problem">${text}</span>
  </p>`;
}

/** What a page is about, at a glance. `name` is for tests. */
export function state(tone: Tone, name: string, title: Text | Html, more?: Text): Html {
  return html`<div class="state ${tone}" data-testid="${name}">
    <span class="mark">${icon(ICONS[tone])}</span>
    <div>
      <p class="title">${title}</p>
      ${more === undefined ? undefined : html`<p>${more}</p>`}
    </div>
  </div>`;
}

/** How something stands, in a list. */
export function badge(tone: Tone, text: Text): Html {
  return html`<span class="badge ${tone}">${text}</span>`;
}
