import { type Html, html } from './html.js';

/** Lines on a grid of 24 by 24. They say nothing that the words beside them do not. */
const ICONS = {
  check: html`<path d="M5 12.5l4.5 4.5L19 7.5" />`,
  clock: html`<circle cx="12" cy="12" r="8.5" /><path d="M12 7v5.2l3.4 2" />`,
  warning: html`<path d="M12 6.5v7" /><path d="M12 17.4v.1" />`,
  info: html`<path d="M12 11v6.5" /><path d="M12 6.6v.1" />`,
  alarm: html`<circle cx="12" cy="12" r="8.5" /><path d="M12 7.6v5" /><path d="M12 16v.1" />`,
  note: html`<circle cx="12" cy="12" r="8.5" /><path d="M12 11.5v4.5" /><path d="M12 8.1v.1" />`,
  card: html`<rect x="3" y="5.5" width="18" height="13" rx="2.5" /><path d="M3 10h18M6.5 15h4" />`,
  bank: html`<path d="M4 9.5L12 5l8 4.5z" /><path d="M6.5 12v5M12 12v5M17.5 12v5M4 19.5h16" />`,
  scan: html`<path
    d="M4 8.5V5.5A1.5 1.5 0 0 1 5.5 4H8.5M15.5 4H18.5A1.5 1.5 0 0 1 20 5.5V8.5M20 15.5V18.5A1.5 1.5 0 0 1 18.5 20H15.5M8.5 20H5.5A1.5 1.5 0 0 1 4 18.5V15.5M4 12h16"
  />`,
  bubble: html`<path
    d="M12 5c4.7 0 8.5 2.9 8.5 6.6S16.7 18.2 12 18.2c-.9 0-1.8-.1-2.6-.3L5.5 20l.9-3.5c-1.8-1.2-2.9-2.9-2.9-4.9C3.5 7.9 7.3 5 12 5z"
  />`,
  lock: html`<rect x="5" y="10.5" width="14" height="9" rx="2" /><path
      d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"
    />`,
  globe: html`<circle cx="12" cy="12" r="8.5" /><path
      d="M3.5 12h17M12 3.5c2.5 2.4 3.7 5.2 3.7 8.5s-1.2 6.1-3.7 8.5c-2.5-2.4-3.7-5.2-3.7-8.5S9.5 5.9 12 3.5z"
    />`,
} as const;

export type IconName = keyof typeof ICONS;

export function icon(name: IconName): Html {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${ICONS[name]}
  </svg>`;
}
