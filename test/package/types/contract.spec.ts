import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';
import { describe, expect, inject, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const { folder } = inject('packed');

/** What an app is compiled with, by the settings of `nest new`. */
const NEST_NEW: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2023,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  strictNullChecks: true,
  noImplicitAny: false,
  strictBindCallApply: false,
  skipLibCheck: true,
};
const STRICT: ts.CompilerOptions = {
  ...NEST_NEW,
  strict: true,
  noImplicitAny: true,
  strictBindCallApply: true,
  noImplicitOverride: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedIndexedAccess: true,
};

describe('the declarations of the packed package', () => {
  it.each<[string, ts.CompilerOptions]>([
    ['as `nest new` sets it up', NEST_NEW],
    ['strict', STRICT],
    ['strict, with exactOptionalPropertyTypes', { ...STRICT, exactOptionalPropertyTypes: true }],
    ['strict, without skipLibCheck', { ...STRICT, exactOptionalPropertyTypes: true, skipLibCheck: false }],
  ])('keep the contract: %s', (_title, options) => {
    expect(problemsOf(`${root}test/package/types/contract.ts`, options)).toEqual([]);
  });

  it('ask for `override` on optional hooks under noImplicitOverride, and not on the abstract ones', () => {
    const app = (override: string): string => `
      import { LianlianController, type PaymentReturn } from 'nestjs-lianlian';
      export class Payments extends LianlianController() {
        expectedPayment() { return null; }
        onPayment() {}
        ${override} onReturn(result: PaymentReturn) { return result.verified ? '/paid' : '/'; }
      }`;
    expect(problemsOf(`${root}test/package/types/app.ts`, STRICT, app(''))).toEqual([
      expect.stringContaining('override'),
    ]);
    expect(problemsOf(`${root}test/package/types/app.ts`, STRICT, app('override'))).toEqual([]);
    expect(problemsOf(`${root}test/package/types/app.ts`, NEST_NEW, app(''))).toEqual([]);
  });
});

/** What the compiler has against a file, or against a text in its place, and against all that it imports. */
function problemsOf(file: string, options: ts.CompilerOptions, text?: string): string[] {
  const all: ts.CompilerOptions = {
    ...options,
    noEmit: true,
    types: ['node'],
    paths: {
      'nestjs-lianlian': [join(folder, 'dist/index.d.ts')],
      'nestjs-lianlian/testing': [join(folder, 'dist/testing/index.d.ts')],
    },
  };
  const host = ts.createCompilerHost(all);
  if (text !== undefined) {
    const { fileExists, readFile } = host;
    host.fileExists = (name) => name === file || fileExists(name);
    host.readFile = (name) => (name === file ? text : readFile(name));
  }
  return ts
    .getPreEmitDiagnostics(ts.createProgram([file], all, host))
    .map(({ file: where, start = 0, messageText }) => {
      const line = where === undefined ? 0 : where.getLineAndCharacterOfPosition(start).line + 1;
      return `${where?.fileName ?? ''}:${String(line)} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
}
