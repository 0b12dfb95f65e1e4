import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';

import { SchematicTestRunner } from '@angular-devkit/schematics/testing';
import ts from 'typescript';
import { describe, expect, inject, it } from 'vitest';

import { add, NEST_11, treeOf } from '../../unit/schematics/apps.js';

const { folder } = inject('packed');
const { schematics } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
  schematics: string;
};
const runner = new SchematicTestRunner('nestjs-lianlian', join(folder, schematics));

/** Runs what `nest add nestjs-lianlian` runs, with options as they come from the command line. */
const run = (options: object) => runner.runSchematic('nest-add', options, treeOf(NEST_11));

describe('what the Nest CLI finds in the packed package', () => {
  it('does what the sources do', async () => {
    const { tree } = await add(treeOf(NEST_11));
    const packed = await run({ sourceRoot: 'src' });
    expect(packed.files).toEqual(tree.files);
    expect(packed.readText('src/app.module.ts')).toBe(tree.readText('src/app.module.ts'));
    expect(runner.tasks.map(({ name }) => name)).toEqual(['node-package']);
  });

  it.each([
    ['an option that it does not have', { pth: 'payments' }, 'pth'],
    ['a path with a space', { path: 'my payments' }, '"/path" must match pattern'],
    ['a folder above the sources', { folder: '../payments' }, '"/folder" must match pattern'],
  ])('refuses %s', async (_what, options, message) => {
    await expect(run(options)).rejects.toThrow(message);
  });

  it('takes the flags of the Nest CLI', async () => {
    await run({ sourceRoot: 'src', skipInstall: true });
    expect(runner.tasks).toEqual([]);
  });

  it('loads no package', () => {
    const text = readFileSync(join(folder, 'dist/schematics/nest-add.cjs'), 'utf8');
    const imported = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
    expect(imported.length).toBeGreaterThan(0);
    // TypeScript is that of the app, which is looked for from the app's folder.
    expect(imported.filter((name) => !isBuiltin(name) && name !== 'typescript')).toEqual([]);
  });
});
