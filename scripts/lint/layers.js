/**
 * Which part of the package may import which, as configuration of ESLint.
 *
 * Paths are compared after resolution, so that it does not matter how an import is written.
 */

import { LOCAL_TIME } from './local-time.js';

const NEST = ['@nestjs/*', 'reflect-metadata', 'class-validator', 'class-transformer', 'rxjs'];

/** What the signature is made of: usable without Nest, and shared with the sandbox and the diagnosis. */
const SIGNATURE_FILES = ['wire/signature.ts', 'wire/rsa.ts', 'wire/raw-json.ts'];

/**
 * The rooms of lib, and what each may import beside itself: rooms, or single files of them. This is the picture that
 * CONTRIBUTING.md shows. The files of lib itself put everything together and may import every room but the last five.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const LAYERS = {
  // Their messages are for a log.
  errors: ['common/printable.ts'],
  common: ['errors'],
  config: ['common', 'errors'],
  // Why a signature is wrong, for the log, the sandbox and the doctor: it knows neither settings nor APIs.
  diagnosis: ['common', ...SIGNATURE_FILES],
  wire: ['common', 'config', 'diagnosis', 'errors'],
  apis: ['common', 'errors', 'wire'],
  'notifications/model': ['common', 'errors'],
  'notifications/inbox': ['common', 'errors'],
  'notifications/receive': ['common', 'config', 'diagnosis', 'errors', 'notifications/model', 'wire'],
  'notifications/handle': ['common', 'config', 'errors', 'notifications/model'],
  'notifications/routes': [
    ...['common', 'config', 'errors'],
    ...['notifications/model', 'notifications/receive', 'notifications/handle'],
  ],
  'notifications/queue': [
    ...['common', 'config', 'errors', 'wire', 'notifications/inbox'],
    ...['notifications/model', 'notifications/receive', 'notifications/handle', 'notifications/routes'],
  ],
  exceptions: ['common', 'errors', 'notifications/receive', 'notifications/routes'],
  merchants: ['common', 'config', 'errors', 'wire'],
  reports: ['apis', 'common', 'errors'],
  queries: ['apis', 'common', 'config', 'errors', 'notifications/handle', 'notifications/model', 'wire'],
  sweeper: ['apis', 'common', 'config', 'errors', 'notifications', 'queries'],
  bullmq: ['common', 'config', 'errors', 'notifications', 'wire'],
  'pg-boss': ['common', 'config', 'errors', 'notifications', 'wire'],
  // What OpenTelemetry and Prometheus measure alike.
  telemetry: ['common', 'errors', 'notifications'],
  otel: ['common', 'config', 'errors', 'notifications', 'telemetry', 'wire'],
  prometheus: ['common', 'config', 'errors', 'notifications', 'sweeper', 'telemetry', 'wire'],
  terminus: ['common', 'config', 'errors', 'notifications', 'wire'],
  sftp: ['common', 'errors'],
  doctor: ['apis', 'common', 'config', 'diagnosis', 'errors', 'wire'],
  // A LianLian of our own shares no fields and no rules with the rest: it would confirm our mistakes.
  sandbox: [
    ...['common/blank.ts', 'common/error-text.ts', 'common/nearest-name.ts', 'common/parsed-json.ts'],
    ...[
      'common/printable.ts',
      'common/payout-codes.data.ts',
      'common/preferred-language.ts',
      'common/return-codes.data.ts',
      'common/secrets.ts',
    ],
    ...['common/sign-type.ts', 'common/without-secrets.ts'],
    // A key has the same forms wherever it is read.
    'config/keys.ts',
    ...['diagnosis', ...SIGNATURE_FILES],
    // What is pasted is read as the doctor reads it.
    ...['doctor/explain/pasted-message.ts', 'doctor/explain/read-pasted.ts', 'doctor/unusable-input.ts'],
  ],
  cli: ['common', 'config', 'diagnosis', 'doctor', 'errors', 'sandbox'],
  testing: ['common', 'errors', 'lianlian.service.ts', 'sandbox'],
  // It runs in the Nest CLI, beside nothing else of ours.
  schematics: ['common/terminal-language.ts', 'config/process-environment.ts'],
};

/** What does without Nest, as ESLint's patterns. */
const NEST_FREE = [...SIGNATURE_FILES, 'wire/envelope.ts', 'diagnosis/**/*.ts'].map((path) => `lib/${path}`);

/** What writes to the log, and what knows the loggers that it may be. */
const LOGGERS = ['lib/common/lianlian-logger.ts', 'lib/common/log-record.ts'];

/** Where settings are read from the environment. */
const ENVIRONMENT_READERS = [
  'lib/config/lianlian.config.ts',
  'lib/config/process-environment.ts',
  'lib/cli/bin.ts',
];

/**
 * @param {{ root: string, apis: readonly string[] }} project where it lies, and the folders of lib/apis
 * @returns {import('eslint').Linter.Config[]}
 */
export function layerRules({ root, apis }) {
  return [
    {
      files: ['lib/**/*.{ts,tsx}', 'sample-app/**/*.ts'],
      rules: { 'import-x/no-restricted-paths': ['error', { basePath: root, zones: zones(apis) }] },
    },
    {
      files: ['lib/**/*.{ts,tsx}'],
      ignores: ['lib/errors/**', ...LOGGERS, ...NEST_FREE],
      rules: banImports({
        regex: '^@nestjs/common$',
        importNames: ['Logger', 'ConsoleLogger'],
        message: 'LianlianLogger writes every line: nothing in one controls a terminal or begins another.',
      }),
    },
    { files: LOGGERS, rules: banImports() },
    {
      files: ['lib/errors/**/*.ts'],
      rules: banImports({
        regex: '^[^.]',
        message: 'errors/ imports no package: everything else imports it.',
      }),
    },
    {
      files: NEST_FREE,
      rules: banImports({ group: NEST, message: 'Signatures are made and checked without Nest.' }),
    },
    {
      files: ['lib/**/*.{ts,tsx}'],
      ignores: ENVIRONMENT_READERS,
      rules: {
        'no-restricted-properties': [
          'error',
          ...LOCAL_TIME,
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
  return [
    ...Object.entries(LAYERS).map(([room, imported]) => ({
      target: `./lib/${room}`,
      from: './lib',
      except: [room, ...imported].map((path) => `./${path}`),
      message: `${room}/ imports ${imported.length === 0 ? 'nothing' : imported.join(', ')}${imported.length === 1 ? ' alone' : ''}.`,
    })),
    ...apis.map((api) => ({
      target: `./lib/apis/${api}`,
      from: './lib/apis',
      except: [`./${api}`],
      message: 'One API does not import another: what they share belongs to common/ or wire/.',
    })),
    never(
      './lib/*.ts',
      ['./lib/testing', './lib/sandbox', './lib/cli', './lib/doctor', './lib/schematics'],
      'Production code imports no test tools.',
    ),
    never('./lib', ['./lib/**/index.ts'], 'Import the file that declares it, not a barrel.'),
    never('./sample-app', ['./lib'], 'The shop imports nestjs-lianlian by its name.'),
  ];
}

function never(target, from, message) {
  return { target, from, message };
}
