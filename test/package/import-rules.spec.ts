import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ESLint } from 'eslint';
import ts from 'typescript';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

import { COMMON_LAYERS, LAYERS, SANDBOX_LAYERS } from '../../scripts/lint/layers.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The project's own configuration, without the rules that need a file's types: these files don't exist. */
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [
    { files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked },
    { files: ['**/*.ts'], languageOptions: { parserOptions: { project: false } } },
  ],
});

/** The rules that a file breaks, each once. */
async function broken(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: `${root}${filePath}` });
  const rules = (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
  return [...new Set(rules)].filter((rule) => rule !== '@typescript-eslint/no-unused-vars');
}

const LAYER = 'import-x/no-restricted-paths';
const NAME = '@typescript-eslint/no-restricted-imports';

/** File, import that breaks the rule, the rule, import that keeps it. Every imported file exists. */
const IMPORTS: [rule: string, file: string, bad: string, by: string, good: string][] = [
  ['errors/ imports nothing of lib', 'errors/x.ts', '../common/money.js', LAYER, './lianlian.error.js'],
  ['errors/ imports no package', 'errors/x.ts', 'class-validator', NAME, '../common/printable.js'],
  [
    'common/ does not import config/',
    'common/x.ts',
    '../config/keys.js',
    LAYER,
    '../errors/lianlian.error.js',
  ],
  ['common/ does not import wire/', 'common/fields/x.ts', '../../wire/rsa.js', LAYER, '../money.js'],
  ['config/ does not import wire/', 'config/x.ts', '../wire/rsa.js', LAYER, '../common/money.js'],
  [
    'config/ does not import notifications/',
    'config/x.ts',
    '../notifications/model/hooks.js',
    LAYER,
    '../errors/lianlian.error.js',
  ],
  ['config/ does not import the module', 'config/x.ts', '../lianlian.module.js', LAYER, './keys.js'],
  [
    'wire/ does not import apis/',
    'wire/x.ts',
    '../apis/aggregate-direct/pay-load.js',
    LAYER,
    '../config/keys.js',
  ],
  ['wire/ does not import notifications/', 'wire/x.ts', '../notifications/model/hooks.js', LAYER, './rsa.js'],
  ['wire/ does not import the module', 'wire/x.ts', '../lianlian.module.js', LAYER, '../common/money.js'],
  ['wire/ does not import the facade', 'wire/x.ts', '../lianlian.service.js', LAYER, '../common/money.js'],
  [
    'one API does not import another',
    'apis/easypay-query/x.ts',
    '../aggregate-direct/pay-load.js',
    LAYER,
    './easypay-query.request.js',
  ],
  [
    'notifications/ does not import apis/',
    'notifications/receive/x.ts',
    '../../apis/aggregate-direct/pay-load.js',
    LAYER,
    '../../wire/rsa.js',
  ],
  [
    'lib does not import testing/',
    'notifications/inbox/x.ts',
    '../../testing/index.js',
    LAYER,
    '../../common/money.js',
  ],
  ['lib does not import sandbox/', 'wire/x.ts', '../sandbox/common/clock.js', LAYER, './rsa.js'],
  [
    'the module does not import sandbox/',
    'lianlian.module.ts',
    './sandbox/common/clock.js',
    LAYER,
    './wire/rsa.js',
  ],
  ['sandbox/ does not import common/', 'sandbox/x.ts', '../common/money.js', LAYER, '../wire/signature.js'],
  [
    'sandbox/ shares the secrets',
    'sandbox/x.ts',
    '../common/fields/lianlian-message.js',
    LAYER,
    '../common/secrets/secrets.js',
  ],
  ['sandbox/ shares what is blank', 'sandbox/x.ts', '../common/time.js', LAYER, '../common/blank.js'],
  ['sandbox/ shares the sign types', 'sandbox/x.ts', '../common/enums.js', LAYER, '../common/sign-type.js'],
  [
    'sandbox/ shares the return codes',
    'sandbox/x.ts',
    '../common/codes/return-codes.js',
    LAYER,
    '../common/codes/return-codes.data.js',
  ],
  [
    'sandbox/ does not import the client',
    'sandbox/x.ts',
    '../wire/lianlian-client.js',
    LAYER,
    '../wire/rsa.js',
  ],
  [
    'sandbox/ does not import request classes',
    'sandbox/apis/x.ts',
    '../../apis/aggregate-direct/aggregate-direct.request.js',
    LAYER,
    '../../wire/raw-json.js',
  ],
  ['sandbox/ does not import testing/', 'sandbox/x.ts', '../testing/index.js', LAYER, './common/clock.js'],
  ['testing/ does not import a barrel', 'testing/x.ts', '../index.js', LAYER, '../sandbox/sandbox.js'],
  [
    'lib does not import its own barrel',
    'notifications/handle/x.ts',
    '../../index.js',
    LAYER,
    '../model/hooks.js',
  ],
  [
    'lib does not import itself by name',
    'notifications/model/x.ts',
    'nestjs-lianlian',
    NAME,
    '@nestjs/common',
  ],
  ['signatures do without Nest', 'wire/signature.ts', '@nestjs/common', NAME, 'node:crypto'],
  ['RSA does without Nest', 'wire/rsa.ts', '@nestjs/core', NAME, 'node:crypto'],
  ['the diagnosis does without Nest', 'diagnosis/x.ts', '@nestjs/common', NAME, 'node:crypto'],
  ['the diagnosis knows no settings', 'diagnosis/x.ts', '../config/keys.js', LAYER, '../wire/rsa.js'],
  [
    'sandbox/ shares the diagnosis',
    'sandbox/x.ts',
    '../wire/verification.js',
    LAYER,
    '../diagnosis/diagnose-signature.js',
  ],
  ['raw JSON does without Nest', 'wire/raw-json.ts', 'class-validator', NAME, 'node:util'],
  [
    'sandbox/ does not import the doctor',
    'sandbox/control/x.ts',
    '../../doctor/environment.js',
    LAYER,
    '../../diagnosis/pasted/read-pasted.js',
  ],
  [
    'the vocabulary of common/ imports no room of it',
    'common/x.ts',
    './secrets/secrets.js',
    LAYER,
    './money.js',
  ],
  [
    'the files of the sandbox do not import the panel',
    'sandbox/x.ts',
    './panel/client/parts/time.js',
    LAYER,
    './panel/server/page.js',
  ],
  [
    'the panel in the browser imports nothing of the server',
    'sandbox/panel/client/x.ts',
    '../../common/clock.js',
    LAYER,
    '../../contract.js',
  ],
  [
    'the panel in the browser imports nothing of lib',
    'sandbox/panel/client/copied/x.ts',
    '../../../../common/secrets/secrets.js',
    LAYER,
    '../../../../diagnosis/signature-diagnosis.js',
  ],
  [
    'the panel in the browser does without Node',
    'sandbox/panel/client/x.ts',
    'node:crypto',
    NAME,
    '@preact/signals',
  ],
  [
    'what the panel shares imports nothing of the server',
    'sandbox/common/order-words.ts',
    './clock.js',
    LAYER,
    '../contract.js',
  ],
  ['what the panel shares does without Node', 'sandbox/contract.ts', 'node:crypto', NAME, 'preact'],
  [
    'the contract is a leaf',
    'sandbox/contract.ts',
    './common/ids.js',
    LAYER,
    '../diagnosis/signature-diagnosis.js',
  ],
];

describe('import rules', () => {
  it.each(IMPORTS)('%s', async (_rule, file, bad, by, good) => {
    expect(await broken(`lib/${file}`, `import { x } from '${bad}';`)).toEqual([by]);
    expect(await broken(`lib/${file}`, `import type { x } from '${bad}';`)).toEqual([by]);
    expect(await broken(`lib/${file}`, `export { x } from '${bad}';`)).toEqual([by]);
    expect(await broken(`lib/${file}`, `import { x } from '${good}';`)).toEqual([]);
  });

  const PICTURES: readonly [string, Readonly<Record<string, readonly string[]>>][] = [
    ['lib', LAYERS],
    ['lib/common', COMMON_LAYERS],
    ['lib/sandbox', SANDBOX_LAYERS],
  ];

  describe.each(PICTURES)('of %s', (folder, layers) => {
    const rooms = Object.keys(layers);
    const isIn = (path: string): boolean =>
      rooms.some((room) => path === room || path.startsWith(`${room}/`));
    const inRoomsWithin = (path: string, room: string): boolean =>
      rooms.some((other) => other.startsWith(`${room}/`) && path.startsWith(`${other}/`));
    const alone = Object.values(layers).flat();
    /** A file of a room, which nobody is allowed without the others. */
    const fileOf = (room: string): string => {
      if (room.endsWith('.ts')) return room;
      const file = readdirSync(`${root}${folder}/${room}`, { recursive: true, encoding: 'utf8' })
        .map((path) => `${room}/${path}`)
        .find(
          (path) => /(?<!\.d|index)\.ts$/.test(path) && !inRoomsWithin(path, room) && !alone.includes(path),
        );
      return String(file);
    };

    it.each(Object.entries(layers))('%s imports itself and %j', async (room, imported) => {
      const others = [...rooms, ...(folder === 'lib' ? ['lianlian.module.ts'] : [])].filter(
        (other) => other !== room,
      );
      const here = room.endsWith('.ts') ? room : `${room}/x.ts`;
      const up = '../'.repeat(here.split('/').length - 1) || './';
      const code = others.map((other) => {
        const file = rooms.includes(other) ? fileOf(other) : other;
        return `import '${up}${file.replace(/ts$/, 'js')}';`;
      });
      const [result] = await eslint.lintText(`${code.join('\n')}\n`, {
        filePath: `${root}${folder}/${here}`,
      });
      const refused = (result?.messages ?? []).filter(({ ruleId }) => ruleId === LAYER);
      const within = (other: string): boolean =>
        imported.some((allowed) => other === allowed || other.startsWith(`${allowed}/`));
      expect([...new Set(refused.map(({ line }) => line))]).toEqual(
        others.flatMap((other, index) => (within(other) ? [] : [index + 1])),
      );
    });

    it('have a room for every file', () => {
      const files = readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' }).filter(
        (path) => /\.tsx?$/.test(path) && dirname(path) !== '.',
      );
      expect(files.filter((path) => !isIn(path))).toEqual([]);
    });
  });

  it('are the picture that the contributing guide shows', () => {
    const guide = readFileSync(`${root}CONTRIBUTING.md`, 'utf8');
    const rows = [...guide.matchAll(/^\| `lib\/([\w./-]+)` \| .* \|(.*)\|$/gm)].map(
      ([, room, imported = '']) => [room, [...imported.matchAll(/`([^`]+)`/g)].map(([, name]) => name)],
    );
    const within = (folder: string, layers: Readonly<Record<string, readonly string[]>>) =>
      Object.entries(layers).map(([room, imported]) => [`${folder}/${room}`, imported]);
    const pictured = [
      ...Object.entries(LAYERS),
      ...within('common', COMMON_LAYERS),
      ...within('sandbox', SANDBOX_LAYERS),
    ];
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(pictured));
    expect(rows).toHaveLength(pictured.length);
  });

  it.each<[string, Readonly<Record<string, readonly string[]>>]>([
    ['common/', COMMON_LAYERS],
    ['the sandbox', SANDBOX_LAYERS],
  ])('lead one way within %s: a room imports what stands above it', (_where, layers) => {
    const rooms = Object.keys(layers);
    const isOf = (path: string, room: string): boolean => path === room || path.startsWith(`${room}/`);
    const below = Object.entries(layers).flatMap(([room, imported]) =>
      imported
        .filter((path) => !rooms.slice(0, rooms.indexOf(room)).some((above) => isOf(path, above)))
        .map((path) => `${room} > ${path}`),
    );
    expect(below).toEqual([]);
  });

  it.each(['notifications', 'x', 'notifications/x', 'sandbox/x', 'sandbox/panel', 'sandbox/panel/x'])(
    'a folder that is no room has no file: lib/%s',
    async (folder) => {
      expect(await broken(`lib/${folder}/x.ts`, 'export const x = 1;')).toEqual(['no-restricted-syntax']);
    },
  );

  it('holds each API apart from every other one', async () => {
    const apis = readdirSync(`${root}lib/apis`, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    const files = apis.map(
      (api) =>
        [api, `${api}/${String(readdirSync(`${root}lib/apis/${api}`)[0]?.replace(/ts$/, 'js'))}`] as const,
    );
    for (const api of apis) {
      // The list of all of them is no less than every other one.
      const others = [...files.filter(([other]) => other !== api), ['', 'definitions.js'] as const];
      const imports = others.map(([, file]) => `import '../${file}';`).join('\n');
      const [result] = await eslint.lintText(`${imports}\n`, { filePath: `${root}lib/apis/${api}/x.ts` });
      expect(result?.messages.map(({ ruleId }) => ruleId)).toEqual(others.map(() => LAYER));
    }
  });

  it('the shop imports the package by its name', async () => {
    const imports = (from: string): Promise<string[]> =>
      broken('sample-app/src/x.ts', `import { x } from '${from}';`);
    expect(await imports('../../lib/index.js')).toEqual([LAYER]);
    expect(await imports('../../lib/common/money.js')).toEqual([LAYER]);
    expect(await imports('../../dist/index.js')).toEqual([NAME]);
    expect(await imports('nestjs-lianlian/dist/index.js')).toEqual([NAME]);
    expect(await imports('nestjs-lianlian')).toEqual([]);
    expect(await imports('nestjs-lianlian/testing')).toEqual([]);
  });

  it('imports form no circle', async () => {
    // signature.ts imports blank.ts, and would then import itself through it.
    expect(await broken('lib/common/blank.ts', "import { x } from '../wire/signature.js';")).toContain(
      'import-x/no-cycle',
    );
    expect(await broken('lib/common/blank.ts', "import { x } from './money.js';")).toEqual([]);
  });

  it.each(['lib', 'sample-app/src'])('imports of types form no circle either, in %s', (folder) => {
    expect(circles(`${root}${folder}`)).toEqual([]);
  });
});

describe('the environment', () => {
  const READINGS = [
    'export const x = process.env;',
    "export const x = process.env['LIANLIAN_GATEWAY'];",
    'export const { env } = process;',
    'export const x = globalThis.process.env;',
    "import { env } from 'node:process';\nexport const x = env;",
    "import process from 'node:process';\nexport const x = process.env;",
  ];

  it.each(READINGS)('is not read in lib: %s', async (code) => {
    expect(await broken('lib/config/keys.ts', code)).not.toEqual([]);
    expect(await broken('lib/sandbox/settings.ts', code)).not.toEqual([]);
  });

  it.each(READINGS.slice(0, 3))('is read by lianlianConfig and the command line: %s', async (code) => {
    expect(await broken('lib/config/lianlian.config.ts', code)).toEqual([]);
    expect(await broken('lib/cli/bin.ts', code)).toEqual([]);
  });
});

describe("the module's log", () => {
  it.each(['Logger', 'ConsoleLogger', 'type Logger', 'Logger as Log'])(
    'is written by LianlianLogger alone: { %s }',
    async (name) => {
      const code = `import { ${name} } from '@nestjs/common';`;
      for (const file of [
        'wire/rsa-threads.ts',
        'bullmq/x.ts',
        'notifications/receive/x.ts',
        'lianlian.module.ts',
      ])
        expect([file, await broken(`lib/${file}`, code)]).toEqual([file, [NAME]]);
      expect(await broken('lib/common/logging/lianlian-logger.ts', code)).toEqual([]);
    },
  );
});

describe('loose ends', () => {
  it.each([
    ['any', 'export const x: any = 1;', '@typescript-eslint/no-explicit-any'],
    [
      'a non-null assertion',
      'export const x = (y?: string) => y!;',
      '@typescript-eslint/no-non-null-assertion',
    ],
    ['@ts-ignore', '// @ts-ignore: because\nexport const x = 1;', '@typescript-eslint/ban-ts-comment'],
    [
      '@ts-expect-error without a reason',
      '// @ts-expect-error\nexport const x = 1;',
      '@typescript-eslint/ban-ts-comment',
    ],
    [
      'a suppression without a reason',
      '// eslint-disable-next-line no-console\nconsole.log(1);',
      '@eslint-community/eslint-comments/require-description',
    ],
    [
      'a suppression of every rule',
      '/* eslint-disable -- because */\nexport const x: any = 1;',
      '@eslint-community/eslint-comments/no-unlimited-disable',
    ],
  ])('%s is an error', async (_what, code, rule) => {
    expect(await broken('lib/common/x.ts', code)).toContain(rule);
  });

  it.each(['it.only', 'test.only', 'describe.only', 'it.concurrent.only', 'describe.sequential.only'])(
    'a test that runs alone is an error: %s',
    async (alone) => {
      const among = alone.replace('.only', '');
      expect(await broken('test/unit/x.spec.ts', `${alone}('x', () => undefined);`)).toEqual([
        'no-restricted-syntax',
      ]);
      expect(await broken('test/unit/x.spec.ts', `${among}('x', () => undefined);`)).toEqual([]);
    },
  );

  it.each([
    'lib/common/x.ts',
    'lib/config/process-environment.ts',
    'sample-app/src/x.ts',
    'test/unit/x.spec.ts',
  ])('a time of the machine’s zone is an error, in %s', async (file) => {
    expect(await broken(file, 'export const hour = new Date().getHours();')).toEqual([
      'no-restricted-properties',
    ]);
    expect(await broken(file, 'export const hour = new Date().getUTCHours();')).toEqual([]);
  });

  it('a suppression with a rule and a reason passes', async () => {
    const code =
      '// eslint-disable-next-line no-console -- the one line that a terminal shows\nconsole.log(1);';
    expect(await broken('lib/common/x.ts', code)).toEqual([]);
  });

  it('no rule turns an injected class into a type', async () => {
    const config = (await eslint.calculateConfigForFile(`${root}lib/lianlian.service.ts`)) as {
      rules: object;
    };
    expect(Object.keys(config.rules)).not.toContain('@typescript-eslint/consistent-type-imports');
    expect(Object.keys(config.rules)).not.toContain('import-x/consistent-type-specifier-style');
  });
});

/** Every circle of imports below a folder, imports of types included, as the files it leads through. */
function circles(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.tsx?$/.test(path),
  );
  const imports = new Map(files.map((file) => [resolve(folder, file), importsOf(resolve(folder, file))]));
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      const circle = [...path.slice(path.indexOf(file)), file];
      found.push(circle.map((name) => name.slice(folder.length + 1)).join(' > '));
    }
    if (done.has(file)) return;
    done.add(file);
    for (const imported of imports.get(file) ?? []) visit(imported, [...path, file]);
  };
  for (const file of imports.keys()) visit(file, []);
  return found;
}

function importsOf(file: string): string[] {
  return ts
    .preProcessFile(readFileSync(file, 'utf8'))
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => resolve(dirname(file), fileName.replace(/\.js$/, '.ts')))
    .map((name) => (existsSync(name) ? name : `${name}x`));
}
