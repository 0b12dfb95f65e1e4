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
    it('is mocked, and tested against the sandbox, in Jest with ts-jest as the Nest CLI sets it up', async () => {
      const config = { testRegex: 'checkout\\.spec\\.ts$', transform: { '^.+\\.(t|j)s$': 'ts-jest' } };
      await consumer().write('commonjs/jest.config.json', config);
      await consumer().copy('user-tests/checkout.jest.ts', 'commonjs', 'checkout.spec.ts');
      expect(await consumer().tool('commonjs', 'jest/bin/jest.js', '--ci')).toContain('2 passed');
    });

    it('finds the entry points where TypeScript resolves packages in the classic way', async () => {
      const flags = ['--module', 'commonjs', '--moduleResolution', 'node10', '--noEmit'];
      expect(await consumer().tool('commonjs', 'typescript-5.9/bin/tsc', ...flags, '--skipLibCheck')).toBe(
        '',
      );
    });
  },
});
