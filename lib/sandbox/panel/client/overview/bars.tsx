import type { JSX } from 'preact';

import type { Look } from '../parts/terms.js';

interface Bar {
  readonly key: string;
  readonly name: string;
  readonly count: number;
  readonly look: Look;
  /** Where those are that it counts. */
  readonly href?: string;
}

/** Names with their numbers, and a bar as long as each. The bars say nothing that the numbers do not. */
export function Bars({
  label,
  of: bars,
}: {
  readonly label: string;
  readonly of: readonly Bar[];
}): JSX.Element {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <ul class="bars" aria-label={label}>
      {bars.map(({ key, name, count, look, href }) => (
        <li key={key} data-testid={`bar-${key}`}>
          {href === undefined ? <span>{name}</span> : <a href={href}>{name}</a>}
          <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
            <rect class={`fill ${look}`} width={(count / most) * 100} height="1" />
          </svg>
          <strong class="number">{String(count)}</strong>
        </li>
      ))}
    </ul>
  );
}
