import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import { add, contents, type Files, NEST_11, ROOT_MODULE, treeOf } from './apps.js';

const MAIN = NEST_11['src/main.ts'] ?? '';

async function rootModule(module: string, more: Files = {}): Promise<string> {
  const { tree } = await add(treeOf({ ...NEST_11, 'src/app.module.ts': module, ...more }));
  return tree.readText('src/app.module.ts');
}

/** What a text that is TypeScript has among the `imports` of its module, without comments. */
function importsIn(text: string): string[] {
  const source = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true);
  expect(ts.transpileModule(text, { reportDiagnostics: true }).diagnostics).toEqual([]);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isPropertyAssignment(node) &&
      node.name.getText() === 'imports' &&
      ts.isArrayLiteralExpression(node.initializer)
    )
      found.push(...node.initializer.elements.map((element) => element.getText().replaceAll(/\s+/g, ' ')));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const LIANLIAN = "LianlianModule.forRootAsync({ ...lianlianConfig.asProvider(), routes: 'payments', })";
const ADDED = ['ConfigModule.forRoot()', LIANLIAN, 'PaymentsModule'];

describe('the root module', () => {
  it.each([
    ['has no imports', '{\n  controllers: [],\n}', []],
    ['has its options on one line', '{ controllers: [] }', []],
    ['has no options', '', []],
    ['has empty options', '{}', []],
    ['has imports on one line', '{ imports: [A, B], controllers: [] }', ['A', 'B']],
    ['has a comma at the end', '{\n  imports: [\n    A,\n    B,\n  ],\n}', ['A', 'B']],
    ['has none', '{\n  imports: [\n    A,\n    B\n  ]\n}', ['A', 'B']],
    [
      'has comments',
      '{\n  imports: [\n    A, // first\n    B // last, and\n    /* more */\n  ],\n}',
      ['A', 'B'],
    ],
    ['has a comment alone', '{ imports: [/* none yet */] }', []],
    ['spreads a list', '{ imports: [...SHARED, A] }', ['...SHARED', 'A']],
    ['quotes the name', "{ 'providers': [], imports: [A,] }", ['A']],
    ['is written with tabs', '{\n\timports: [\n\t\tA,\n\t],\n}', ['A']],
  ])('is understood where it %s', async (_what, options, present) => {
    const module = `import { Module } from '@nestjs/common';\n\n@Module(${options})\nexport class AppModule {}\n`;
    expect(importsIn(await rootModule(module))).toEqual([...present, ...ADDED]);
  });

  it('keeps comments, and has them beside what they are about', async () => {
    const module = ROOT_MODULE.replace('imports: []', 'imports: [\n    A, // first\n    B // last\n  ]');
    expect(await rootModule(module)).toContain(`  imports: [
    A, // first
    B, // last
    ConfigModule.forRoot(),
`);
  });

  it('keeps its quotes and its line ends', async () => {
    const module = ROOT_MODULE.replaceAll("'", '"').replaceAll('\n', '\r\n');
    const text = await rootModule(module);
    expect(text).toContain('import { ConfigModule } from "@nestjs/config";\r\n');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('gets no second ConfigModule, wherever the first one is', async () => {
    const core = {
      'src/core.module.ts': 'export const config = ConfigModule.forRoot({ isGlobal: true });\n',
    };
    expect(importsIn(await rootModule(ROOT_MODULE, core))).toEqual([LIANLIAN, 'PaymentsModule']);
  });

  it('gets one where there is but a comment, or one of a test', async () => {
    const others = {
      'src/core.module.ts': '// ConfigModule.forRoot()\n',
      'src/app.spec.ts': 'ConfigModule.forRoot();\n',
    };
    expect(importsIn(await rootModule(ROOT_MODULE, others))).toEqual(ADDED);
  });

  it('imports no name twice', async () => {
    const module = `import { lianlianConfig } from 'nestjs-lianlian';\n${ROOT_MODULE}`;
    const text = await rootModule(module);
    expect(text).toContain("import { LianlianModule } from 'nestjs-lianlian';\n");
  });

  it('has another name for our module beside a PaymentsModule of its own', async () => {
    const module = `import { PaymentsModule } from './shop/payments.module';\n${ROOT_MODULE}`;
    const text = await rootModule(module.replace('imports: []', 'imports: [PaymentsModule]'));
    expect(text).toContain(
      "import { PaymentsModule as LianlianPayments } from './payments/payments.module';",
    );
    expect(importsIn(text)).toEqual(['PaymentsModule', ...ADDED.slice(0, 2), 'LianlianPayments']);
  });

  it('is the one that main.ts creates the app from', async () => {
    const { tree } = await add(
      treeOf({
        ...NEST_11,
        'src/main.ts': MAIN.replace("'./app.module'", "'./core/shop.module'").replaceAll(
          'AppModule',
          'ShopModule',
        ),
        'src/core/shop.module.ts': ROOT_MODULE.replace('AppModule', 'ShopModule'),
      }),
    );
    expect(tree.readText('src/app.module.ts')).toBe(ROOT_MODULE);
    expect(tree.readText('src/core/shop.module.ts')).toContain(
      "import { PaymentsModule } from '../payments/payments.module';",
    );
  });

  it.each([
    [
      'its options are a variable',
      '@Module(options)\nexport class AppModule {}',
      'the argument of @Module() is not written out',
    ],
    [
      'its options are spread',
      '@Module({ ...options })\nexport class AppModule {}',
      'the argument of @Module() is not written out',
    ],
    [
      'its imports are a variable',
      '@Module({ imports: MODULES })\nexport class AppModule {}',
      'the imports of @Module() are not a list',
    ],
    [
      'its imports are a call',
      '@Module({ imports: [A].concat(B) })\nexport class AppModule {}',
      'the imports of @Module() are not a list',
    ],
    ['it has no @Module()', 'export class AppModule {}', 'it has no class AppModule with @Module()'],
    [
      'it has another ConfigModule',
      "import { ConfigModule } from './config';\n@Module({})\nexport class AppModule {}",
      'it has another ConfigModule already',
    ],
  ])('is left alone where %s, with what to add by hand', async (_what, code, reason) => {
    const files = { ...NEST_11, 'src/app.module.ts': `import { Module } from '@nestjs/common';\n${code}\n` };
    const tree = treeOf(files);
    const { message } = await add(tree).then(
      () => new Error('nothing was wrong'),
      (error: unknown) => error as Error,
    );
    expect(message).toContain(`src/app.module.ts was left as it is: ${reason}`);
    expect(message).toContain("import { lianlianConfig, LianlianModule } from 'nestjs-lianlian';\n");
    expect(message).toContain("    routes: 'payments',\n  }),\n  PaymentsModule,\n]");
    expect(contents(tree)).toEqual(files);
  });

  it.each([
    [
      'main.ts has no module',
      { 'src/main.ts': MAIN.replace(/import \{ AppModule.*\n/, '') },
      'src/main.ts names no module',
    ],
    [
      'main.ts imports what is not there',
      { 'src/main.ts': MAIN.replace('./app.module', './gone') },
      'there is no src/gone.ts',
    ],
  ])('is not guessed where %s', async (_what, change, reason) => {
    await expect(add(treeOf({ ...NEST_11, ...change }))).rejects.toThrow(reason);
  });

  it('is left alone in an app that has LianlianModule without this command', async () => {
    const files = {
      ...NEST_11,
      'src/billing.module.ts': 'export const lianlian = LianlianModule.forRoot(options);\n',
    };
    const { tree, said } = await add(treeOf(files));
    expect(said).toContain('src/billing.module.ts sets LianlianModule up already');
    expect(contents(tree)).toEqual(files);
  });
});
