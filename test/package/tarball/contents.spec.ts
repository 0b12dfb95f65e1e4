import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

import { describe, expect, inject, it } from 'vitest';

const { folder } = inject('packed');
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

interface Manifest {
  bin: Record<string, string>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
  exports: Record<string, string | Record<'import' | 'require', { types: string; default: string }>>;
}
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

describe('the packed package', () => {
  it('holds what was compiled, and neither sources nor tests nor the shop', () => {
    const atRoot = files.filter((file) => !file.startsWith('dist/'));
    expect(
      atRoot.filter(
        (file) => !['package.json', 'README.md', 'README.zh-CN.md', 'LICENSE', 'CHANGELOG.md'].includes(file),
      ),
    ).toEqual([]);
    expect(atRoot).toContain('LICENSE');
    expect(files.filter((file) => /\.spec\.|(^|\/)(test|bench|sample-app)\//.test(file))).toEqual([]);
    expect(files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))).toEqual([]);
  });

  it('declares what can be imported, once for both formats, and nothing else', () => {
    const declarations = files.filter((file) => file.endsWith('.d.ts') && !file.startsWith('dist/cjs/'));
    const offered = Object.values(manifest.exports).flatMap((target) =>
      typeof target === 'string' ? [] : [target.import.types.slice(2)],
    );
    expect(declarations.sort()).toEqual(offered.sort());
    expect(files).not.toContain('dist/cjs/cli/bin.d.ts');
  });

  it('has a file for each export and its types', () => {
    const targets = Object.values(manifest.exports).flatMap((target) =>
      typeof target === 'string'
        ? [target]
        : Object.values(target).flatMap(({ types, default: code }) => [types, code]),
    );
    expect(targets.filter((target) => !files.includes(target.slice(2)))).toEqual([]);
  });

  it('has a command that runs', () => {
    const command = join(folder, manifest.bin['nestjs-lianlian'] ?? '');
    expect(statSync(command).mode & 0o111).toBe(0o111);
    expect(readFileSync(command, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(execFileSync(command, ['--help'], { encoding: 'utf8' })).toContain('nestjs-lianlian sandbox');
  });

  it('depends on undici alone, and leaves Nest and its companions to the app', () => {
    expect(Object.keys(manifest.dependencies)).toEqual(['undici']);
    expect(Object.keys(manifest.peerDependencies)).toEqual(
      expect.arrayContaining([
        '@nestjs/common',
        '@nestjs/config',
        '@nestjs/core',
        'class-transformer',
        'class-validator',
        'reflect-metadata',
        'rxjs',
      ]),
    );
  });

  it('names no path of the machine that built it', () => {
    const own = process.cwd();
    expect(files.filter((file) => readFileSync(join(folder, file), 'utf8').includes(own))).toEqual([]);
  });
});
