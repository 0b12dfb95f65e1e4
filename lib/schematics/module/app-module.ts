import { posix } from 'node:path';

import type { Tree } from '@angular-devkit/schematics';
import type ts from 'typescript';

import { schematicsMessages } from '../schematics.messages.js';
import { filesThatSetUp } from './app-sources.js';
import { NotUnderstood } from './not-understood.js';
import { findRootModule, parsed } from './root-module.js';
import { boundNames } from './source-names.js';
import type { Typescript } from './typescript.js';

/** Which app is looked at. */
export interface RootModuleRequest {
  readonly typescript: Typescript | undefined;
  readonly sourceRoot: string;
  /** The entry file. */
  readonly main: string;
  /** The file of the module that holds the handler. */
  readonly paymentsModule: string;
  /** Whether the package's `.js` files are ES modules. */
  readonly isEsm: boolean;
}

/** The root module as it is, with what of ours the app has already. */
interface AppModule {
  readonly typescript: Typescript;
  readonly source: ts.SourceFile;
  readonly className: string;
  /** What the app's own imports end with: `.js` or nothing. */
  readonly ending: string;
  /** The file that sets `LianlianModule` up. */
  readonly lianlianIn: string | undefined;
  /** Whether a file sets `ConfigModule` up. */
  readonly hasConfig: boolean;
  /** Whether the root module imports the module of the handler. */
  readonly hasPayments: boolean;
  /** Whether it has another class of that module's name. */
  readonly hasOtherPayments: boolean;
}

/** @throws NotUnderstood where the root module is not found, or nothing here can read it */
export function readAppModule(tree: Tree, request: RootModuleRequest): AppModule {
  const { typescript, sourceRoot, main, paymentsModule } = request;
  if (typescript === undefined) throw new NotUnderstood(schematicsMessages.noTypescript());
  const { file, className } = findRootModule(typescript, tree, main);
  const source = parsed(typescript, file, tree.readText(file));
  const names = boundNames(typescript, source);
  const own = [...names.values()].flatMap(({ from }) => (from?.startsWith('.') === true ? [from] : []));
  const isWithEnding = own.length === 0 ? request.isEsm : own.some((from) => from.endsWith('.js'));
  const payments = specifier(file, paymentsModule, '');
  const hasPayments = own.some((from) => from.replace(/\.js$/, '') === payments);
  return {
    typescript,
    source,
    className,
    ending: endingOf(isWithEnding),
    lianlianIn: filesThatSetUp(typescript, tree, sourceRoot, 'LianlianModule')[0],
    hasConfig: filesThatSetUp(typescript, tree, sourceRoot, 'ConfigModule').length > 0,
    hasPayments,
    hasOtherPayments: !hasPayments && names.has('PaymentsModule'),
  };
}

/** What an import of a file of the app ends with. */
export function endingOf(isWithEnding: boolean): string {
  return isWithEnding ? '.js' : '';
}

/** A file as another one imports it. */
export function specifier(importer: string, imported: string, ending: string): string {
  const path = posix.relative(posix.dirname(importer), imported.replace(/\.ts$/, ''));
  return (path.startsWith('.') ? path : `./${path}`) + ending;
}
