import { posix } from 'node:path';

import type { Tree } from '@angular-devkit/schematics';
import type ts from 'typescript';

import { schematicsMessages } from '../schematics.messages.js';
import { NotUnderstood } from './not-understood.js';
import { boundNames, callsIn, isCallOf } from './source-names.js';
import type { Typescript } from './typescript.js';

/** The module that the app is created from. */
interface RootModule {
  /** From the root of the tree. */
  readonly file: string;
  readonly className: string;
}

/**
 * Finds the module that `NestFactory.create` is given in the entry file.
 *
 * @param main the entry file, as `src/main.ts`
 * @throws NotUnderstood where it is not in a file of the app
 */
export function findRootModule(typescript: Typescript, tree: Tree, main: string): RootModule {
  const beside: RootModule = {
    file: posix.join(posix.dirname(main), 'app.module.ts'),
    className: 'AppModule',
  };
  if (!tree.exists(main)) return existing(tree, beside);
  const source = parsed(typescript, main, tree.readText(main));
  const argument = callsIn(typescript, source).find((call) =>
    isCallOf(typescript, call, 'NestFactory', /^create/),
  )?.arguments[0];
  if (argument === undefined || !typescript.isIdentifier(argument)) return existing(tree, beside);
  const bound = boundNames(typescript, source).get(argument.text);
  if (bound === undefined) throw new NotUnderstood(schematicsMessages.noRootModule(main));
  const className = bound.exported === 'default' ? argument.text : bound.exported;
  if (bound.from === undefined) return { file: main, className };
  // A path of tsconfig.json: most apps have the module beside the entry file all the same.
  if (!bound.from.startsWith('.')) return existing(tree, beside);
  const path = posix.join(posix.dirname(main), bound.from.replace(/\.[jt]s$/, ''));
  return existing(tree, { file: `${path}.ts`, className });
}

/** The source of a file, with every node's parent. */
export function parsed(typescript: Typescript, file: string, text: string): ts.SourceFile {
  return typescript.createSourceFile(file, text, typescript.ScriptTarget.Latest, true);
}

function existing(tree: Tree, module: RootModule): RootModule {
  if (!tree.exists(module.file)) throw new NotUnderstood(schematicsMessages.noModuleFile(module.file));
  return module;
}
