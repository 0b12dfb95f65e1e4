/**
 * Which part of the package may import which, as configuration of ESLint.
 *
 * Paths are compared after resolution, so that it does not matter how an import is written.
 */

const NEST = ['@nestjs/*', 'reflect-metadata', 'class-validator', 'class-transformer', 'rxjs'];

/** What the signature is made of: usable without Nest, and all that the sandbox shares with the rest of lib. */
const SIGNATURE_FILES = ['signature', 'rsa', 'raw-json'].map((name) => `./lib/wire/${name}.ts`);

/** Why a signature is wrong: made of the signature files alone, for the log, the sandbox and the doctor. */
const DIAGNOSIS = './lib/diagnosis';

/** What does without Nest, as ESLint's patterns. */
const NEST_FREE = [...SIGNATURE_FILES, `${DIAGNOSIS}/**/*.ts`].map((path) => path.slice(2));

/** Where settings are read from the environment. */
const ENVIRONMENT_READERS = ['lib/config/lianlian.config.ts', 'lib/cli/bin.ts'];

/**
 * @param {{ root: string, apis: readonly string[] }} project where it lies, and the folders of lib/apis
 * @returns {import('eslint').Linter.Config[]}
 */
export function layerRules({ root, apis }) {
  return [
    {
      files: ['lib/**/*.ts', 'sample-app/**/*.ts'],
      rules: { 'import-x/no-restricted-paths': ['error', { basePath: root, zones: zones(apis) }] },
    },
    {
      files: ['lib/**/*.ts'],
      ignores: ['lib/errors/**', ...NEST_FREE],
      rules: banImports(),
    },
    {
      files: ['lib/errors/**/*.ts'],
      rules: banImports({ regex: '^[^.]', message: 'errors/ imports nothing: everything else imports it.' }),
    },
    {
      files: NEST_FREE,
      rules: banImports({ group: NEST, message: 'Signatures are made and checked without Nest.' }),
    },
    {
      files: ['lib/**/*.ts'],
      ignores: ENVIRONMENT_READERS,
      rules: {
        'no-restricted-properties': [
          'error',
          { object: 'process', property: 'env', message: NO_ENVIRONMENT },
        ],
        'no-restricted-syntax': [
          'error',
          {
            selector: "MemberExpression[property.name='env'][object.property.name='process']",
            message: NO_ENVIRONMENT,
          },
        ],
      },
    },
    {
      files: ['sample-app/**/*.ts'],
      rules: restrictImports([
        { regex: '^\\.\\.?/(.*/)?dist/', message: 'The shop imports nestjs-lianlian by its name.' },
        { regex: '^nestjs-lianlian/(lib|dist)(/|$)', message: 'The shop imports what the package exports.' },
      ]),
    },
  ];
}

const NO_ENVIRONMENT = 'Settings come from options; only lianlianConfig reads the environment.';

/** What no file of lib imports, and what these files don't besides. */
function banImports(...more) {
  return restrictImports([
    { regex: '^(node:)?process$', importNames: ['env', 'default'], message: NO_ENVIRONMENT },
    { regex: '^nestjs-lianlian(/|$)', message: 'Inside the package, import the file that declares it.' },
    ...more,
  ]);
}

function restrictImports(patterns) {
  return { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] };
}

/** @param {readonly string[]} apis */
function zones(apis) {
  const module = './lib/lianlian.*.ts';
  return [
    only('./lib/errors', ['errors'], 'errors/ imports nothing: everything else imports it.'),
    only('./lib/common', ['common', 'errors'], 'common/ imports errors/ alone.'),
    only('./lib/config', ['config', 'common', 'errors'], 'config/ imports common/ and errors/ alone.'),
    never('./lib/wire', ['./lib/apis', './lib/notifications'], 'wire/ knows no API and no notification.'),
    never('./lib/wire/**/*', [module], 'wire/ does not know the module.'),
    ...apis.map((api) => ({
      target: `./lib/apis/${api}`,
      from: './lib/apis',
      except: [`./${api}`],
      message: 'One API does not import another: what they share belongs to common/ or wire/.',
    })),
    never('./lib/notifications', ['./lib/apis'], 'notifications/ knows no API.'),
    never(
      './lib/!(sandbox|testing|cli)/**/*',
      ['./lib/testing', './lib/sandbox'],
      'Production code imports no test tools.',
    ),
    never('./lib/*.ts', ['./lib/testing', './lib/sandbox'], 'Production code imports no test tools.'),
    {
      target: './lib/sandbox',
      from: './lib',
      except: ['./sandbox', ...[...SIGNATURE_FILES, DIAGNOSIS].map((path) => path.replace('./lib', '.'))],
      message:
        'The sandbox shares the signature functions with lib and nothing else, or it would confirm its mistakes.',
    },
    {
      target: DIAGNOSIS,
      from: './lib',
      except: ['./common', ...[...SIGNATURE_FILES, DIAGNOSIS].map((path) => path.replace('./lib', '.'))],
      message: 'The diagnosis knows signatures, and neither settings nor APIs.',
    },
    never('./lib', ['./lib/**/index.ts'], 'Import the file that declares it, not a barrel.'),
    never('./sample-app', ['./lib'], 'The shop imports nestjs-lianlian by its name.'),
  ];
}

/** Files below `target` import these folders of lib and no other. */
function only(target, folders, message) {
  return { target, from: './lib', except: folders.map((folder) => `./${folder}`), message };
}

function never(target, from, message) {
  return { target, from, message };
}
