import type { JSX } from 'preact';

import { problemOf } from '../loaded.js';
import { Problem } from './parts.js';

/** Why a view was not loaded, where it was not. */
export function LoadProblem({ of: error }: { readonly of: unknown }): JSX.Element | null {
  if (error === undefined) return null;
  return (
    <Problem>
      <p>{problemOf(error)}</p>
    </Problem>
  );
}
