import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify, stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { lacks } from '../../support/needs.js';
import { INSTALL_TIMEOUT_MS, npm } from '../support/npm.js';

const run = promisify(execFile);
const examples = fileURLToPath(new URL('./examples/', import.meta.url));

/** How each test runner is set up: what is installed beside the package, where its test lies, how it is called. */
const RUNNERS = [
  {
    runner: 'vitest',
    type: 'module',
    dependencies: { vitest: '^4' },
    test: 'tests/payments.spec.ts',
    settings: [],
    commands: [['node_modules/vitest/vitest.mjs', 'run', '--root', '.']],
    says: /Tests\s+1 passed/,
  },
  {
    runner: 'jest',
    type: 'commonjs',
    dependencies: { '@jest/globals': '^30', '@swc/core': '1.16.18', '@swc/jest': '^0.2', jest: '^30' },
    test: 'tests/payments.spec.ts',
    settings: ['jest.config.json'],
    commands: [['node_modules/jest/bin/jest.js', '--ci']],
    says: /Tests:\s+1 passed/,
  },
  {
    runner: 'node-test',
    type: 'module',
    dependencies: {},
    test: 'tests/payments.test.ts',
    settings: [],
    commands: [['node_modules/typescript/bin/tsc'], ['--test', 'dist/tests/']],
    says: /pass 1\b/,
  },
];

const TSCONFIG = {
  compilerOptions: {
    module: 'nodenext',
    target: 'es2022',
    strict: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    skipLibCheck: true,
    types: ['node'],
    rootDir: '.',
    outDir: 'dist',
  },
  include: ['*.ts', 'tests/*.ts'],
};

const skipped = lacks({
  tests: 'the examples of the test runners',
  missing:
    process.env['LIANLIAN_TEST_REQUIRE_ALL'] !== '1' && 'leave to install packages from the npm registry',
  run: '`npm run test:consumers`',
});

describe.skipIf(skipped).each(RUNNERS)('the example for $runner', (example) => {
  let folder: string;

  async function told(program: string, ...args: string[]): Promise<string> {
    const { stdout, stderr } = await run(program, args, { cwd: folder, timeout: 240_000 }).catch(
      (error: unknown) => {
        const output = error as { stdout: string; stderr: string };
        throw new Error(`${program} ${args.join(' ')}:\n${output.stdout}${output.stderr}`);
      },
    );
    return stripVTControlCharacters(stdout + stderr);
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), `lianlian-example-${example.runner}-`));
    const manifest = {
      name: 'example',
      private: true,
      type: example.type,
      dependencies: {
        'nestjs-lianlian': `file:${inject('packed').tarball}`,
        '@nestjs/common': '^11',
        '@nestjs/config': '^4',
        '@nestjs/core': '^11',
        '@nestjs/platform-express': '^11',
        '@types/node': '^20',
        'class-transformer': '^0.5',
        'class-validator': '^0.15',
        'reflect-metadata': '^0.2',
        rxjs: '^7',
        typescript: '~5.9.0',
        ...example.dependencies,
      },
    };
    await mkdir(join(folder, 'tests'));
    const files = { 'package.json': manifest, 'tsconfig.json': TSCONFIG };
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder, name), JSON.stringify(content));
    }
    for (const name of example.settings) {
      await copyFile(join(examples, example.runner, name), join(folder, name));
    }
    await copyFile(join(examples, 'shop.module.ts'), join(folder, 'shop.module.ts'));
    await copyFile(
      join(examples, example.runner, `payments.${example.runner}.ts`),
      join(folder, example.test),
    );
    await npm(folder, 'install', '--prefer-offline', '--no-package-lock');
  }, INSTALL_TIMEOUT_MS);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('passes', async () => {
    const said: string[] = [];
    for (const command of example.commands) said.push(await told(process.execPath, ...command));
    expect(said.join('')).toMatch(example.says);
  });
});
