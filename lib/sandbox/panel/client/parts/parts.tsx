import type { ComponentChildren, JSX } from 'preact';

import { type Done, useActing } from '../acting.js';
import type { Look } from './terms.js';
import { timeAfter } from './time.js';

interface WithChildren {
  readonly children?: ComponentChildren;
}

/** A state in a word. Its colour says nothing that its text does not. */
export function Badge({
  look = '',
  testId,
  children,
}: WithChildren & { readonly look?: Look; readonly testId?: string }): JSX.Element {
  return (
    <span class={`badge ${look}`} data-testid={testId}>
      {children}
    </span>
  );
}

/** A number or a name of LianLian's, where there is one. */
export function mono(text: string | undefined): JSX.Element | undefined {
  return text === undefined || text === '' ? undefined : <span class="mono">{text}</span>;
}

type Fact = readonly [name: string, value: ComponentChildren, testId?: string];

/** Names with their values. Pairs without a value are left out. */
export function Facts({ of }: { readonly of: readonly Fact[] }): JSX.Element {
  const pairs = of.filter(([, value]) => value !== undefined && value !== false && value !== '');
  return (
    <dl class="facts">
      {pairs.map(([name, value, testId]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd data-testid={testId}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A table that becomes cards on a phone. The roles keep it a table for screen readers there too. */
export function Table({
  caption,
  headings,
  rows,
}: {
  readonly caption: string;
  readonly headings: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ComponentChildren[] }[];
}): JSX.Element {
  return (
    <table role="table" aria-label={caption}>
      <thead role="rowgroup">
        <tr role="row">
          {headings.map((text) => (
            <th key={text} role="columnheader" scope="col">
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(({ key, cells }) => (
          <tr key={key} role="row">
            {cells.map((content, at) => (
              <td key={headings[at]} role="cell" data-label={headings[at]}>
                <div>{content}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A card with a heading. */
export function Section({
  id,
  heading,
  children,
}: WithChildren & { readonly id: string; readonly heading: string }): JSX.Element {
  return (
    <section class="card stack" data-testid={id} aria-label={heading}>
      <h2>{heading}</h2>
      {children}
    </section>
  );
}

/** The heading of a list, with how many there are. */
export function ListHeading({
  count,
  testId,
  children,
}: WithChildren & { readonly count: number; readonly testId?: string }): JSX.Element {
  return (
    <h1>
      {children}{' '}
      <span class="count" data-testid={testId}>
        {String(count)}
      </span>
    </h1>
  );
}

/** A button that does something in the sandbox, and says so. */
export function Action({
  does,
  look = '',
  testId,
  disabled = false,
  children,
}: WithChildren & {
  readonly does: () => Promise<Done | undefined>;
  readonly testId: string;
  readonly look?: 'primary' | 'small' | '';
  readonly disabled?: boolean;
}): JSX.Element {
  const [isBusy, act] = useActing();
  return (
    <button
      type="button"
      class={look}
      data-testid={testId}
      disabled={disabled}
      aria-busy={isBusy}
      onClick={() => void act(does)}
    >
      {children}
    </button>
  );
}

/**
 * A moment, ISO 8601.
 *
 * @param after the moment that stands above it: its day is not said twice
 */
export function Time({
  at,
  after,
}: {
  readonly at: string;
  readonly after?: string | undefined;
}): JSX.Element {
  return <time dateTime={at}>{timeAfter(at, after)}</time>;
}

/** Text as it was sent. */
export function Verbatim({
  testId,
  id,
  children,
}: WithChildren & { readonly testId?: string; readonly id?: string }): JSX.Element {
  return (
    <pre id={id} data-testid={testId}>
      {children}
    </pre>
  );
}

/** What stands where there is nothing yet. */
export function Nothing({ children }: WithChildren): JSX.Element {
  return (
    <p class="nothing" data-testid="nothing">
      {children}
    </p>
  );
}

/** What is wrong, and what to do. */
export function Problem({ children }: WithChildren): JSX.Element {
  return (
    <div class="notice bad" role="alert" data-testid="problem">
      <div class="stack tight">{children}</div>
    </div>
  );
}

/** The fields of a message, by their names. */
export function FieldList({ of }: { readonly of: Readonly<Record<string, string>> }): JSX.Element {
  return (
    <Facts
      of={Object.entries(of).map(([name, value]) => [
        name,
        <span key={name} class="mono">
          {value}
        </span>,
      ])}
    />
  );
}

/** A way back to a list. */
export function Back({ href, children }: WithChildren & { readonly href: string }): JSX.Element {
  return (
    <p>
      <a class="back" href={href}>
        <span aria-hidden="true">←</span> {children}
      </a>
    </p>
  );
}
