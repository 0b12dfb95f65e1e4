import type { Text } from '../language/text.js';
import { type Html, html } from './html.js';

type Cell = Text | Html | string;

/** A row, and how tests find it. */
export interface Row {
  readonly cells: readonly Cell[];
  readonly name?: string;
}

/**
 * A table, which on a phone becomes a card per row, with the column's name beside each value.
 *
 * Such a table is laid out as blocks, and browsers then forget that it is one: the roles remind them.
 */
export function table(title: Text, columns: readonly Text[], rows: readonly Row[]): Html {
  return html`<div class="card flush">
    <table role="table">
      <caption class="hidden">
        ${title}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map((column) => html`<th scope="col" role="columnheader">${column}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map(({ cells, name }) => {
          const mark = name === undefined ? undefined : html`data-testid="${name}"`;
          return html`<tr role="row" ${mark}>
            ${cells.map((cell, at) => html`<td role="cell" data-label="${columns[at]}">${cell}</td>`)}
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}
