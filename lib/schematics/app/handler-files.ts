import { posix } from 'node:path';

import type { Tree } from '@angular-devkit/schematics';

import { schematicsMessages } from '../schematics.messages.js';
import { handlerTemplate } from '../templates/handler.js';
import { moduleTemplate } from '../templates/module.js';
import { ordersTemplate } from '../templates/orders.js';
import { type TestRunner, testTemplate } from '../templates/test.js';

/** The file of the module that holds the handler. */
export function paymentsModuleFile(folder: string): string {
  return posix.join(folder, 'payments.module.ts');
}

/**
 * Writes the handler, its module, the orders in memory, and its test. Where the module is there already, all of them
 * were written before, and what the user has changed or removed since stays so.
 *
 * @param ending of the app's own imports: `.js` or nothing
 * @throws Error where one of the files is somebody else's
 */
export function writeHandlerFiles(
  tree: Tree,
  folder: string,
  ending: string,
  runner: TestRunner | undefined,
): void {
  const module = paymentsModuleFile(folder);
  if (tree.exists(module) && tree.readText(module).includes('PaymentsHandler')) return;
  const files = {
    'in-memory-orders.ts': ordersTemplate(),
    'payments.handler.ts': handlerTemplate(ending),
    ...(runner === undefined ? {} : { 'payments.handler.spec.ts': testTemplate(runner, ending) }),
    'payments.module.ts': moduleTemplate(ending),
  };
  for (const [name, text] of Object.entries(files)) {
    const file = posix.join(folder, name);
    if (tree.exists(file)) throw new Error(schematicsMessages.fileExists(file));
    tree.create(file, text);
  }
}
