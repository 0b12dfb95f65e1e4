import { h } from './dom.js';
import { timeOf } from './time.js';

/** @import { Content } from '../content.js' */

/**
 * A state in a word. Its colour says nothing that its text does not.
 *
 * @param {string} text
 * @param {'ok' | 'warn' | 'bad' | ''} [look]
 * @param {string} [testId]
 */
export const badge = (text, look = '', testId = undefined) =>
  h(look === '' ? 'span.badge' : `span.badge.${look}`, { 'data-testid': testId }, text);

/**
 * Names with their values. Pairs without a value are left out.
 *
 * @param {readonly (readonly [name: string, value: Content])[]} pairs
 */
export const facts = (pairs) =>
  h(
    'dl.facts',
    {},
    pairs
      .filter(([, value]) => value !== undefined && value !== false && value !== '')
      .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
  );

/**
 * A table that becomes cards on a phone. The roles keep it a table for screen readers there too.
 *
 * @param {string} caption for screen readers
 * @param {readonly string[]} headings
 * @param {readonly { key: string, cells: readonly Content[] }[]} rows
 */
export function table(caption, headings, rows) {
  const cells = (/** @type {readonly Content[]} */ contents) =>
    contents.map((content, at) =>
      h('td', { role: 'cell', 'data-label': headings[at] }, h('div', {}, content)),
    );
  return h(
    'table',
    { role: 'table', 'aria-label': caption },
    h(
      'thead',
      { role: 'rowgroup' },
      h(
        'tr',
        { role: 'row' },
        headings.map((text) => h('th', { role: 'columnheader', scope: 'col' }, text)),
      ),
    ),
    h(
      'tbody',
      { role: 'rowgroup' },
      rows.map(({ key, cells: contents }) => h('tr', { role: 'row', 'data-key': key }, cells(contents))),
    ),
  );
}

/**
 * A card with a heading.
 *
 * @param {string} key
 * @param {string} heading
 * @param {...Content} contents
 */
export const card = (key, heading, ...contents) =>
  h(
    'section.card.stack',
    { 'data-key': key, 'data-testid': key, 'aria-label': heading },
    h('h2', {}, heading),
    contents,
  );

/**
 * A button that does something in the sandbox.
 *
 * @param {string} action
 * @param {string} label
 * @param {{ testId?: string, look?: string, disabled?: boolean, title?: string, data?: Record<string, string> }} [more]
 */
export const button = (action, label, { testId = action, look = '', disabled, title, data = {} } = {}) =>
  h(
    `button${look === '' ? '' : `.${look}`}`,
    {
      type: 'button',
      'data-do': action,
      'data-testid': testId,
      'data-key': testId,
      disabled,
      title,
      ...Object.fromEntries(Object.entries(data).map(([name, value]) => [`data-${name}`, value])),
    },
    label,
  );

/**
 * A field with its label, and what is to be known about it.
 *
 * @param {string} id
 * @param {string} label
 * @param {HTMLElement} control
 * @param {string} [hint]
 */
export function field(id, label, control, hint = '') {
  control.id = id;
  if (!control.hasAttribute('name')) control.setAttribute('name', id);
  if (hint !== '') control.setAttribute('aria-describedby', `${id}-hint`);
  return h(
    'div.field',
    { 'data-key': `field-${id}` },
    h('label', { for: id }, label),
    control,
    hint !== '' && h('small', { id: `${id}-hint` }, hint),
  );
}

/**
 * A choice.
 *
 * @param {readonly (readonly [value: string, label: string])[]} options
 * @param {string} [chosen]
 */
export const select = (options, chosen = undefined) =>
  h(
    'select',
    {},
    options.map(([value, label]) => h('option', { value, selected: value === chosen }, label)),
  );

/**
 * A moment.
 *
 * @param {string} moment ISO 8601
 */
export const time = (moment) => h('time', { datetime: moment }, timeOf(moment));

/**
 * Text as it was sent.
 *
 * @param {Content} text
 * @param {string} [testId]
 */
export const verbatim = (text, testId = undefined) => h('pre', { 'data-testid': testId }, text);

/**
 * What stands where there is nothing yet.
 *
 * @param {string} text
 */
export const nothing = (text) => h('p.nothing', { 'data-testid': 'nothing' }, text);
