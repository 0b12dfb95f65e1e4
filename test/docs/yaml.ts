import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { root } from './guide.js';

/** The parser that TypeDoc brings along: it reads a few settings here, and is no dependency of its own. */
const { parse } = createRequire(import.meta.resolve('typedoc'))('yaml') as {
  readonly parse: (text: string) => unknown;
};

/** A YAML file of this repository. @throws Error that says where it is no YAML, a name that stands twice included */
export function readYaml(path: string): unknown {
  return parse(readFileSync(`${root}${path}`, 'utf8'));
}
