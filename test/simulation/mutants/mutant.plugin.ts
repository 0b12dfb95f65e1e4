import type { Plugin } from 'vite';
import type {} from 'vitest/config';

import { MUTANTS, pathOf } from './mutants.js';

/** Puts the fault of this name into the library as it is loaded. Without a name it does nothing. */
export function mutantPlugin(name: string | undefined): Plugin {
  const mutant = MUTANTS.find((each) => each.name === name);
  if (name !== undefined && mutant === undefined) throw new Error(`There is no mutant "${name}".`);
  const isFaulty = (id: string): boolean => mutant !== undefined && id.endsWith(`/${pathOf(mutant)}`);
  return {
    name: 'mutant',
    enforce: 'pre',
    configureVitest({ experimental_defineCacheKeyGenerator: keyBy }) {
      // What is kept of the file with a fault is never taken for the file without it.
      keyBy(({ id }) => (isFaulty(id) ? name : undefined));
    },
    transform(code, id) {
      if (mutant === undefined || !isFaulty(id)) return undefined;
      const parts = code.split(mutant.find);
      if (parts.length !== 2) {
        throw new Error(`${mutant.file} has the text of "${mutant.name}" ${String(parts.length - 1)} times.`);
      }
      return { code: parts.join(mutant.replace), map: null };
    },
  };
}
