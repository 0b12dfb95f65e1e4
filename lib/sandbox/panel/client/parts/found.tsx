import type { ComponentChildren, JSX } from 'preact';

import { Pages } from './pages.js';
import { Nothing } from './parts.js';
import { linkTo, currentRoute } from '../route.js';
import { t } from '../words.js';

/** What a list has of what was searched for: one page of it, or a sentence that it has nothing, with the way back to all. */
export function Found({
  found,
  size,
  isNew,
  nothing,
  children,
}: {
  readonly found: number;
  /** How many stand on a page. */
  readonly size: number;
  /** Whether it is what the address asks for, and not what was asked for before. */
  readonly isNew: boolean;
  readonly nothing: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <>
      {found === 0 ? (
        <Nothing>
          {nothing}{' '}
          <a href={linkTo(currentRoute.value.place)} data-testid="show-all">
            {t('显示全部', 'Show all')}
          </a>
        </Nothing>
      ) : (
        children
      )}
      <Pages size={size} found={found} isNew={isNew} />
    </>
  );
}
