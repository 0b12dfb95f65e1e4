import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import { guide, pages, root } from './guide.js';

/** Files of the README's app. */
const app = (pages.find(({ path }) => path === 'README.md')?.blocks ?? [])
  .filter(({ heading }) => heading === 'The shortest working app')
  .flatMap(({ file }) => file ?? []);

describe('the settings of the guide for a project', () => {
  it('compile the shortest working app as ES modules', () => {
    expect(app).toContain('main.ts');
    expect(problems('module', 'tsconfig.esm.json', 'main.ts')).toEqual([]);
  });

  it('compile it as CommonJS', () => {
    expect(problems('commonjs', 'tsconfig.commonjs.json', 'main.commonjs.ts')).toEqual([]);
  });

  it('need a main.ts of their own in CommonJS', () => {
    const [first] = problems('commonjs', 'tsconfig.commonjs.json', 'main.ts');
    expect(first).toMatch(/^TS1309 /);
  });
});

/** What the compiler has against the app, as a reader has it in a package of that type. */
function problems(type: 'commonjs' | 'module', settings: string, main: string): string[] {
  const folder = `${root}test/docs/project-${type}/`;
  const files = new Map([
    [`${folder}package.json`, JSON.stringify({ type })],
    ...app.map((name) => {
      const code = blockOf(name === 'main.ts' ? main : name);
      return [`${folder}src/${name}`, type === 'module' ? code : withoutEndings(code)] as const;
    }),
  ]);
  const { compilerOptions } = JSON.parse(blockOf(settings)) as { compilerOptions: object };
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    { compilerOptions, files: app.map((name) => `src/${name}`) },
    ts.sys,
    folder,
  );
  expect(options).toMatchObject({ strict: true, emitDecoratorMetadata: true });
  // The package is its sources here, which are not below the project's.
  Object.assign(options, { rootDir: root, paths: { 'nestjs-lianlian': [`${root}lib/index.ts`] } });
  const program = ts.createProgram(fileNames, options, hostOf(options, files));
  return fileNames
    .flatMap((name) => ts.getPreEmitDiagnostics(program, program.getSourceFile(name)))
    .map(({ code, messageText }) => `TS${String(code)} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
}

/** The app's own imports as CommonJS apps write them. */
function withoutEndings(code: string): string {
  return code.replace(/(?<=from '\.[^']+)\.js(?=')/g, '');
}

function blockOf(file: string): string {
  const block = guide.blocks.find((each) => each.file === file);
  if (block === undefined) throw new Error(`The guide has no block ${file}.`);
  return block.code;
}

function hostOf(options: ts.CompilerOptions, files: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  host.fileExists = (name) => files.has(name) || ts.sys.fileExists(name);
  host.readFile = (name) => files.get(name) ?? ts.sys.readFile(name);
  host.directoryExists = (name) =>
    ts.sys.directoryExists(name) || [...files.keys()].some((file) => file.startsWith(`${name}/`));
  return host;
}
