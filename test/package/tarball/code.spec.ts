import { readdirSync, readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import ts from 'typescript';
import { describe, expect, inject, it } from 'vitest';

const { folder } = inject('packed');

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Record<Condition, { readonly default: string }>>>;
}
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

type Condition = 'import' | 'require';
type Names = Readonly<Record<string, unknown>>;

/** The code of each format by its file. CommonJS has a folder of its own. */
function codeOf(condition: Condition): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.js') && file.startsWith('cjs/') === (condition === 'require'))
      .map((file) => [file, readFileSync(join(folder, 'dist', file), 'utf8')]),
  );
}

function entryPointsOf(condition: Condition): Promise<Names[]> {
  const files = Object.values(manifest.exports).flatMap((target) =>
    typeof target === 'string' ? [] : [join(folder, target[condition].default)],
  );
  const require = createRequire(import.meta.url);
  const load = (file: string): unknown =>
    condition === 'require' ? require(file) : import(pathToFileURL(file).href);
  return Promise.all(files.map(load)) as Promise<Names[]>;
}

describe.each(['import', 'require'] as const)('the packed code for %s', async (condition) => {
  const code = codeOf(condition);
  const entryPoints = await entryPointsOf(condition);

  it('has every module once, so that a class is the same class for every entry point', () => {
    // The bundler writes its name over each.
    const modules = [...code.values()].flatMap((text) => text.match(/^\/\/ \S+\.m?js$/gm) ?? []);
    expect(modules.filter((name, index) => modules.indexOf(name) < index)).toEqual([]);
    expect(modules.length).toBeGreaterThan(300);
  });

  it('throws the errors that the main entry point exports', () => {
    const [main, sql] = entryPoints.filter((names) => 'LianlianModule' in names || 'SqlInbox' in names);
    const { LianlianConfigError } = main as { LianlianConfigError: new (...args: never[]) => Error };
    const { SqlInbox } = sql as { SqlInbox: new (executor: object, options: object) => object };
    expect(() => new SqlInbox({}, { table: 'no identifier;' })).toThrow(LianlianConfigError);
  });

  it('calls its classes by their own names, which Nest and logs show', () => {
    const classes = entryPoints.flatMap((names) =>
      Object.entries(names).filter(
        ([, value]) => typeof value === 'function' && /^class\b/.test(String(value)),
      ),
    );
    expect(classes.length).toBeGreaterThan(50);
    expect(classes.filter(([name, value]) => (value as { name: string }).name !== name)).toEqual([]);
    const renamed = [...code.values()].flatMap(
      (text) => text.match(/class \w+\$\d+|\w+\$\d+ = class\b/g) ?? [],
    );
    expect(renamed).toEqual([]);
  });

  it('imports no package but those that it names', () => {
    const named = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const imported = [...code].flatMap(([file, text]) =>
      ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => ({ file, fileName })),
    );
    const unnamed = imported.filter(
      ({ fileName }) =>
        !fileName.startsWith('.') &&
        !isBuiltin(fileName) &&
        !named.some((name) => fileName === name || fileName.startsWith(`${name}/`)),
    );
    expect(imported.map(({ fileName }) => fileName)).toContain('undici');
    expect(unnamed).toEqual([]);
  });

  it("finds the sandbox's pages", async () => {
    const { LianlianSandbox } = entryPoints.find((names) => 'LianlianSandbox' in names) as {
      LianlianSandbox: { start(): Promise<{ readonly url: string; stop(): Promise<void> }> };
    };
    const sandbox = await LianlianSandbox.start();
    const responses = ['/_sandbox/', '/_sandbox/panel.js', '/sandbox/assets/design.css'].map((path) =>
      fetch(sandbox.url + path),
    );
    const statuses = (await Promise.all(responses)).map(({ status }) => status);
    await sandbox.stop();
    expect(statuses).toEqual([200, 200, 200]);
  });
});
