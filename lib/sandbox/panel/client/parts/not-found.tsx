import type { JSX } from 'preact';

import { Refused } from '../api.js';
import { problemOf } from '../loaded.js';
import { Problem } from './parts.js';
import { t } from '../words.js';

/** What stands at the address of something that is not there, or that could not be loaded. */
export function NotFound({
  error,
  title,
  text,
}: {
  readonly error: unknown;
  readonly title: string;
  readonly text: string;
}): JSX.Element {
  const isUnknown = error instanceof Refused && error.status === 404;
  return (
    <>
      <h1>{isUnknown ? title : t('无法显示', 'This cannot be shown')}</h1>
      <Problem>
        <p>{isUnknown ? text : problemOf(error)}</p>
      </Problem>
    </>
  );
}
