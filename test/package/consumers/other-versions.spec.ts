import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

import { SHARED_REDIS } from '../../e2e/notifications/inbox/redis/needs-redis.js';
import { lacks } from '../../support/needs.js';
import { INSTALL_TIMEOUT_MS, npm } from '../support/npm.js';

const run = promisify(execFile);
const programs = fileURLToPath(new URL('other-versions', import.meta.url));

/** Versions of optional packages that are not those of this repository, beside what an app has anyway. */
const OTHERS = {
  '@opentelemetry/api': '~1.8.0',
  bullmq: '^5',
  ioredis: '^5',
  iovalkey: '^0.4',
  kysely: '^0.29',
  redis: '^6',
  'ssh2-sftp-client': '^11',
  undici6: 'npm:undici@^6',
};
const APP = {
  '@nestjs/common': '^11',
  '@nestjs/config': '^4',
  '@nestjs/core': '^11',
  '@nestjs/platform-express': '^11',
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

  /** What a program of the folder beside this file printed. */
  async function printed(program: string, ...args: string[]): Promise<string[]> {
    await copyFile(join(programs, program), join(folder, program));
    const { stdout } = await run(process.execPath, [program, ...args], { cwd: folder });
    return stdout.trim().split('\n');
  }

  it('keeps an inbox in Redis through ioredis 5, iovalkey and redis 6', async () => {
    const lines = await printed('redis-clients.mjs', SHARED_REDIS);
    expect(lines.map((line) => line.replace(/\d+$/, 'n'))).toEqual(['ioredis n', 'iovalkey n', 'redis n']);
  });

  it('queues with BullMQ 5 through ioredis 5 and iovalkey', async () => {
    expect(await printed('queue-clients.mjs', SHARED_REDIS)).toEqual([
      'ioredis queued-1',
      'iovalkey queued-1',
    ]);
  });

  it('names a dispatcher of undici 6, and has sent nothing', async () => {
    const lines = await printed('old-dispatcher.mjs');
    expect(
      lines.map((line) => line.replace(/(?<=not-sent ).*(?=http\.dispatcher is of another)/, '')),
    ).toEqual([
      ...['agent', 'retrying', 'composed'].map((each) =>
        expect.stringMatching(
          new RegExp(
            `^${each} not-sent http\\.dispatcher is of another version of undici.*Make it with undici 7`,
          ),
        ),
      ),
      'requests 0',
    ]);
  });
});
