import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { lacks } from '../../support/needs.js';
import { INSTALL_TIMEOUT_MS } from '../support/npm.js';
import { NestTemplate } from './nest-template.js';

/** What each script of the template says when all is well. */
const SCRIPTS = [
  ['build', /^$/],
  // The template's own main.ts has a warning.
  ['lint', /^$|\(0 errors, 1 warning\)/],
  ['test', /Tests: +2 passed, 2 total/],
  ['test:e2e', /Tests: +2 passed, 2 total/],
] as const;

/** @param install installs the packages of the app in a folder, and what the README names */
export function describeTemplate(packageManager: string, install: (folder: string) => Promise<void>): void {
  const skipped = lacks({
    tests: `the template of the Nest CLI 11 on ${packageManager}`,
    missing:
      process.env['LIANLIAN_TEST_REQUIRE_ALL'] !== '1' && 'leave to install packages from the npm registry',
    run: '`npm run test:consumers`, and .ci/full',
  });

  describe.skipIf(skipped)(`an app from the Nest CLI 11, its packages installed by ${packageManager}`, () => {
    let template: NestTemplate;
    let settings: Record<string, string>;

    beforeAll(async () => {
      template = await NestTemplate.make(packageManager);
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
  });
}
