import { compileFunction } from 'node:vm';

import * as testing from 'nestjs-lianlian/testing';
import ts from 'typescript';
import { expect } from 'vitest';

type Run = () => unknown;

/** The functions that are called to set up, to test and to clean up. */
interface Collected {
  readonly before: Run[];
  readonly tests: Map<string, Run>;
  readonly after: Run[];
}

/** What is done in place of each function's `throw`, by its name. */
type Fillings = Readonly<
  Record<string, (sandbox: testing.LianlianSandbox, argument?: string) => Promise<void>>
>;

/** The syntax errors of a text, and its JavaScript. */
export function transpiled(code: string): { readonly mistakes: string[]; readonly script: string } {
  const { diagnostics = [], outputText } = ts.transpileModule(code, {
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
  });
  return {
    mistakes: diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    script: outputText,
  };
}

/** Runs a copied test file as Vitest would, its functions filled in. Rejects as its test would fail. */
export async function runCopiedTest(text: string, fillings: Fillings): Promise<void> {
  const { mistakes, script } = transpiled(filledIn(text));
  expect(mistakes).toEqual([]);
  const collected: Collected = { before: [], tests: new Map(), after: [] };
  const modules: Readonly<Record<string, unknown>> = {
    'nestjs-lianlian/testing': testing,
    vitest: {
      expect,
      beforeAll: (run: Run) => collected.before.push(run),
      afterAll: (run: Run) => collected.after.push(run),
      it: (name: string, run: Run) => collected.tests.set(name, run),
    },
  };
  const load = compileFunction(script, ['require', 'exports', 'fillings']) as (...given: unknown[]) => void;
  load((name: string) => modules[name], {}, fillings);
  expect(collected.tests.size).toBe(1);
  try {
    for (const run of [...collected.before, ...collected.tests.values()]) await run();
  } finally {
    for (const run of collected.after) await run();
  }
}

/** What the person who copied it has to do. */
function filledIn(text: string): string {
  return text.replace(
    /async function (?<name>\w+)\((?:(?<argument>\w+): string)?\): Promise<void> \{\n {2}throw new Error\(.*\);\n\}/g,
    (_, name: string, argument: string | undefined) =>
      `async function ${name}(argument) { await fillings.${name}(sandbox, ${argument === undefined ? 'undefined' : 'argument'}); }`,
  );
}
