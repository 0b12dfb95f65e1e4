import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';
import { describe, expect, inject, it } from 'vitest';

const { folder } = inject('packed');
const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
  exports: Record<string, string | Record<'import' | 'require', { types: string }>>;
};

/** Entry point, its name in an import, its declarations for each format. */
const ENTRIES = Object.entries(exports).flatMap(([path, target]) =>
  typeof target === 'string'
    ? []
    : [
        [
          path.replace('.', 'nestjs-lianlian'),
          join(folder, target.import.types),
          join(folder, target.require.types),
        ] as const,
      ],
);

/** What DESIGN of the public contract promises, whatever else there is. */
const PROMISED = [
  'LianlianModule',
  'LianlianModuleOptions',
  'LianlianMerchantOptions',
  'lianlianConfig',
  'LianlianService',
  'RedirectForm',
  'LianlianSignatureGuard',
  'LianlianController',
  'LianlianNotify',
  'LianlianReturn',
  'LianlianNotification',
  'LianlianReturnResult',
  'ExpectsPayments',
  'PaymentNotification',
  'RefundNotification',
  'PaymentReturn',
  'NotificationInbox',
  'MemoryInbox',
  'LianlianError',
  'LianlianConfigError',
  'LianlianValidationError',
  'LianlianSignatureError',
  'LianlianApiError',
  'LianlianTransportError',
  'fenToYuan',
  'yuanToFen',
  'formatLianlianTime',
  'parseLianlianTime',
  ...['AggregateDirect', 'AggregateQuery', 'EasypayApply', 'EasypayVerify', 'EasypayQuery'].flatMap(
    (name) => [`${name}Request`, `${name}Response`],
  ),
  'AggregateRedirectRequest',
  'EasypayWebRedirectRequest',
  'EasypayH5RedirectRequest',
  ...['AggregateRedirect', 'AggregateDirect', 'AggregateQuery'].map((name) => `${name}Service`),
  ...['EasypayRedirect', 'EasypayDirect', 'EasypayQuery'].map((name) => `${name}Service`),
];

describe.each(ENTRIES)('%s', (name, ofImport, ofRequire) => {
  const declared = namesIn(ofImport);
  const atRunTime = importedNames(name);

  // A name that comes or goes changes the contract. Meant: `npm run check:package -- -u`, and a line in the changelog.
  it('exports these names', async () => {
    const list = declared.map((each) => `${atRunTime.includes(each) ? 'value' : 'type '} ${each}\n`).join('');
    await expect(list).toMatchFileSnapshot(`./exports/${name.replace('/', '.')}.txt`);
  });

  it('declares all that it exports', () => {
    expect(atRunTime.filter((each) => !declared.includes(each))).toEqual([]);
  });

  it('is the same to require(), in code and declarations', () => {
    const code = `console.log(JSON.stringify(Object.keys(require(${JSON.stringify(name)}))))`;
    const required = JSON.parse(node('--input-type=commonjs', code)) as string[];
    expect(required.sort()).toEqual(atRunTime.toSorted());
    expect(namesIn(ofRequire)).toEqual(declared);
  });
});

describe('the public contract', () => {
  it('is exported', () => {
    const declared = namesIn(join(folder, 'dist/index.d.ts'));
    expect(PROMISED.filter((name) => !declared.includes(name))).toEqual([]);
    const testing = namesIn(join(folder, 'dist/testing/index.d.ts'));
    expect(testing).toEqual(expect.arrayContaining(['LianlianSandbox', 'signNotification']));
  });

  it('is all that can be imported', () => {
    expect(() => importedNames('nestjs-lianlian/dist/wire/rsa.js')).toThrow('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });
});

function namesIn(declarations: string): string[] {
  const program = ts.createProgram([declarations], {
    module: ts.ModuleKind.NodeNext,
    experimentalDecorators: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(declarations);
  const symbol = file === undefined ? undefined : checker.getSymbolAtLocation(file);
  if (symbol === undefined) throw new Error(`${declarations} is no module`);
  return checker
    .getExportsOfModule(symbol)
    .map(({ name }) => name)
    .sort();
}

function importedNames(name: string): string[] {
  const code = `console.log(JSON.stringify(Object.keys(await import(${JSON.stringify(name)}))))`;
  return JSON.parse(node('--input-type=module', code)) as string[];
}

/** Runs a program that finds the package by its name. */
function node(type: string, code: string): string {
  return execFileSync(process.execPath, [type, '-e', code], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
}
