import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { lacks } from '../../support/needs.js';
import { NODE_VERSIONS } from '../support/node-versions.js';
import { INSTALL_TIMEOUT_MS } from '../support/npm.js';
import { Consumer, type Format } from './consumer.js';

/** What apps on one version of NestJS are made of. */
export interface ConsumerSpec {
  readonly nest: string;
  /** Beside the package, Nest itself and what every consumer has. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** How the Nest CLI builds an app of each format. */
  readonly builds: readonly {
    readonly format: Format;
    readonly builder: 'tsc' | 'swc' | 'webpack' | 'rspack';
    /** Where the program then is. */
    readonly program?: string;
  }[];
  /** Further tests on the installed package. */
  readonly more: (consumer: () => Consumer) => void;
}

const FORMATS: readonly Format[] = ['commonjs', 'module'];
const ADAPTERS = ['express', 'fastify'];
const TYPESCRIPTS = ['5.9', '6.0', '7.0'];

/** Bundles as the guide makes them: an ES module needs a `require` for the CommonJS in it. */
const BUNDLES = [
  { format: 'cjs', file: 'main.cjs' },
  {
    format: 'esm',
    file: 'main.mjs',
    more: [
      "--banner:js=import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    ],
  },
];

/** What is optional to Nest and Fastify, and not used by the app. */
const NOT_IN_BUNDLES = [
  ...['@nestjs/microservices', '@nestjs/websockets', 'class-transformer/storage'],
  ...['@fastify/view', '@fastify/static', '@fastify/multipart'],
];

/** The apps of the folder `app`, installed and run as a user would. */
export function describeConsumer({ nest, dependencies, builds, more }: ConsumerSpec): void {
  const mayInstall = process.env['LIANLIAN_TEST_REQUIRE_ALL'] === '1';
  const skipped = lacks({
    tests: `apps on NestJS ${nest} that install the packed package`,
    missing: !mayInstall && 'leave to install packages from the npm registry',
    run: '`npm run test:consumers`',
  });

  describe.skipIf(skipped)(`the packed package, installed on NestJS ${nest}`, () => {
    let consumer: Consumer;

    beforeAll(async () => {
      consumer = await Consumer.install({
        'nestjs-lianlian': `file:${inject('packed').tarball}`,
        '@apollo/server': '^5',
        '@as-integrations/express5': '^1',
        '@as-integrations/fastify': '^3',
        '@fastify/static': '^10',
        '@nestjs/cli': `^${nest}`,
        '@nestjs/common': `^${nest}`,
        '@nestjs/core': `^${nest}`,
        '@nestjs/microservices': `^${nest}`,
        '@nestjs/platform-express': `^${nest}`,
        '@nestjs/platform-fastify': `^${nest}`,
        '@nestjs/platform-ws': `^${nest}`,
        '@nestjs/swagger': `^${nest}`,
        '@nestjs/testing': `^${nest}`,
        '@nestjs/websockets': `^${nest}`,
        // the newest whose binaries every registry has
        '@swc/core': '1.16.18',
        '@types/express': '^5',
        '@types/node': '^20',
        '@types/ws': '^8',
        'class-transformer': '^0.5',
        'class-validator': '^0.15',
        esbuild: '^0.28',
        graphql: '^16',
        'reflect-metadata': '^0.2',
        rxjs: '^7',
        'ts-loader': '^9',
        ws: '^8',
        ...Object.fromEntries(
          TYPESCRIPTS.map((version) => [`typescript-${version}`, `npm:typescript@~${version}.0`]),
        ),
        ...dependencies,
      });
      for (const format of FORMATS) {
        expect(await consumer.tool(format, 'typescript/bin/tsc', '-p', 'tsconfig.all.json')).toBe('');
      }
    }, INSTALL_TIMEOUT_MS + 200_000);

    afterAll(() => consumer.remove());

    /** An app's only output is that it was paid: no warning, and it ends by itself. */
    async function expectPaid(folder: string, program: string, adapter: string, node = process.execPath) {
      expect(await consumer.told(folder, node, program, adapter)).toBe('PAID\n');
    }

    describe.each(TYPESCRIPTS)('by TypeScript %s', (version) => {
      // What passes here passes with skipLibCheck, too: the other apps are compiled with it.
      it.each(FORMATS)('a strict app (%s) compiles, all its declarations included', async (format) => {
        const compiler = `typescript-${version}/bin/tsc`;
        const flags = ['--noEmit', '--skipLibCheck', 'false', '--exactOptionalPropertyTypes'];
        expect(await consumer.tool(format, compiler, ...flags)).toBe('');
      });
    });

    describe.each(FORMATS)('as a %s', (format) => {
      describe.each(NODE_VERSIONS)('on Node %s', (version) => {
        const node = inject('nodes')[version];
        it
          .skipIf(
            !skipped &&
              lacks({
                tests: `apps on Node ${version}`,
                missing: node === undefined && `a Node ${version} in the npm registry for this machine`,
                run: 'the tests under it',
              }),
          )
          .each(ADAPTERS)('takes payments on %s', async (adapter) => {
          await expectPaid(format, 'built/main.js', adapter, node);
        });
      });

      it.each(
        ['swagger', 'contexts', 'graphql'].flatMap((app) => ADAPTERS.map((adapter) => ({ app, adapter }))),
      )('takes payments in the app "$app" on $adapter', async ({ app, adapter }) => {
        await expectPaid(format, `built/with/${app}.js`, adapter);
      });

      it('has its exceptions filtered in messages, gateways and GraphQL', async () => {
        const adapter = format === 'module' ? 'fastify' : 'express';
        const told = await consumer.told(format, process.execPath, 'built/with/filter.js', adapter);
        expect(told).toBe('FILTERED\n');
      });
    });

    it.each(builds)('a $format app takes payments, built by the Nest CLI with $builder', async (build) => {
      const { format, builder, program = 'dist/main.js' } = build;
      await rm(join(consumer.folder, format, 'dist'), { recursive: true, force: true });
      await consumer.tool(format, '@nestjs/cli/bin/nest.js', 'build', '-b', builder);
      await expectPaid(format, program, 'express');
    });

    describe.each(BUNDLES)('in a bundle of esbuild ($format)', (bundle) => {
      it('takes payments in the sandbox, whose data is in the bundle', async () => {
        const { format, file, more = [] } = bundle;
        const external = NOT_IN_BUNDLES.map((name) => `--external:${name}`);
        const flags = [
          '--bundle',
          '--platform=node',
          `--format=${format}`,
          '--keep-names',
          '--log-level=error',
        ];
        const output = join(consumer.folder, 'bundled', file);
        await consumer.told(
          'module',
          'node_modules/esbuild/bin/esbuild',
          ...['built/main.js', ...flags, ...more, ...external, `--outfile=${output}`],
        );
        // The package itself is not there any more.
        const alone = await mkdtemp(join(tmpdir(), 'lianlian-bundle-'));
        await cp(output, join(alone, file));
        for (const adapter of ADAPTERS) await expectPaid('module', join(alone, file), adapter);
        await rm(alone, { recursive: true });
      });
    });

    more(() => consumer);
  });
}
