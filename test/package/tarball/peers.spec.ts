import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, describe, expect, inject, it } from 'vitest';

const packages = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'lianlian-peers-'));
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

/** An app with the packed package and the packages of this repository, of which one is missing or another version. */
function appWith(name: string, version: string | undefined): string {
  const app = join(home, `app-${String(readdirSync(home).length)}`);
  const scope = name.startsWith('@') ? dirname(name) : undefined;
  mkdirSync(join(app, 'node_modules', scope ?? ''), { recursive: true });
  cpSync(inject('packed').folder, join(app, 'node_modules/nestjs-lianlian'), { recursive: true });
  const link = (each: string): void => {
    // A link leads BullMQ to the ioredis of this repository.
    if (each === 'bullmq' && each !== name)
      cpSync(join(packages, each), join(app, 'node_modules', each), { recursive: true });
    else if (each !== name && each !== scope)
      symlinkSync(join(packages, each), join(app, 'node_modules', each));
  };
  for (const each of readdirSync(packages).filter((entry) => !/^[.]|nestjs-lianlian/.test(entry))) link(each);
  if (scope !== undefined) for (const each of readdirSync(join(packages, scope))) link(`${scope}/${each}`);
  if (version !== undefined) {
    mkdirSync(join(app, 'node_modules', name, 'lib'), { recursive: true });
    writeFileSync(
      join(app, 'node_modules', name, 'package.json'),
      JSON.stringify({ name, version, main: 'lib/index.js' }),
    );
    writeFileSync(join(app, 'node_modules', name, 'lib/index.js'), 'module.exports = {};');
  }
  return app;
}

/** What a program in the app printed. */
function printed(app: string, type: 'commonjs' | 'module', code: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, [`--input-type=${type}`, '-e', code], {
    cwd: app,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

describe.each([
  { entry: 'bullmq', name: 'bullmq', range: '^5.0.0 || ^6.0.0', old: '4.18.3' },
  { entry: 'terminus', name: '@nestjs/terminus', range: '^11.0.0 || ^12.0.0', old: '10.3.0' },
  { entry: 'prometheus', name: 'prom-client', range: '^15.0.0', old: '14.2.0' },
  { entry: 'otel', name: '@opentelemetry/api', range: '^1.8.0', old: '1.7.0' },
])('nestjs-lianlian/$entry', ({ entry, name, range, old }) => {
  describe.each([
    ['import', 'module', `import 'nestjs-lianlian/${entry}'`],
    ['require', 'commonjs', `require('nestjs-lianlian/${entry}')`],
  ] as const)('loaded by %s', (_how, type, code) => {
    const needs = `nestjs-lianlian/${entry} needs the package ${name} in a version of ${range}`;

    it(`says that ${name} is missing, and how to install it`, () => {
      const said = printed(appWith(name, undefined), type, code);
      expect(said).toContain(`Error: ${needs}, and it is not installed: npm install ${name}`);
    });

    it(`says that ${name} ${old} is too old`, () => {
      const said = printed(appWith(name, old), type, code);
      expect(said).toContain(`Error: ${needs}, and found ${old}: npm install ${name}`);
    });
  });
});

describe('queue mode', () => {
  const settings = (connection: string): string => `
    const { NestFactory } = require('@nestjs/core');
    const { LianlianQueueModule } = require('nestjs-lianlian/bullmq');
    const module = LianlianQueueModule.forRoot({ connection: ${connection}, worker: false });
    NestFactory.createApplicationContext(module, { logger: false, abortOnError: false })
      .catch((error) => { console.log(error.message); });`;

  it('says at the start that BullMQ 6 needs ioredis for a URL', () => {
    const said = printed(appWith('ioredis', undefined), 'commonjs', settings("'redis://127.0.0.1:6379'"));
    expect(said).toContain("opens no connection without the package 'ioredis', and it is not installed");
  });

  it("takes a client of the app's own without it", () => {
    const client = '{ duplicate() {}, sendCommand() {}, isOpen: true, isReady: true }';
    expect(printed(appWith('ioredis', undefined), 'commonjs', settings(client))).not.toContain('ioredis');
  });
});
