import { execFileSync, spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { describe, expect, inject, it } from 'vitest';

import { OID_PARTNER, testKeys } from '../../support/merchant.js';

const { folder } = inject('packed');
const keys = testKeys();
const options = {
  oidPartner: OID_PARTNER,
  privateKey: keys.merchant.privateKey.export({ format: 'pem', type: 'pkcs8' }),
  lianlianPublicKey: keys.lianlian.publicKey.export({ format: 'pem', type: 'spki' }),
};
const environment = {
  LIANLIAN_OID_PARTNER: options.oidPartner,
  LIANLIAN_PRIVATE_KEY: options.privateKey.toString(),
  LIANLIAN_PUBLIC_KEY: options.lianlianPublicKey.toString(),
};

/** Before a program runs: prints what it imports, and at its end what it required. */
const LISTING = `
  import { createRequire, register } from 'node:module';
  import { pathToFileURL } from 'node:url';
  register(${JSON.stringify(
    dataUrl(`
      import { writeSync } from 'node:fs';
      export function load(url, context, nextLoad) {
        writeSync(1, 'loaded ' + url + '\\n');
        return nextLoad(url, context);
      }`),
  )});
  const { cache } = createRequire(process.execPath);
  process.on('exit', () => {
    for (const file of Object.keys(cache)) console.log('loaded ' + pathToFileURL(file));
  });`;

interface Loaded {
  /** The package's own files, within dist. */
  readonly own: readonly string[];
  /** Files of packages, within node_modules. */
  readonly packages: readonly string[];
}

describe('what is loaded', () => {
  it('by an app that gives its options: nothing that it does not need at its start', () => {
    const { own, packages } = loadedByApp(`LianlianModule.forRoot(${JSON.stringify(options)})`);
    expect(own).toEqual(['chunks/base.js', 'chunks/module.js', 'index.js']);
    expect(packages).toContain('@nestjs/core/index.js');
    // One part of class-validator, for the rules of our classes.
    expect(packages).toContain('class-validator/cjs/register-decorator.js');
    expect(packages).not.toContain('class-validator/cjs/index.js');
    expect(packages.filter((file) => /^(undici|@nestjs\/config|class-validator\/esm)/.test(file))).toEqual(
      [],
    );
  });

  it('by an app that reads the environment: @nestjs/config too', () => {
    const { own, packages } = loadedByApp('LianlianModule.forRootAsync(lianlianConfig.asProvider())');
    expect(own).toEqual(['chunks/base.js', 'chunks/module.js', 'index.js']);
    expect(packages).toContain('@nestjs/config/dist/index.js');
  });

  it('by an app in CommonJS: the same, in CommonJS alone', () => {
    const { own, packages } = loadedBy([
      '--input-type=commonjs',
      '-e',
      `require('reflect-metadata');
      const { Module } = require('@nestjs/common');
      const { NestFactory } = require('@nestjs/core');
      const { LianlianModule } = require('nestjs-lianlian');
      class App {}
      Module({ imports: [LianlianModule.forRoot(${JSON.stringify(options)})] })(App);
      NestFactory.create(App, { logger: false }).then((app) => app.init().then(() => app.close()));`,
    ]);
    expect(own).toEqual([
      'cjs/chunks/base.js',
      'cjs/chunks/module.js',
      'cjs/chunks/rolldown-runtime.js',
      'cjs/index.js',
    ]);
    expect(packages).toContain('class-validator/cjs/register-decorator.js');
    expect(packages.filter((file) => /^(undici|@nestjs\/config|class-validator\/esm)/.test(file))).toEqual(
      [],
    );
  });

  it('by the command: no package', () => {
    const { own, packages } = loadedBy([join(folder, 'dist/cli/bin.js'), '--help']);
    expect(own).toEqual([
      'chunks/base.js',
      'chunks/open-sandbox.js',
      'chunks/sandbox-files.js',
      'cli/bin.js',
      'sandbox-files.cjs',
    ]);
    expect(packages).toEqual([]);
  });

  it('by the doctor: what it needs to say what is wrong', () => {
    const doctor = spawnSync(process.execPath, [join(folder, 'dist/cli/bin.js'), 'doctor', '--offline'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
      timeout: 30_000,
    });
    expect(doctor.stdout).toContain('LIANLIAN_OID_PARTNER');
    expect(doctor.status).toBe(1);
  });
});

/** @param module the expression that imports the package's module */
function loadedByApp(module: string): Loaded {
  return loadedBy([
    '--input-type=module',
    '-e',
    `import 'reflect-metadata';
    import { Module } from '@nestjs/common';
    import { NestFactory } from '@nestjs/core';
    import { lianlianConfig, LianlianModule } from 'nestjs-lianlian';
    class App {}
    Module({ imports: [${module}] })(App);
    const app = await NestFactory.create(App, { logger: false });
    await app.init();
    await app.close();`,
  ]);
}

function loadedBy(program: readonly string[]): Loaded {
  const printed = execFileSync(process.execPath, ['--import', dataUrl(LISTING), ...program], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  const urls = new Set([...printed.matchAll(/^loaded (file:.*)$/gm)].map(([, url]) => String(url)));
  const below = (place: string): string[] =>
    [...urls].flatMap((url) => (url.startsWith(place) ? url.slice(place.length) : [])).sort();
  return {
    own: below(`${pathToFileURL(realpathSync(join(folder, 'dist'))).href}/`),
    packages: below(`${pathToFileURL(realpathSync(join(folder, '../node_modules'))).href}/`),
  };
}

function dataUrl(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
