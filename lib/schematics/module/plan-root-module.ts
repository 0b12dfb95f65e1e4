import type { Tree } from '@angular-devkit/schematics';

import { schematicsMessages } from '../schematics.messages.js';
import { type RootModuleRequest, endingOf, readAppModule, specifier } from './app-module.js';
import { withModules } from './edit-module.js';
import { NotUnderstood } from './not-understood.js';
import {
  CONFIG_IMPORT,
  declarationOf,
  lianlianImport,
  paymentsImport,
  type WantedImport,
} from './wanted-imports.js';

/** What the root module becomes. */
interface RootModulePlan {
  readonly file: string;
  /** Undefined where it has everything already. */
  readonly text: string | undefined;
  /** What the app's own imports end with: `.js` or nothing. */
  readonly ending: string;
  /** A file that sets LianlianModule up in its own way, so that nothing is to be added to this app. */
  readonly ownSetup: string | undefined;
}

/**
 * Plans what the root module gains: `ConfigModule`, unless the app has it somewhere, `LianlianModule`, and the module of
 * the handler.
 *
 * @param path of the routes
 * @throws Error that says what to add by hand, where the root module is not understood
 */
export function planRootModule(tree: Tree, request: RootModuleRequest, path: string): RootModulePlan {
  const { main, paymentsModule, isEsm } = request;
  const lianlian = lianlianImport(path);
  const all = [
    CONFIG_IMPORT,
    lianlian,
    paymentsImport(specifier(main, paymentsModule, endingOf(isEsm)), false),
  ];
  const app = orByHand(main, all, () => readAppModule(tree, request));
  const { typescript, source, className, ending, lianlianIn, hasPayments } = app;
  const file = source.fileName;
  if (lianlianIn !== undefined && !hasPayments)
    return { file, ending, text: undefined, ownSetup: lianlianIn };
  const payments = paymentsImport(specifier(file, paymentsModule, ending), app.hasOtherPayments);
  const wanted = [
    ...(app.hasConfig ? [] : [CONFIG_IMPORT]),
    ...(lianlianIn === undefined ? [lianlian] : []),
    ...(hasPayments ? [] : [payments]),
  ];
  const text = orByHand(file, wanted, () =>
    wanted.length === 0 ? undefined : withModules(typescript, source, className, wanted),
  );
  return { file, ending, text, ownSetup: undefined };
}

/** @throws Error that says what to add to a file by hand, where the work does not understand it */
function orByHand<Result>(file: string, wanted: readonly WantedImport[], work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    const [lines, elements] = [wanted.map((each) => declarationOf(each)), wanted.map((each) => each.element)];
    throw new Error(schematicsMessages.byHand(file, error.message, lines, elements), { cause: error });
  }
}
