import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { lacks } from '../../support/needs.js';
import { INSTALL_TIMEOUT_MS } from '../support/npm.js';
import { describeNestAdd, type Script } from './describe-nest-add.js';
import { type NestMajor, NestTemplate } from './nest-template.js';

/** What each script of the template says when all is well. */
const SCRIPTS = [
  ['build', /^$/],
  // The template's own main.ts has a warning.
  ['lint', /^$|\(0 errors, 1 warning\)/],
  ['test', /Tests: +2 passed, 2 total/],
  ['test:e2e', /Tests: +2 passed, 2 total/],
] as const satisfies readonly Script[];

/** The same of the template after `nest add`: the handler has two tests of its own. */
const ADDED_SCRIPTS = [
  ['build', /^$/],
  ['lint', /^$|\(0 errors, 1 warning\)/],
  ['test', /Tests: +3 passed, 3 total/],
  ['test:e2e', /Tests: +1 passed, 1 total/],
] as const satisfies readonly Script[];

/** The same on Nest 12: oxlint and Vitest. */
const SCRIPTS_12 = [
  ['build', /^$/],
  ['lint', /Found 0 warnings and 0 errors/],
  ['test', /Tests +3 passed \(3\)/],
  ['test:e2e', /Tests +1 passed \(1\)/],
] as const satisfies readonly Script[];

/** Installs the packages of the app in a folder, and the package that it is to use. */
type Install = (folder: string) => Promise<void>;

/** A shop in the template of the Nest CLI 11; then, with the same packages, the template after `nest add`. */
export function describeTemplate(packageManager: string, install: Install): void {
  const skipped = cannotInstall(11, packageManager);
  describe.skipIf(skipped)(`an app from the Nest CLI 11, its packages installed by ${packageManager}`, () => {
    let template: NestTemplate;
    let settings: Record<string, string>;

    beforeAll(async () => {
      template = await NestTemplate.make(packageManager, 11);
      await template.addShop();
      settings = await template.settings();
      await install(template.folder);
    }, 2 * INSTALL_TIMEOUT_MS);

    afterAll(() => template.remove());

    it.each(SCRIPTS)('passes `npm run %s`', async (script, says) => {
      expect(await template.script(script)).toMatch(says);
    });

    it("has the template's own settings, untouched", async () => {
      expect(await template.settings()).toEqual(settings);
    });

    describeNestAdd(() => template.restored(), ADDED_SCRIPTS);
  });
}

/** The template of the Nest CLI 12 after `nest add`. */
export function describeTemplateOfNest12(packageManager: string, install: Install): void {
  const skipped = cannotInstall(12, packageManager);
  describe.skipIf(skipped)(`an app from the Nest CLI 12, its packages installed by ${packageManager}`, () => {
    let template: NestTemplate;

    beforeAll(async () => {
      template = await NestTemplate.make(packageManager, 12);
      await install(template.folder);
    }, 2 * INSTALL_TIMEOUT_MS);

    afterAll(() => template.remove());

    describeNestAdd(() => template.restored(), SCRIPTS_12);
  });
}

function cannotInstall(major: NestMajor, packageManager: string): boolean {
  return lacks({
    tests: `the template of the Nest CLI ${String(major)} on ${packageManager}`,
    missing:
      process.env['LIANLIAN_TEST_REQUIRE_ALL'] !== '1' && 'leave to install packages from the npm registry',
    run: '`npm run test:consumers`, and .ci/full',
  });
}
