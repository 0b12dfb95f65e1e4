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
  // Why a signature is wrong, and how a pasted message is read, for the log, the sandbox and the doctor: it knows neither
  // settings nor APIs.
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
    ...['common/blank.ts', 'common/sign-type.ts'],
    ...['common/codes/payout-codes.data.ts', 'common/codes/return-codes.data.ts'],
    ...['common/language/preferred-language.ts', 'common/objects/parsed-json.ts'],
    ...['common/secrets/error-text.ts', 'common/printable.ts'],
    'common/options/nearest-name.ts',
    ...['common/secrets/secrets.ts', 'common/secrets/without-secrets.ts'],
    // A key has the same forms wherever it is read.
    'config/keys.ts',
    ...['diagnosis', ...SIGNATURE_FILES],
  ],
  cli: ['common', 'config', 'diagnosis', 'doctor', 'errors', 'sandbox'],
  testing: ['common', 'errors', 'lianlian.service.ts', 'sandbox'],
  // It runs in the Nest CLI, beside nothing else of ours.
  schematics: ['common/language/terminal-language.ts', 'config/process-environment.ts'],
};

/**
 * The rooms of lib/common, and what each may import there beside itself and the vocabulary: the files of lib/common itself,
 * which import no room.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const COMMON_LAYERS = {
  objects: [],
  timing: [],
  language: [],
  codes: [],
  payments: [],
  options: [],
  secrets: ['objects'],
  fields: ['objects', 'secrets'],
  messages: ['fields', 'objects'],
  logging: ['messages', 'secrets', 'timing'],
  redis: ['secrets'],
  inbox: ['options', 'timing'],
};

/** What the sandbox's control API and the panel's script in the browser share. */
const SHARED_WITH_BROWSER = [
  'contract.ts',
  'common/amount-rules.ts',
  'common/durations.ts',
  'common/order-words.ts',
  'common/payout-words.ts',
  'common/was-paid.ts',
];

/**
 * The rooms of lib/sandbox, and single files of it, and what each of them may import there beside itself: what stands
 * above it. What they may import of the rest of lib is the sandbox's own list. Its other files put everything together.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const SANDBOX_LAYERS = {
  'contract.ts': [],
  common: ['contract.ts'],
  data: ['common/files.ts', 'contract.ts'],
  'settings.ts': ['common', 'contract.ts', 'data'],
  tls: ['common', 'settings.ts'],
  http: ['common', 'tls'],
  scenarios: ['common', 'contract.ts', 'data', 'http'],
  notifications: ['common', 'contract.ts', 'data', 'http', 'scenarios', 'settings.ts'],
  orders: ['common', 'contract.ts', 'data', 'notifications', 'settings.ts'],
  payouts: ['common', 'contract.ts', 'data', 'notifications', 'orders', 'scenarios', 'settings.ts'],
  // Types alone: setup fills it, and what handles requests works with it.
  'services.ts': ['common', 'contract.ts', 'orders', 'payouts', 'settings.ts'],
  pages: ['common', 'data', 'http', 'orders', 'services.ts'],
  apis: ['common', 'data', 'http', 'orders', 'pages', 'payouts', 'services.ts', 'settings.ts'],
  gateway: [
    ...['apis', 'common', 'data', 'http', 'notifications', 'orders', 'pages', 'scenarios', 'services.ts'],
  ],
  reports: ['common', 'contract.ts', 'orders', 'payouts', 'services.ts'],
  attacks: ['common', 'contract.ts', 'data', 'http', 'notifications', 'orders', 'services.ts'],
  state: ['common', 'gateway', 'notifications', 'orders', 'payouts', 'scenarios', 'services.ts'],
  'operator.ts': ['common', 'contract.ts', 'data', 'notifications', 'orders', 'payouts', 'services.ts'],
  'panel/client': SHARED_WITH_BROWSER,
  'panel/server': ['http', 'pages'],
  control: [
    ...['attacks', 'common', 'contract.ts', 'data', 'gateway', 'http', 'notifications', 'operator.ts'],
    ...['orders', 'panel/server', 'payouts', 'reports', 'scenarios', 'settings.ts', 'state'],
  ],
  setup: [
    ...['apis', 'common', 'contract.ts', 'control', 'data', 'gateway', 'http', 'notifications', 'orders'],
    ...['pages', 'payouts', 'scenarios', 'services.ts', 'settings.ts', 'state'],
  ],
};

/** What becomes part of the panel's script. */
const BROWSER = ['panel/client', ...SHARED_WITH_BROWSER].map((path) => `sandbox/${path}`);

/** What does without Nest, as ESLint's patterns. */
const NEST_FREE = [...SIGNATURE_FILES, 'wire/envelope.ts', 'diagnosis/**/*.ts'].map((path) => `lib/${path}`);

/** What writes to the log, and what knows the loggers that it may be. */
const LOGGERS = ['lib/common/logging/lianlian-logger.ts', 'lib/common/logging/log-record.ts'];

/** Where settings are read from the environment. */
const ENVIRONMENT_READERS = [
  'lib/config/lianlian.config.ts',
  'lib/config/process-environment.ts',
  'lib/cli/bin.ts',
];

/**
 * @param {{ root: string, apis: readonly string[], vocabulary: readonly string[] }} project where it lies, the folders of
 * lib/apis, and the files of lib/common itself
 * @returns {import('eslint').Linter.Config[]}
 */
export function layerRules({ root, apis, vocabulary }) {
  return [
    {
      files: ['lib/**/*.{ts,tsx}', 'sample-app/**/*.ts'],
      rules: {
        'import-x/no-restricted-paths': ['error', { basePath: root, zones: zones(apis, vocabulary) }],
      },
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
      files: BROWSER.map((path) => `lib/${path.replace(/(?<!\.ts)$/, '/**/*.{ts,tsx}')}`),
      rules: banImports({ group: ['node:*', ...NEST], message: 'A browser runs it too.' }),
    },
    noRoom('lib', LAYERS),
    noRoom('lib/common', COMMON_LAYERS),
    noRoom('lib/sandbox', SANDBOX_LAYERS),
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

/** A file in a folder that is no room could import everything. The files of `folder` itself are in none. */
function noRoom(folder, layers) {
  return {
    files: [`${folder}/*/**/*.{ts,tsx}`],
    ignores: Object.keys(layers).map((room) => `${folder}/${room}/**`),
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'Program', message: 'This folder is no room of scripts/lint/layers.js.' },
      ],
    },
  };
}

/**
 * @param {readonly string[]} apis
 * @param {readonly string[]} vocabulary
 */
function zones(apis, vocabulary) {
  return [
    ...roomZones('./lib', LAYERS),
    ...roomZones('./lib/common', COMMON_LAYERS, vocabulary),
    never(
      './lib/common/*.ts',
      Object.keys(COMMON_LAYERS).map((room) => `./lib/common/${room}`),
      'The vocabulary of common/ imports no room of it.',
    ),
    ...roomZones('./lib/sandbox', SANDBOX_LAYERS),
    ...BROWSER.map((path) => ({
      target: `./lib/${path}`,
      from: './lib',
      except: [...BROWSER, 'diagnosis/signature-diagnosis.ts'].map((shared) => `./${shared}`),
      message: 'A browser runs it too: it imports nothing of the server.',
    })),
    never(
      './lib/sandbox/*.ts',
      ['./lib/sandbox/panel/client'],
      'The panel’s script runs in a browser alone.',
    ),
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

/** @param {readonly string[]} shared files that every room may import */
function roomZones(folder, layers, shared = []) {
  return Object.entries(layers).map(([room, imported]) => ({
    target: `${folder}/${room}`,
    from: folder,
    except: [room, ...imported, ...shared].map((path) => `./${path}`),
    message: `${room} imports ${imported.length === 0 ? 'nothing' : imported.join(', ')}${imported.length === 1 ? ' alone' : ''}.`,
  }));
}

function never(target, from, message) {
  return { target, from, message };
}
