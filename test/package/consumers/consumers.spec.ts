import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { lacks } from '../../support/needs.js';

const run = promisify(execFile);
const app = fileURLToPath(new URL('./app/main.ts', import.meta.url));

/** NestJS with the TypeScript of its time. A program is CommonJS as .cts, an ES module as .mts. */
const CONSUMERS = [
  { nest: '11', config: '4', typescript: '~5.9.0', programs: ['main.cts'] },
  { nest: '12', config: '12', typescript: '~6.0.0', programs: ['main.mts', 'main.cts'] },
];

const mayInstall = process.env['LIANLIAN_TEST_REQUIRE_ALL'] === '1';

describe.skipIf(
  lacks({
    tests: 'apps on NestJS 11 and 12 that install the packed package',
    missing: !mayInstall && 'leave to install packages from the npm registry',
    run: '`npm run test:consumers`',
  }),
)('the packed package, installed', () => {
  describe.each(CONSUMERS)('on NestJS $nest', ({ nest, config, typescript, programs }) => {
    let folder: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'lianlian-consumer-'));
      const manifest = {
        name: 'consumer',
        private: true,
        dependencies: {
          'nestjs-lianlian': `file:${inject('packed').tarball}`,
          '@nestjs/common': `^${nest}`,
          '@nestjs/config': `^${config}`,
          '@nestjs/core': `^${nest}`,
          '@nestjs/platform-express': `^${nest}`,
          '@nestjs/platform-fastify': `^${nest}`,
          'class-transformer': '^0.5',
          'class-validator': '^0.15',
          'reflect-metadata': '^0.2',
          rxjs: '^7',
        },
        devDependencies: { '@types/express': '^5', '@types/node': '^20', typescript },
      };
      const tsconfig = {
        compilerOptions: {
          module: 'nodenext',
          target: 'es2023',
          strict: true,
          esModuleInterop: true,
          experimentalDecorators: true,
          emitDecoratorMetadata: true,
          types: ['node'],
          rootDir: '.',
          outDir: 'dist',
        },
        files: programs,
      };
      await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
      await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
      for (const program of programs) await cp(app, join(folder, program));
      await told('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock');
    }, 240_000);

    afterAll(() => rm(folder, { recursive: true, force: true }));

    /** What a program printed, on both channels. Rejects with it if the program fails. */
    async function told(file: string, ...args: string[]): Promise<string> {
      const { stdout, stderr } = await run(file, args, { cwd: folder, timeout: 200_000 }).catch(
        (error: unknown) => {
          const output = error as { stdout: string; stderr: string };
          throw new Error(`${file} ${args.join(' ')}:\n${output.stdout}${output.stderr}`);
        },
      );
      return stdout + stderr;
    }

    it('compiles, its declarations and those of its dependencies too', async () => {
      expect(await told('node', 'node_modules/typescript/bin/tsc')).toBe('');
    });

    const runs = programs.flatMap((program) =>
      ['express', 'fastify'].map((adapter) => ({ program, adapter })),
    );
    it.each(runs)(
      'runs $program on $adapter without a warning, and ends by itself',
      async ({ program, adapter }) => {
        expect(await told('node', `dist/${program.replace('ts', 'js')}`, adapter)).toBe('PAID\n');
      },
    );
  });
});
