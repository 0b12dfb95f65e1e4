import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import comments from '@eslint-community/eslint-plugin-eslint-comments';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

import { layerRules } from './scripts/lint/layers.js';
import { LOCAL_TIME } from './scripts/lint/local-time.js';

const root = fileURLToPath(new URL('.', import.meta.url));
/** Written when an installation is complete: without the libraries that they use, these tests have no types to check. */
const hasLibraries = existsSync(`${root}test/libraries/node_modules/.package-lock.json`);
/** What the site is built from uses packages of its own. */
const hasSite = existsSync(`${root}site/node_modules/.package-lock.json`);

export default tseslint.config(
  {
    ignores: [
      ...['**/dist/', 'artifacts/', 'coverage/', '**/*.d.ts', 'test/libraries/generated/'],
      // What these use is installed where they run, and compiled there.
      ...[
        'docs/examples/lambda/',
        'docs/examples/cloud-functions/',
        'docs/examples/container/',
        'examples/',
        'test/package/consumers/examples/jest/',
        'test/package/consumers/app/with/',
        'test/package/consumers/user-tests/',
        'test/package/template/app/',
        ...(hasLibraries ? [] : ['test/libraries/', 'docs/examples/rabbitmq/', 'docs/examples/signers/']),
        ...(hasSite ? ['site/.vitepress/cache/'] : ['site/']),
      ],
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  // Every file: suppressions name their rule and their reason, imports form no circle.
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    plugins: { '@eslint-community/eslint-comments': comments, 'import-x': importX },
    settings: {
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/resolver-next': [
        createNodeResolver({
          extensions: ['.ts', '.tsx', '.js', '.mjs'],
          extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
          conditionNames: ['types', 'import', 'default'],
        }),
      ],
    },
    rules: {
      '@eslint-community/eslint-comments/no-unlimited-disable': 'error',
      '@eslint-community/eslint-comments/require-description': 'error',
      'import-x/no-cycle': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },

  // TypeScript. There is no consistent-type-imports: it turns an injected class into `import type`, which
  // compiles, and breaks injection at run time.
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    // One project for all, which reads the package's sources: linting the shop needs no build.
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './test/libraries/tsconfig.json', './site/tsconfig.json'],
        tsconfigRootDir: root,
      },
    },
    rules: {
      // Wire names are read from records as the documents write them.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // Lengths count code points, which is what spreading text gives.
      '@typescript-eslint/no-misused-spread': 'off',
      // Plain objects are taken wherever a class only names the shape: request classes, Nest's own options.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // `as` with a type says what is known; its alternative here would be `!`, which is banned.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // An async function without await turns what it throws into a rejection.
      '@typescript-eslint/require-await': 'off',
      // Hooks are taken from the user's class and called on its instance.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },

  // No time is the machine's. This test shows that it tests in several zones.
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    ignores: ['test/unit/common/time.spec.ts'],
    rules: { 'no-restricted-properties': ['error', ...LOCAL_TIME] },
  },

  // The control panel runs in a browser.
  {
    files: ['lib/sandbox/panel/client/**'],
    languageOptions: { parserOptions: { project: './lib/sandbox/panel/tsconfig.json' } },
  },

  // Scripts and programs that run from a terminal.
  {
    files: ['scripts/**', 'bench/**', 'sample-app/**', 'site/**', 'test/**'],
    rules: { 'no-console': 'off' },
  },

  {
    files: ['test/package/consumers/examples/node-test/**/*.ts'],
    rules: {
      // node:test awaits its tests by itself.
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['it'] }] },
      ],
    },
  },

  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...['object', 'object.object'].map((callee) => ({
          selector: `MemberExpression[property.name='only'][${callee}.name=/^(it|test|describe|suite)$/]`,
          message: 'A test that runs alone hides the others.',
        })),
      ],
      // Nest's adapters, Vitest's matchers and JSON.parse hand tests `any`; writing it stays an error.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },

  ...layerRules({ root, apis: foldersIn('lib/apis'), vocabulary: filesIn('lib/common') }),
);

/** @param {string} path */
function foldersIn(path) {
  return readdirSync(`${root}${path}`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** @param {string} path */
function filesIn(path) {
  return readdirSync(`${root}${path}`, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}
