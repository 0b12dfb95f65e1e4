import type { Text } from '../language/text.js';
import { type Html, html } from './html.js';
import type { FieldProblems } from './invalid-form.exception.js';

/** A line to type on. */
export interface Field {
  readonly name: string;
  readonly label: Text;
  readonly inputmode: 'text' | 'numeric' | 'decimal' | 'tel';
  readonly maxlength: number;
  /** Where the name is taken on the page already. */
  readonly id?: string;
  readonly value?: string;
  /** An example or a rule, below the label. */
  readonly hint?: Text;
  readonly autocomplete?: 'off' | 'one-time-code' | 'cc-number' | 'cc-name' | 'tel';
  /** What browsers without JavaScript hold the text against before they send it. The shop checks it in any case. */
  readonly pattern?: string;
}

/** A labelled input, and what is wrong with it. Screen readers read the hint and the problem along with it. */
export function field(
  { name, label, inputmode, maxlength, id = name, value = '', hint, autocomplete = 'off', pattern }: Field,
  problems: FieldProblems = {},
): Html {
  const problem = problems[name];
  const notes = [
    hint === undefined ? undefined : `${id}-hint`,
    problem === undefined ? undefined : `${id}-problem`,
  ].filter((note) => note !== undefined);
  return html`<div class="field">
    <label for="${id}">${label}</label>
    ${hint === undefined ? undefined : html`<p class="hint" id="${id}-hint">${hint}</p>`}
    <input
      id="${id}"
      name="${name}"
      inputmode="${inputmode}"
      maxlength="${maxlength}"
      autocomplete="${autocomplete}"
      value="${value}"
      required
      ${pattern === undefined ? undefined : html`pattern="${pattern}"`}
      ${problem === undefined ? undefined : html`aria-invalid="true"`}
      ${notes.length === 0 ? undefined : html`aria-describedby="${notes.join(' ')}"`}
    />
    ${
      problem === undefined
        ? undefined
        : html`<p class="problem" id="${id}-problem" role="alert" data-testid="${id}-problem">${problem}</p>`
    }
  </div>`;
}
