import { beforeAll, describe, expect, it } from 'vitest';

import type { NestTemplate } from './nest-template.js';

/** A script of the template, and what it says when all is well. */
export type Script = readonly [name: string, says: RegExp];

const ADDED = [
  '.env',
  '.env.example',
  '.gitignore',
  'keys/lianlian.private.pem',
  'keys/lianlian.public.pem',
  'keys/merchant-201304121000001004.private.pem',
  'keys/merchant-201304121000001004.public.pem',
  'src/payments/in-memory-orders.ts',
  'src/payments/payments.handler.spec.ts',
  'src/payments/payments.handler.ts',
  'src/payments/payments.module.ts',
];

/**
 * An app as `nest new` makes it, after `nest add nestjs-lianlian`.
 *
 * @param made resolves with the app, whose packages are installed
 */
export function describeNestAdd(made: () => Promise<NestTemplate>, scripts: readonly Script[]): void {
  describe('after `nest add nestjs-lianlian`', () => {
    let app: NestTemplate;
    let fresh: Record<string, string>;
    let settings: Record<string, string>;
    const add = (...flags: string[]): Promise<string> =>
      app.program('nest', 'add', 'nestjs-lianlian', '--skip-install', ...flags);

    beforeAll(async () => {
      app = await made();
      fresh = await app.files();
      settings = await app.settings();
    });

    it('has nothing written by a dry run', async () => {
      expect(await add('--dry-run')).toContain('CREATE src/payments/payments.handler.ts');
      expect(await app.files()).toEqual(fresh);
    });

    it('has what it said', async () => {
      const said = await add();
      const files = await app.files();
      expect(Object.keys(files).filter((file) => !(file in fresh))).toEqual(ADDED);
      for (const file of ADDED) expect(said).toContain(`CREATE ${file}`);
      const changed = Object.keys(fresh).filter((file) => files[file] !== fresh[file]);
      expect(changed).toEqual(['package.json', 'src/app.module.ts']);
    });

    it('has nothing more after a second time', async () => {
      const files = await app.files();
      expect(await add()).toContain('is set up already. Nothing was changed.');
      expect(await app.files()).toEqual(files);
    });

    it("is formatted as the template's Prettier wants it", async () => {
      expect(await app.program('prettier', '--check', 'src')).toContain('All matched files use Prettier');
    });

    it.each(scripts)('passes `npm run %s`', async (script, says) => {
      expect(await app.script(script)).toMatch(says);
    });

    it("has the template's own settings", async () => {
      expect(await app.settings()).toEqual(settings);
    });
  });
}
