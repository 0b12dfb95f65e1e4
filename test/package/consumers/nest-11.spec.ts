import { readFile } from 'node:fs/promises';

import { expect, it } from 'vitest';

import { describeConsumer } from './describe-consumer.js';

/** What `nest new` of NestJS 11 makes is CommonJS, tested with Jest. */
describeConsumer({
  nest: '11',
  dependencies: {
    '@jest/globals': '^30',
    '@nestjs/apollo': '^13',
    '@nestjs/config': '^4',
    '@nestjs/graphql': '^13',
    '@swc/cli': '^0.7',
    '@swc/jest': '^0.2',
    jest: '^30',
    'ts-jest': '^29',
    typescript: '~5.9.0',
  },
  builds: [
    { format: 'commonjs', builder: 'tsc' },
    { format: 'commonjs', builder: 'swc', program: 'dist/src/main.js' },
    { format: 'commonjs', builder: 'webpack' },
  ],
  more: (consumer) => {
    it('is mocked, and tested against the sandbox, in Jest as the guide sets it up', async () => {
      const page = await readFile(new URL('../../../docs/compatibility.md', import.meta.url), 'utf8');
      const [, config = ''] = /```json\n(\{\s+"transform"[^`]+)```/.exec(page) ?? [];
      const rest = { testEnvironment: 'node', testRegex: 'checkout\\.spec\\.ts$' };
      await consumer().write('commonjs/jest.config.json', { ...rest, ...(JSON.parse(config) as object) });
      await consumer().copy('user-tests/checkout.jest.ts', 'commonjs', 'checkout.spec.ts');
      expect(await consumer().tool('commonjs', 'jest/bin/jest.js', '--ci')).toContain('2 passed');
    });
  },
});
