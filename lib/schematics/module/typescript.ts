import { createRequire } from 'node:module';
import { join } from 'node:path';

import type ts from 'typescript';

/** The compiler's interface, as the package `typescript` exports it. */
export type Typescript = typeof ts;

/**
 * The TypeScript that the app has installed; where its version has no interface for programs, that of the Nest CLI.
 *
 * @param folder of the app's package.json
 * @returns undefined where neither can read source code
 */
export function typescriptOf(folder: string): Typescript | undefined {
  const ofApp = createRequire(join(folder, 'package.json'));
  return loaded(ofApp) ?? loaded(nextTo(ofApp, '@nestjs/cli/package.json'));
}

/** What loads packages as another one does; undefined where that one is not installed. */
function nextTo(require: NodeJS.Require, file: string): NodeJS.Require | undefined {
  try {
    return createRequire(require.resolve(file));
  } catch {
    return undefined;
  }
}

function loaded(require: NodeJS.Require | undefined): Typescript | undefined {
  try {
    // TypeScript 7 is a program alone.
    const found = require?.('typescript') as Typescript | { readonly createSourceFile?: never } | undefined;
    return found?.createSourceFile === undefined ? undefined : found;
  } catch {
    return undefined;
  }
}
