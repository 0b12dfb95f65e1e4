import { describe, expect, it } from 'vitest';

import { add, NEST_11, treeOf } from './apps.js';

const MONOREPO = {
  ...NEST_11,
  'nest-cli.json': JSON.stringify({
    monorepo: true,
    root: 'apps/shop',
    sourceRoot: 'apps/shop/src',
    projects: {
      shop: { type: 'application', root: 'apps/shop', entryFile: 'main', sourceRoot: 'apps/shop/src' },
      admin: { type: 'application', root: 'apps/admin', entryFile: 'start', sourceRoot: 'apps/admin/src' },
      shared: { type: 'library', root: 'libs/shared', sourceRoot: 'libs/shared/src' },
    },
  }),
  'apps/shop/src/main.ts': NEST_11['src/main.ts'] ?? '',
  'apps/shop/src/app.module.ts': NEST_11['src/app.module.ts'] ?? '',
  'apps/admin/src/start.ts': (NEST_11['src/main.ts'] ?? '').replaceAll('app.module', 'admin.module'),
  'apps/admin/src/admin.module.ts': NEST_11['src/app.module.ts'] ?? '',
};

/** Where the handler was written. */
async function handlerOf(options: { project?: string; sourceRoot?: string }): Promise<string[]> {
  const { tree } = await add(treeOf(MONOREPO), options);
  return tree.files.filter((file) => file.endsWith('payments.handler.ts'));
}

describe('in a monorepo', () => {
  it.each([
    ['the default project', {}, '/apps/shop/src/payments/payments.handler.ts'],
    ['the project that is named', { project: 'admin' }, '/apps/admin/src/payments/payments.handler.ts'],
    [
      'the project whose sources the Nest CLI names',
      { sourceRoot: 'apps/admin/src' },
      '/apps/admin/src/payments/payments.handler.ts',
    ],
  ])('the handler is written into %s', async (_what, options, file) => {
    expect(await handlerOf(options)).toEqual([file]);
  });

  it("changes that project's root module, and the package.json of all", async () => {
    const { tree } = await add(treeOf(MONOREPO), { project: 'admin' });
    expect(tree.readText('apps/admin/src/admin.module.ts')).toContain('PaymentsModule,');
    expect(tree.readText('apps/shop/src/app.module.ts')).toBe(MONOREPO['apps/shop/src/app.module.ts']);
    expect(tree.readText('package.json')).toContain(
      '"sandbox": "nestjs-lianlian sandbox --keys keys --state sandbox.json"',
    );
    expect(tree.exists('.env')).toBe(true);
  });

  it.each([
    [{}, 'npm run start:dev '],
    [{ project: 'shop' }, 'npm run start:dev '],
    [{ project: 'admin' }, 'npx nest start admin --watch '],
    [{ sourceRoot: 'apps/admin/src' }, 'npx nest start admin --watch '],
  ])('says how the app of %o is started', async (options, command) => {
    const { said } = await add(treeOf(MONOREPO), options);
    expect(said).toContain(`  ${command}`);
  });

  it.each([
    ['office', 'nest-cli.json has no project office: it has shop, admin, shared.'],
    ['shared', 'shared is a library. Name the app that takes the payments with --project: shop, admin.'],
  ])('says what is wrong with --project %s', async (project, message) => {
    await expect(handlerOf({ project })).rejects.toThrow(message);
  });
});
