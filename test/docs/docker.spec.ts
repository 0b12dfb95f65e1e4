import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DCLinter } from 'dclint';
import { validate } from 'dockerfile-utils';
import { afterAll, describe, expect, it } from 'vitest';

import { ignoredBy } from '../package/consumers/hosts/images/ignored.js';
import { lacks } from '../support/needs.js';
import { root } from './guide.js';
import { readYaml } from './yaml.js';

/** What the linter says of a file: its own declarations lead nowhere under Node's rules. */
interface Linted {
  readonly messages: readonly { readonly rule: string }[];
}
interface Service {
  readonly build?: { readonly target: string };
  readonly ports?: readonly string[];
}

const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');
const compose = read('compose.yaml');

const folder = mkdtempSync(join(tmpdir(), 'lianlian-compose-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Puts a text where tools look for it. */
function written(text: string): string {
  const file = join(folder, 'compose.yaml');
  writeFileSync(file, text);
  return file;
}

describe.each(['Dockerfile', 'docs/examples/container/Dockerfile'])('%s', (path) => {
  const problems = (text: string): string => JSON.stringify(validate(text).map(({ message }) => message));

  it('has nothing that a linter finds', () => {
    expect(problems(read(path))).toBe('[]');
  });

  it.each([
    ['EXPOSE 3000', 'EXPOSE many', /many/],
    ['COPY package.json', 'COPI package.json', /COPI/i],
    ['USER node', 'USER', /argument/],
  ])('would be found wrong with %s as %s', (right, wrong, problem) => {
    expect(problems(read(path).replace(right, wrong))).toMatch(problem);
  });
});

it('.dockerignore keeps out what was built, bought and made elsewhere, and keys', () => {
  const isIgnored = ignoredBy(read('.dockerignore'));
  const paths = ['keys/lianlian.private.pem', '.env', '.git/HEAD', 'node_modules/pg/package.json'];
  const made = [
    'lib/sandbox/panel/dist/panel.js',
    'sample-app/dist/main.js',
    'sample-app/data/postmaster.pid',
  ];
  expect([...paths, ...made].filter((path) => !isIgnored(path))).toEqual([]);
  const sent = ['package.json', 'lib/index.ts', 'lib/sandbox/data/rules.json', 'scripts/build.mjs'];
  expect(sent.filter(isIgnored)).toEqual([]);
});

/** By the Compose specification's schema, and rules of good use but for the order of keys. */
function composeProblems(text: string): readonly string[] {
  const rules = {
    'require-project-name-field': 0,
    'service-keys-order': 0,
    'services-alphabetical-order': 0,
  } as const;
  const linter = new DCLinter({ rules, quiet: true, debug: false, exclude: [] });
  const results = linter.lintFiles([written(text)], false) as readonly Linted[];
  return results.flatMap(({ messages }) => messages.map(({ rule }) => rule));
}

it.each(['examples/prisma/compose.yaml', 'examples/fastify/compose.yaml'])(
  '%s has nothing that a linter finds',
  (path) => {
    expect(composeProblems(read(path))).toEqual([]);
  },
);

describe('compose.yaml', () => {
  it('has nothing that a linter finds', () => {
    expect(composeProblems(compose)).toEqual([]);
  });

  it.each([
    ["'127.0.0.1:4000:4000'", "'4000:4000'", 'no-unbound-port-interfaces'],
    ['postgres:18', 'postgres', 'service-image-require-explicit-tag'],
    ['condition: service_healthy', 'condition: service_happy', 'invalid-schema'],
    ['    ports:', '    port:', 'invalid-schema'],
  ])('would be found wrong with %s as %s', (right, wrong, rule) => {
    expect(composeProblems(compose.replace(right, wrong))).toEqual([rule]);
  });

  it('builds what the Dockerfile has, and publishes ports for this machine alone', () => {
    const { services } = readYaml('compose.yaml') as { readonly services: Readonly<Record<string, Service>> };
    const all = Object.values(services);
    const targets = all.flatMap(({ build }) => build?.target ?? []);
    expect(targets).toEqual(['sandbox', 'shop']);
    for (const target of targets)
      expect(read('Dockerfile')).toMatch(new RegExp(`^FROM \\S+ AS ${target}$`, 'm'));
    expect(all.flatMap(({ ports = [] }) => ports)).toEqual(
      ['4000', '3000', '4001'].map((port) => `127.0.0.1:${port}:${port}`),
    );
  });

  it('keeps keys, orders and the database, and starts a shop with its database by name alone', () => {
    expect(readYaml('compose.yaml')).toMatchObject({
      services: {
        sandbox: { volumes: ['keys:/keys', 'orders:/data'] },
        shop: { profiles: ['shop'], depends_on: { database: { condition: 'service_healthy' } } },
        database: {
          profiles: ['shop'],
          volumes: ['database:/var/lib/postgresql'],
          healthcheck: { test: expect.arrayContaining(['CMD', 'pg_isready']) as unknown },
        },
      },
    });
  });

  const skipped = lacks({
    tests: 'compose.yaml by Docker Compose',
    missing:
      spawnSync('docker-compose', ['version']).status !== 0 && 'docker-compose, which needs no engine for it',
    run: 'install docker-compose',
  });

  describe.skipIf(skipped)('by Docker Compose', () => {
    const config = (text: string): string =>
      execFileSync('docker-compose', ['-f', written(text), '--profile', 'shop', 'config', '--services'], {
        encoding: 'utf8',
        stdio: 'pipe',
      });

    it('is understood', () => {
      expect(config(compose).split('\n').filter(Boolean).sort()).toEqual(['database', 'sandbox', 'shop']);
      expect(() => config(compose.replace('- keys:/keys', '- locks:/keys'))).toThrow(/locks/);
    });
  });
});
