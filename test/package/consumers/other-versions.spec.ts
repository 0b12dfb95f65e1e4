import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { lacks } from '../../support/needs.js';
import { INSTALL_TIMEOUT_MS, npm } from '../support/npm.js';

const run = promisify(execFile);

/** Versions of optional packages that are not those of this repository, beside what an app has anyway. */
const OTHERS = {
  '@opentelemetry/api': '~1.8.0',
  bullmq: '^5',
  ioredis: '^5',
  iovalkey: '^0.4',
  kysely: '^0.29',
  redis: '^6',
  'ssh2-sftp-client': '^11',
};
const APP = {
  '@nestjs/common': '^11',
  '@nestjs/config': '^4',
  '@nestjs/core': '^11',
  'class-transformer': '^0.5',
  'class-validator': '^0.15',
  'reflect-metadata': '^0.2',
  rxjs: '^7',
};

const skipped = lacks({
  tests: 'the packed package beside other versions of optional packages',
  missing:
    process.env['LIANLIAN_TEST_REQUIRE_ALL'] !== '1' && 'leave to install packages from the npm registry',
  run: '`npm run test:consumers`',
});

describe.skipIf(skipped)('the packed package beside older and newer optional packages', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lianlian-others-'));
    const dependencies = { ...APP, ...OTHERS, 'nestjs-lianlian': `file:${inject('packed').tarball}` };
    await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
    // It fails where a range of ours does not take one of them.
    await npm(
      folder,
      'install',
      '--prefer-offline',
      '--no-package-lock',
      '--ignore-scripts',
      '--strict-peer-deps',
    );
  }, INSTALL_TIMEOUT_MS);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([
    'nestjs-lianlian',
    ...['bullmq', 'otel', 'redis', 'sftp', 'sql'].map((each) => `nestjs-lianlian/${each}`),
  ])('loads %s', async (entry) => {
    for (const code of [`require('${entry}')`, `import('${entry}')`]) {
      expect(await run(process.execPath, ['-e', code], { cwd: folder })).toEqual({ stdout: '', stderr: '' });
    }
  });
});
