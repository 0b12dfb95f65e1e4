import { posix } from 'node:path';

import type { Rule, SchematicContext, Tree } from '@angular-devkit/schematics';

import { completeEnvironment, portInEnvironment } from './app/environment.js';
import { findApp } from './app/find-app.js';
import { paymentsModuleFile, writeHandlerFiles } from './app/handler-files.js';
import { Manifest } from './app/manifest.js';
import { packageManagerOf } from './app/package-manager.js';
import { addressIn } from './module/app-sources.js';
import { planRootModule } from './module/plan-root-module.js';
import { typescriptOf } from './module/typescript.js';
import type { NestAddOptions } from './nest-add-options.js';
import { schematicsMessages } from './schematics.messages.js';

/**
 * `nest add nestjs-lianlian`: adds to an app the module, a handler with its test, the settings of the sandbox and a
 * script that starts it. What is there already stays as it is, so that a second run changes nothing.
 *
 * What cannot be done safely throws before anything was written: schematics write a tree as a whole, or not at all.
 */
export function nestAdd(options: NestAddOptions): Rule {
  return async (tree, context) => {
    const manifest = Manifest.read(tree);
    const { sourceRoot, main, otherProject } = findApp(tree, options);
    const folder = posix.join(sourceRoot, options.folder ?? 'payments');
    const path = (options.path ?? 'payments').replace(/^\/|\/$/g, '');
    const paymentsModule = paymentsModuleFile(folder);
    const typescript = typescriptOf(process.cwd());
    const { isEsm } = manifest;
    const plan = planRootModule(tree, { typescript, sourceRoot, main, paymentsModule, isEsm }, path);
    if (plan.ownSetup !== undefined) {
      context.logger.info(schematicsMessages.ownSetup(plan.ownSetup));
      return;
    }
    const before = tree.actions.length;
    if (plan.text !== undefined) tree.overwrite(plan.file, plan.text);
    writeHandlerFiles(tree, folder, plan.ending, manifest.testRunner);
    const hasMissing = manifest.complete();
    const isInstalledByUser = hasMissing && options.skipInstall === true;
    if (hasMissing && !isInstalledByUser) installPackages(context);
    const found = typescript === undefined ? undefined : addressIn(typescript, tree, main);
    const prefix = found?.prefix === undefined ? '' : `${found.prefix}/`;
    const port = portInEnvironment(tree) ?? found?.port ?? '3000';
    const kept = await completeEnvironment(tree, `http://localhost:${port}/${prefix}${path}`);
    const hasChanged = tree.actions.length > before;
    report(tree, context, { kept, manifest, folder, otherProject, hasChanged, isInstalledByUser });
  };
}

interface Outcome {
  readonly kept: readonly string[];
  readonly manifest: Manifest;
  readonly folder: string;
  /** The app's name, where `nest start` alone starts another one. */
  readonly otherProject: string | undefined;
  readonly hasChanged: boolean;
  /** Whether package.json has gained packages that this command does not install. */
  readonly isInstalledByUser: boolean;
}

function report(
  tree: Tree,
  { logger }: SchematicContext,
  { kept, manifest, folder, otherProject, hasChanged, isInstalledByUser }: Outcome,
): void {
  if (!hasChanged) {
    logger.info(schematicsMessages.nothingToDo());
    return;
  }
  for (const file of kept) logger.info(schematicsMessages.keptEnvironment(file));
  if (manifest.hasOtherScript) logger.info(schematicsMessages.keptScript());
  if (manifest.testRunner === undefined) logger.info(schematicsMessages.noTest());
  logger.info(
    schematicsMessages.next(packageManagerOf(tree), {
      folder,
      otherProject,
      hasToInstall: isInstalledByUser,
    }),
  );
}

/** As `NodePackageInstallTask` has it, without loading the package that exports it. */
function installPackages(context: SchematicContext): void {
  context.addTask({
    toConfiguration: () => ({
      name: 'node-package',
      options: { command: 'install', quiet: true, hideOutput: false, allowScripts: false },
    }),
  });
}
