import { cloneElement, type JSX, type VNode } from 'preact';

/** A field with its label, what is to be known about it, and what is wrong with it. */
export function Field({
  id,
  name = id,
  label,
  hint,
  problem,
  children,
}: {
  readonly id: string;
  readonly name?: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  readonly children: VNode<object>;
}): JSX.Element {
  const notes = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  const described = notes === '' ? {} : { 'aria-describedby': notes };
  const invalid = problem === undefined ? {} : { 'aria-invalid': true };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {cloneElement(children, { id, name, ...described, ...invalid })}
      {hint && <small id={`${id}-hint`}>{hint}</small>}
      {problem && (
        <small id={`${id}-problem`} class="bad" data-testid={`${id}-problem`}>
          {problem}
        </small>
      )}
    </div>
  );
}

type Option = readonly [value: string, label: string];

/** A choice of these. */
export function Options({ of }: { readonly of: readonly Option[] }): JSX.Element {
  return (
    <>
      {of.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </>
  );
}

/** What stands for what was typed into a field for numbers, and is none. */
const NO_NUMBER = 'NaN';

/** What was typed into a form's field, without blanks around it. */
export function typedInto(form: HTMLFormElement, name: string): string {
  const field = form.elements.namedItem(name);
  // The browser itself says of it that it is empty.
  if (field instanceof HTMLInputElement && field.validity.badInput) return NO_NUMBER;
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** An amount as LianLian writes it: `10.9` is `10.90`. What is no amount stays as it is. */
export function withDecimals(amount: string): string {
  const [, yuan, fen = ''] = /^(\d+)(?:\.(\d{1,2}))?$/.exec(amount) ?? [];
  return yuan === undefined ? amount : `${yuan}.${fen.padEnd(2, '0')}`;
}
