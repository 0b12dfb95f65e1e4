import type { Tree } from '@angular-devkit/schematics';

import { parsed } from './root-module.js';
import { callsIn, isCallOf } from './source-names.js';
import type { Typescript } from './typescript.js';

const SOURCE = /(?<!\.spec|-spec|\.test|\.d)\.ts$/;

/** The files of the app, its tests aside, that set a module up: `ConfigModule.forRoot(…)`. */
export function filesThatSetUp(
  typescript: Typescript,
  tree: Tree,
  sourceRoot: string,
  module: string,
): readonly string[] {
  const files: string[] = [];
  tree.getDir(sourceRoot).visit((path) => {
    const file = path.replace(/^\//, '');
    if (!SOURCE.test(file) || file.includes('node_modules/')) return;
    const text = tree.readText(file);
    if (!text.includes(module)) return;
    const calls = callsIn(typescript, parsed(typescript, file, text));
    if (calls.some((call) => isCallOf(typescript, call, module, /^forRoot(Async)?$/))) files.push(file);
  });
  return files;
}

/** Where a computer in front of the app finds it: its port and its global prefix, as the entry file has them. */
interface AppAddress {
  readonly port: string | undefined;
  /** Without slashes at its ends. */
  readonly prefix: string | undefined;
}

/** @param main the entry file */
export function addressIn(typescript: Typescript, tree: Tree, main: string): AppAddress {
  if (!tree.exists(main)) return { port: undefined, prefix: undefined };
  const source = parsed(typescript, main, tree.readText(main));
  const argumentOf = (method: RegExp) =>
    callsIn(typescript, source).find((call) => isCallOf(typescript, call, undefined, method))?.arguments[0];
  const prefix = argumentOf(/^setGlobalPrefix$/);
  const port = argumentOf(/^listen$/)?.getText(source);
  return {
    port: port === undefined ? undefined : /\b\d{2,5}\b/.exec(port)?.[0],
    prefix:
      prefix !== undefined && typescript.isStringLiteralLike(prefix)
        ? prefix.text.replace(/^\/|\/$/g, '')
        : undefined,
  };
}
