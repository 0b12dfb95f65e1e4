import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

import { mutantPlugin } from './test/simulation/mutants/mutant.plugin.js';

const lib = (path: string): string => fileURLToPath(new URL(`./lib/${path}`, import.meta.url));

/** These tests import the package by its own name and run against its source. */
const source = {
  alias: [
    { find: /^nestjs-lianlian$/, replacement: lib('index.ts') },
    { find: /^nestjs-lianlian\/testing$/, replacement: lib('testing/index.ts') },
    { find: /^nestjs-lianlian\/redis$/, replacement: lib('notifications/inbox/redis/index.ts') },
    { find: /^nestjs-lianlian\/sql$/, replacement: lib('notifications/inbox/sql/index.ts') },
    { find: /^nestjs-lianlian\/bullmq$/, replacement: lib('bullmq/index.ts') },
    { find: /^nestjs-lianlian\/otel$/, replacement: lib('otel/index.ts') },
    { find: /^nestjs-lianlian\/pg-boss$/, replacement: lib('pg-boss/index.ts') },
    { find: /^nestjs-lianlian\/prometheus$/, replacement: lib('prometheus/index.ts') },
    { find: /^nestjs-lianlian\/sftp$/, replacement: lib('sftp/index.ts') },
    { find: /^nestjs-lianlian\/terminus$/, replacement: lib('terminus/index.ts') },
  ],
};

const library = (path: string): string =>
  fileURLToPath(new URL(`./test/libraries/node_modules/${path}`, import.meta.url));

/** As an app has it that has installed them: what files outside of their folder import by a name is found, too. */
const withLibraries = {
  alias: [
    ...source.alias,
    { find: /^pg-boss$/, replacement: library('pg-boss/dist/index.js') },
    { find: /^amqplib$/, replacement: library('amqplib/channel_api.js') },
    { find: /^@alicloud\/kms20160120$/, replacement: library('@alicloud/kms20160120/dist/client.js') },
    { find: /^@aws-sdk\/client-kms$/, replacement: library('@aws-sdk/client-kms/dist-cjs/index.js') },
    { find: /^graphene-pk11$/, replacement: library('graphene-pk11/build/cjs/index.js') },
  ],
};

const BROWSER = 'test/browser/**/*.spec.ts';
/** The one run in a browser that every change makes. */
const SHOP = 'test/browser/shop.spec.ts';
/** Dozens of processes that are killed: on their own, or they starve every other test. */
const KILLED = 'test/e2e/processes/**/*.spec.ts';
/** Those, and others that start many processes and wait for them. */
const PROCESSES = [KILLED, 'test/e2e/bullmq/processes.spec.ts', 'test/e2e/cli/doctor-process.spec.ts'];
/** What talks to servers keeps their time: `npm run test:clock` leaves it out. */
const SERVERS = [
  'test/e2e/bullmq/**',
  'test/e2e/databases/**',
  'test/e2e/notifications/inbox/**',
  'test/e2e/otel/queue.spec.ts',
  'test/e2e/reports/sftp.spec.ts',
  'test/e2e/reports/host-keys.spec.ts',
  'test/e2e/shop/find-orders.spec.ts',
  'test/e2e/shop/open-calls.spec.ts',
  'test/e2e/shop/payout-races.spec.ts',
];
/** What sends bytes by the million, and knows no time but a limit's: `npm run test:clock` leaves it out, too. */
const BYTES = ['test/attacks/bodies.spec.ts', 'test/attacks/chunking.spec.ts', 'test/attacks/floods.spec.ts'];
/** Packages, and an app with tests of its own that Jest runs. */
const NEVER = ['**/node_modules/**', 'test/package/template/**'];
const OTHER_CLOCK = process.env['LIANLIAN_TEST_CLOCK'] === '1';
const CONSUMERS = 'test/package/consumers/**/*.spec.ts';
/** Every version of Node, Bun, Deno and of optional packages: `npm run test:all` installs them. */
const MATRIX = ['test/package/consumers/runtimes.spec.ts', 'test/package/consumers/other-versions.spec.ts'];
/** Worlds made from seeds: `npm run simulate` runs more of them. */
const SIMULATION = 'test/simulation/**/*.spec.ts';
const MUTANTS = 'test/simulation/mutants/*.spec.ts';
/** Package managers that install the package, which takes long: of CI, `.ci/full` alone runs them. */
const MANAGERS = 'test/package/managers/**/*.spec.ts';
/** Libraries that a fresh clone does not install: `npm run test:libraries`. */
const LIBRARIES = 'test/libraries/**/*.spec.ts';
/** Those that ask for a newer Node than the package does. */
const NEWER_NODE = 'test/libraries/newer-node/**/*.spec.ts';
/** The built site in a browser: `npm run docs:test`. */
const SITE = 'test/site/**/*.spec.ts';
/** The packed package, and what its sources may import. */
const PACKAGE = [
  'test/package/*.spec.ts',
  'test/package/tarball/**/*.spec.ts',
  'test/package/types/**/*.spec.ts',
];

/** For what `npm test` runs: its tests start no processes by the dozen, and wait the more. */
const MANY_WORKERS = 3 * availableParallelism() + 1;

export default defineConfig({
  test: {
    // Real servers and processes share two cores in CI: what fails once under that load is tried once more, and
    // the report says so. What is broken fails twice.
    retry: process.env['CI'] === undefined ? 0 : 1,
    // In CI one clone runs the same files many times over: a process for each mutant, two other clocks, four projects.
    experimental: { fsModuleCache: process.env['CI'] !== undefined },
    // Most tests wait for something: one worker fewer than there are cores, as Vitest has it, leaves a machine idle.
    maxWorkers: availableParallelism() + 1,
    // For what hangs. How long something may take is measured in the bench: a busy machine is no failure.
    testTimeout: 180_000,
    setupFiles: ['test/support/patient-waits.ts'],
    hookTimeout: 180_000,
    projects: [
      {
        extends: true,
        resolve: source,
        test: {
          name: 'source',
          maxWorkers: MANY_WORKERS,
          // One module graph for each worker: loading one for each of three hundred files takes longer than the tests, and a
          // test that needs another file's state not to be there has found a static.
          isolate: false,
          setupFiles: ['reflect-metadata', 'test/support/quick-crypto.ts'],
          globalSetup: ['test/support/build-panel.mjs'],
          include: ['test/**/*.spec.ts'],
          exclude: [
            ...NEVER,
            BROWSER,
            CONSUMERS,
            LIBRARIES,
            MANAGERS,
            SIMULATION,
            SITE,
            ...PACKAGE,
            ...(OTHER_CLOCK ? [KILLED, ...SERVERS, ...BYTES] : PROCESSES),
          ],
        },
      },
      {
        extends: true,
        resolve: source,
        plugins: [mutantPlugin(process.env['LIANLIAN_MUTANT'])],
        test: {
          name: 'simulation',
          maxWorkers: MANY_WORKERS,
          setupFiles: ['reflect-metadata'],
          include: [SIMULATION],
          exclude: [MUTANTS],
        },
      },
      {
        extends: true,
        test: { name: 'mutants', include: [MUTANTS], maxConcurrency: availableParallelism() },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: PACKAGE,
          globalSetup: ['test/package/support/pack.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'consumers',
          include: [CONSUMERS],
          exclude: [...NEVER, ...MATRIX],
          globalSetup: ['test/package/support/pack.ts', 'test/package/support/node-versions.ts'],
          testTimeout: 300_000,
          // Also for folders with everything that was installed, which are removed then.
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'matrix',
          include: MATRIX,
          globalSetup: [
            'test/package/support/pack.ts',
            'test/package/support/node-versions.ts',
            'test/package/support/runtimes.ts',
          ],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        resolve: withLibraries,
        test: {
          name: 'libraries',
          setupFiles: ['reflect-metadata'],
          globalSetup: ['test/libraries/prisma/generate.mjs'],
          include: [LIBRARIES],
          exclude: [...NEVER, NEWER_NODE],
        },
      },
      {
        extends: true,
        resolve: withLibraries,
        test: { name: 'newer-node', setupFiles: ['reflect-metadata'], include: [NEWER_NODE] },
      },
      {
        extends: true,
        test: {
          name: 'managers',
          include: [MANAGERS],
          globalSetup: ['test/package/support/pack.ts', 'test/package/support/managers.ts'],
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        resolve: source,
        test: {
          name: 'processes',
          setupFiles: ['reflect-metadata'],
          include: PROCESSES,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        resolve: source,
        test: {
          name: 'shop',
          maxWorkers: MANY_WORKERS,
          setupFiles: ['reflect-metadata'],
          include: [SHOP],
          globalSetup: ['test/package/support/build-shop.ts'],
        },
      },
      {
        extends: true,
        resolve: source,
        test: {
          name: 'browser',
          setupFiles: ['reflect-metadata'],
          include: [BROWSER],
          exclude: [SHOP],
          globalSetup: ['test/package/support/build-shop.ts'],
          testTimeout: 300_000,
          // A page mostly waits. With a third browser, two cores draw too slowly for what is timed in it.
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'site',
          include: [SITE],
          globalSetup: ['test/site/support/serve.ts'],
          fileParallelism: false,
        },
      },
    ],
  },
});
