import { expect, it } from 'vitest';

import { jestOnNest12 } from '../support/jest-recipe.js';
import { describeConsumer } from './describe-consumer.js';

/** What `nest new` of NestJS 12 makes is an ES module, tested with Vitest. */
describeConsumer({
  nest: '12',
  dependencies: {
    '@jest/globals': '^30',
    '@nestjs/apollo': '^14',
    '@nestjs/config': '^12',
    '@nestjs/graphql': '^14',
    '@rspack/core': '^2',
    '@swc/cli': '^0.8',
    jest: '^30',
    'ts-jest': '^29',
    typescript: '~6.0.0',
    vitest: '^4',
    webpack: '^5',
    'webpack-node-externals': '^3',
    'fork-ts-checker-webpack-plugin': '^9',
    'tsconfig-paths-webpack-plugin': '^4',
  },
  builds: [
    { format: 'module', builder: 'tsc' },
    { format: 'module', builder: 'swc' },
    // the CLI has this in the place of webpack for ES modules
    { format: 'module', builder: 'rspack' },
    { format: 'commonjs', builder: 'swc' },
    { format: 'commonjs', builder: 'webpack' },
  ],
  more: (consumer) => {
    it('is mocked, and tested against the sandbox, in Vitest', async () => {
      await consumer().copy('user-tests/checkout.vitest.ts', 'module', 'checkout.spec.ts');
      expect(await consumer().tool('module', 'vitest/vitest.mjs', 'run', '--root', '.')).toContain(
        '2 passed',
      );
    });

    it('is mocked, and tested against the sandbox, in Jest as the guide sets it up', async () => {
      const { config, flag } = await jestOnNest12();
      await consumer().write('module/jest.config.json', config);
      await consumer().copy('user-tests/checkout.jest.ts', 'module', 'checkout.jest-spec.ts');
      const jest = ['node_modules/jest/bin/jest.js', '--ci', '--testRegex', 'jest-spec'];
      expect(await consumer().told('module', process.execPath, flag, ...jest)).toContain('2 passed');
    });
  },
});
