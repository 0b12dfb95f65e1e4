import { readFile } from 'node:fs/promises';

import { format } from 'prettier';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { add, contents, manifest, NEST_11, NEST_12, treeOf } from './apps.js';

const PAYMENTS = [
  'src/payments/in-memory-orders.ts',
  'src/payments/payments.handler.spec.ts',
  'src/payments/payments.handler.ts',
  'src/payments/payments.module.ts',
];

interface PackageJson {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}
const packageOf = (files: Readonly<Record<string, string>>): PackageJson =>
  JSON.parse(files['package.json'] ?? '') as PackageJson;

// Whatever the terminal of the tests speaks.
beforeEach(() => vi.stubEnv('LC_ALL', 'C'));
afterEach(() => {
  vi.unstubAllEnvs();
});

describe.each([
  { app: 'Nest 11, CommonJS', files: NEST_11, ending: '', config: '^4.0.0', vitest: false },
  { app: 'Nest 12, ES modules', files: NEST_12, ending: '.js', config: '^12.0.0', vitest: true },
])('nest add nestjs-lianlian, in an app of $app', ({ files, ending, config, vitest }) => {
  it('adds the modules to the root module', async () => {
    const { tree } = await add(treeOf(files));
    expect(tree.readText('src/app.module.ts')).toBe(`import { Module } from '@nestjs/common';
import { AppController } from './app.controller${ending}';
import { AppService } from './app.service${ending}';
import { ConfigModule } from '@nestjs/config';
import { lianlianConfig, LianlianModule } from 'nestjs-lianlian';
import { PaymentsModule } from './payments/payments.module${ending}';

@Module({
  imports: [
    ConfigModule.forRoot(),
    LianlianModule.forRootAsync({
      ...lianlianConfig.asProvider(),
      routes: 'payments',
    }),
    PaymentsModule,
  ],
  controllers: [AppController],
  providers: [AppService],
})
export class AppModule {}
`);
  });

  it("writes a handler with its test, for the app's test runner and its kind of modules", async () => {
    const written = contents((await add(treeOf(files))).tree);
    expect(Object.keys(written)).toEqual(expect.arrayContaining(PAYMENTS));
    expect(written['src/payments/payments.module.ts']).toContain(
      `import { PaymentsHandler } from './payments.handler${ending}';`,
    );
    expect(written['src/payments/payments.handler.spec.ts']?.includes("from 'vitest'")).toBe(vitest);
  });

  it("writes what the template's Prettier leaves alone", async () => {
    const written = contents((await add(treeOf(files))).tree);
    for (const file of [...PAYMENTS, 'src/app.module.ts']) {
      const text = written[file] ?? '';
      expect(await format(text, { parser: 'typescript', singleQuote: true, trailingComma: 'all' })).toBe(
        text,
      );
    }
  });

  it('adds the packages that fit this Nest, the script, and has them installed', async () => {
    const { tree, tasks, said } = await add(treeOf(files));
    const { scripts, dependencies } = packageOf(contents(tree));
    expect(scripts).toEqual({
      build: 'nest build',
      sandbox: 'nestjs-lianlian sandbox --keys keys --state sandbox.json',
    });
    expect(dependencies).toMatchObject({ '@nestjs/config': config, 'class-validator': '^0.15.1' });
    expect(tasks).toMatchObject([{ name: 'node-package', options: { command: 'install' } }]);
    expect(said).toContain('npm run sandbox');
    expect(said).not.toContain('npm install');
  });

  it('leaves the installation to the user who wants that, and says so', async () => {
    const { said, tasks } = await add(treeOf(files), { skipInstall: true });
    expect(tasks).toEqual([]);
    expect(said).toContain('npm install ');
  });

  it('changes nothing when it is run again, and says so', async () => {
    const { tree } = await add(treeOf(files));
    const before = contents(tree);
    const { said, tasks } = await add(treeOf(before));
    expect(said).toBe('nestjs-lianlian is set up already. Nothing was changed.');
    expect(tasks).toEqual([]);
    const again = treeOf(before);
    await add(again);
    expect(contents(again)).toEqual(before);
  });
});

describe('nest add nestjs-lianlian', () => {
  it('takes another path and another folder', async () => {
    const { tree } = await add(treeOf(NEST_11), { path: '/pay/lianlian/', folder: 'billing' });
    expect(tree.readText('src/app.module.ts')).toContain("routes: 'pay/lianlian',");
    expect(tree.exists('src/billing/payments.handler.ts')).toBe(true);
    expect(tree.readText('.env')).toContain(
      'LIANLIAN_NOTIFY_URL=http://localhost:3000/pay/lianlian/notify\n',
    );
  });

  it('speaks Chinese under a Chinese locale, and writes the same files', async () => {
    const english = await add(treeOf(NEST_11), { skipInstall: true });
    vi.stubEnv('LC_ALL', 'zh_CN.UTF-8');
    const chinese = await add(treeOf(NEST_11), { skipInstall: true });
    expect(chinese.said).toContain('npm run sandbox      启动本机沙箱，不涉及真实资金');
    expect(chinese.said).not.toMatch(/Next|your/);
    expect(chinese.tree.files).toEqual(english.tree.files);
    expect((await add(chinese.tree)).said).toBe('nestjs-lianlian 已经配置好。没有做任何改动。');
    await expect(add(treeOf({}))).rejects.toThrow('这里没有 package.json。');
  });

  it('leaves what the user changed and removed since', async () => {
    const { tree } = await add(treeOf(NEST_11));
    tree.delete('src/payments/payments.handler.spec.ts');
    tree.overwrite('src/payments/payments.handler.ts', 'export class PaymentsHandler {}\n');
    const before = contents(tree);
    await add(tree);
    expect(contents(tree)).toEqual(before);
  });

  it('writes the handler where the root module was changed by hand', async () => {
    const { tree } = await add(treeOf(NEST_11));
    const byHand = treeOf({ ...NEST_11, 'src/app.module.ts': tree.readText('src/app.module.ts') });
    await add(byHand);
    expect(byHand.files).toEqual(tree.files);
  });

  it.each([
    ['pnpm-lock.yaml', 'pnpm run sandbox'],
    ['yarn.lock', 'yarn run sandbox'],
    ['package-lock.json', 'npm run sandbox'],
  ])('beside %s, says %s', async (lockfile, command) => {
    const { said, tasks } = await add(treeOf({ ...NEST_11, [lockfile]: '' }));
    expect(said).toContain(command);
    // The Nest CLI's runner finds the package manager by the same file.
    expect(tasks).toEqual([expect.objectContaining({ name: 'node-package' })]);
  });

  it('believes the Nest that is installed more than a range', async () => {
    const files = {
      ...NEST_11,
      'package.json': manifest({ '@nestjs/core': 'latest' }, 'jest'),
      'node_modules/@nestjs/core/package.json': '{ "version": "12.5.1" }',
    };
    const { tree } = await add(treeOf(files));
    expect(packageOf(contents(tree)).dependencies['@nestjs/config']).toBe('^12.0.0');
  });

  it('leaves a script and packages as they are', async () => {
    const dependencies = { '@nestjs/core': '^11.0.1', '@nestjs/config': '4.0.2' };
    const content = { scripts: { sandbox: 'docker compose up sandbox' }, dependencies };
    const { tree, said } = await add(treeOf({ ...NEST_11, 'package.json': JSON.stringify(content) }));
    const written = packageOf(contents(tree));
    expect(written.scripts).toEqual(content.scripts);
    expect(written.dependencies['@nestjs/config']).toBe('4.0.2');
    expect(said).toContain('a script "sandbox" already');
  });

  it('writes no test for an app without a test runner, and says so', async () => {
    const files = { ...NEST_11, 'package.json': manifest({ '@nestjs/core': '^11.0.1' }) };
    const { tree, said } = await add(treeOf(files));
    expect(tree.exists('src/payments/payments.handler.ts')).toBe(true);
    expect(tree.exists('src/payments/payments.handler.spec.ts')).toBe(false);
    expect(said).toContain('No test was written');
  });

  it.each([
    ['no package.json', { 'package.json': undefined }, 'There is no package.json here.'],
    [
      'an older Nest',
      { 'package.json': manifest({ '@nestjs/core': '^10.0.0' }) },
      'needs NestJS 11 or 12, and package.json has @nestjs/core ^10.0.0',
    ],
    ['no Nest', { 'package.json': '{}' }, '@nestjs/core not at all'],
    ['a package.json that is no JSON', { 'package.json': '{,' }, 'package.json is not valid JSON'],
    [
      "files of somebody else's in the folder",
      { 'src/payments/payments.handler.ts': '' },
      'src/payments/payments.handler.ts exists already. Nothing was changed.',
    ],
  ])('with %s says what is wrong', async (_what, change, message) => {
    const files = Object.entries({ ...NEST_11, ...change }).filter(([, text]) => text !== undefined);
    await expect(add(treeOf(Object.fromEntries(files) as Record<string, string>))).rejects.toThrow(message);
  });
});

describe('the guide', () => {
  it.each(['docs/nest-add.md', 'docs/zh/nest-add.md'])('has what is written, in %s', async (page) => {
    const guide = await readFile(new URL(`../../../${page}`, import.meta.url), 'utf8');
    const written = contents((await add(treeOf(NEST_11))).tree);
    for (const name of ['payments.handler.ts', 'in-memory-orders.ts'])
      expect(withoutComments(guide)).toContain(withoutComments(written[`src/payments/${name}`] ?? 'nothing'));
  });

  it('tells of every option', async () => {
    const guide = await readFile(new URL('../../../docs/nest-add.md', import.meta.url), 'utf8');
    const { properties } = JSON.parse(
      await readFile(new URL('../../../lib/schematics/schema.json', import.meta.url), 'utf8'),
    ) as { properties: object };
    const told = [...guide.matchAll(/^\| `--([\w-]+)` \|/gm)].map(([, name]) => name);
    // The Nest CLI itself gives the folder of the sources, and takes --dry-run.
    const kebab = Object.keys(properties).map((name) =>
      name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    );
    expect(told.toSorted()).toEqual(
      [...kebab.filter((name) => name !== 'source-root'), 'dry-run'].toSorted(),
    );
  });
});

/** Code, however it is commented. */
function withoutComments(text: string): string {
  return text.replaceAll(/^ *(?:\/\*\*.*\*\/|\/\/.*)\n/gm, '');
}
