import type { Text } from '../language/text.js';
import { type Html, html } from './html.js';

/** What something is called, what it is, and how tests find it. */
export type Detail = readonly [label: Text | Html, value: Text | Html | string, name?: string];

/** A list of details. */
export function details(rows: readonly Detail[]): Html {
  return html`<dl>
    ${rows.map(([label, value, name]) => {
      const mark = name === undefined ? undefined : html`data-testid="${name}"`;
      return html`<div>
        <dt>${label}</dt>
        <dd ${mark}>${value}</dd>
      </div>`;
    })}
  </dl>`;
}
