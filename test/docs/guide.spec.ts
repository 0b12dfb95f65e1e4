import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

import * as api from 'nestjs-lianlian';
import * as bullmq from 'nestjs-lianlian/bullmq';
import * as otel from 'nestjs-lianlian/otel';
import * as pgBoss from 'nestjs-lianlian/pg-boss';
import * as prometheus from 'nestjs-lianlian/prometheus';
import * as redis from 'nestjs-lianlian/redis';
import * as sql from 'nestjs-lianlian/sql';
import * as sftp from 'nestjs-lianlian/sftp';
import * as terminus from 'nestjs-lianlian/terminus';
import * as testing from 'nestjs-lianlian/testing';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import { API_IDS } from '../../lib/common/api-ids.js';
import { PAYOUT_CODE_ROWS, PAYOUT_SHARED_CODES } from '../../lib/common/codes/payout-codes.data.js';
import { outcomeOf } from '../../lib/common/codes/return-codes.js';
import { createSettings } from '../../lib/config/create-settings.js';
import { COMMANDS } from '../../lib/cli/main.js';
import { OID_PARTNER, testKeys } from '../support/merchant.js';
import { compileSnippets, fileOf } from './compile-snippets.js';
import { guide, type Page, pages, root, translatedGuide, translations } from './guide.js';
import { type Block, codeIn, rowsUnder } from './markdown.js';

const snippets = guide.blocks.filter(({ language }) => language === 'ts');

const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>;
  readonly exports: Readonly<Record<string, unknown>>;
};

/** The entry points beside the main one, and what they export. */
const entryPoints: Readonly<Record<string, object>> = {
  ...{ bullmq, otel, 'pg-boss': pgBoss },
  ...{ prometheus, redis, sftp, sql, terminus, testing },
};

describe('snippets of the guide', () => {
  const problems = compileSnippets(snippets, guide.globals);

  it.each(snippets.map((block) => [`${block.heading}: ${fileOf(block)}`, block] as const))(
    '%s compiles',
    (_title, block) => {
      expect(problems.get(fileOf(block))).toEqual([]);
    },
  );

  it('have names of their own', () => {
    expect(new Set(snippets.map(fileOf)).size).toBe(snippets.length);
  });

  it('are told apart from what does not compile', () => {
    const wrong = {
      path: 'README.md',
      language: 'ts',
      heading: '',
      line: 1,
      file: undefined,
      code: 'lianlian.queries.find(1);\n',
    };
    expect([...compileSnippets([wrong], guide.globals).values()].flat()).toHaveLength(1);
  });
});

/** What is wrong with the snippets of the translations, which have the names of their originals. */
const problemsOfTranslations = compileSnippets(
  translatedGuide.blocks.filter(({ language }) => language === 'ts'),
  guide.globals,
);

describe.each(translations)('$path, a translation', (translation, original) => {
  const own = translation.blocks.filter(({ language }) => language === 'ts');

  it('has the snippets of its original, but for the comments', () => {
    const codes = ({ blocks }: Page): string[][] =>
      blocks.map((block) => [block.language, block.file ?? '', withoutComments(block)]);
    expect(codes(translation)).toEqual(codes(original));
  });

  it.each(own.map((block) => [`${block.heading}: ${fileOf(block)}`, block] as const))(
    '%s compiles',
    (_title, block) => {
      expect(problemsOfTranslations.get(fileOf(block))).toEqual([]);
    },
  );

  it('has as many tables and rows as its original, and the same codes and names in their first cells', () => {
    const firsts = ({ text }: Page): string[][] =>
      [...text.matchAll(/^\|([^|]*)\|/gm)].map(([, cell]) => codeIn(cell));
    expect(firsts(translation)).toEqual(firsts(original));
  });
});

describe('tables of the guide', () => {
  const options = rowsUnder(guide, 'Options').filter((cells) => cells.length === 4);

  it('name every option, and none that there is not', () => {
    const names = options.map(([name]) => codeIn(name)[0]);
    expect(names.toSorted()).toEqual([...optionNames(), 'isGlobal', 'routes'].toSorted());
  });

  it('have the defaults that the module has', () => {
    const keys = testKeys();
    const settings: object = createSettings({
      oidPartner: OID_PARTNER,
      privateKey: keys.merchant.privateKey,
      lianlianPublicKey: keys.lianlian.publicKey,
    });
    const defaults = options
      .filter(([, , byDefault]) => /^`(\d+|true|false)`$/.test(byDefault ?? ''))
      .map(([name, , byDefault]) => [String(codeIn(name)[0]), String(codeIn(byDefault)[0])] as const)
      .filter(([name]) => name !== 'isGlobal');
    expect(defaults.length).toBeGreaterThan(4);
    for (const [name, byDefault] of defaults)
      expect([name, String(valueAt(settings, name))]).toEqual([name, byDefault]);
  });

  it.each([
    ['Redis', 'lib/notifications/inbox/redis/redis-inbox-options.ts', ['RedisInboxOptions']],
    [
      'SQL',
      'lib/notifications/inbox/sql/sql-inbox.ts lib/notifications/inbox/sql/inbox-table.ts',
      ['SqlInboxOptions', 'InboxTableOptions'],
    ],
    [
      'Queue mode',
      'lib/bullmq/lianlian-queue-options.ts lib/pg-boss/lianlian-queue-options.ts lib/notifications/queue/worker-options.ts',
      ['LianlianQueueOptions', 'LianlianWorkerOptions', 'LianlianBackoffOptions'],
    ],
    ['Health check', 'lib/terminus/lianlian-health.indicator.ts', ['LianlianHealthOptions']],
    [
      'Options of the metrics',
      'lib/prometheus/lianlian-prometheus-options.ts',
      ['LianlianPrometheusOptions'],
    ],
  ])('name every option under %s, and none that there is not', (heading, files, interfaces) => {
    const groups = new Map([
      ['LianlianWorkerOptions', 'worker.'],
      ['LianlianBackoffOptions', 'backoff.'],
    ]);
    const known = files
      .split(' ')
      .flatMap((file) =>
        interfaces.flatMap((name) =>
          membersOf(file, name).map((member) => `${groups.get(name) ?? ''}${member}`),
        ),
      )
      .filter((name, at, all) => name !== 'backoff' && all.indexOf(name) === at);
    const told = rowsUnder(guide, heading)
      .filter((cells) => cells.length === 3)
      .map(([name]) => codeIn(name)[0]);
    expect(told.toSorted()).toEqual(known.toSorted());
  });

  it('name every event, and every reason of a refusal', () => {
    const file = 'lib/notifications/model/lianlian-events.ts';
    const rows = rowsUnder(guide, 'What operators see');
    expect(rows.flatMap(([event]) => codeIn(event)).toSorted()).toEqual(
      choicesOf(file, 'LianlianEventType').toSorted(),
    );
    const refused = rows.find(([event]) => event === '`refused`')?.join(' ');
    expect(codeIn(refused)).toEqual(expect.arrayContaining(choicesOf(file, 'RefusalReason')));
  });

  it('name every API that `endpoints` takes', () => {
    const meaning = options.find(([name]) => name === '`endpoints`')?.[3];
    expect(codeIn(meaning)).toEqual(['gateway', ...API_IDS]);
  });

  it('name every environment variable, and none that is not read', () => {
    const source = readFileSync(`${root}lib/config/lianlian.config.ts`, 'utf8');
    const read = new Set(source.match(/LIANLIAN_[A-Z0-9_]+/g));
    const named = (guide.text.match(/LIANLIAN_[A-Z0-9_]+/g) ?? []).filter((name) => !(name in api));
    expect(new Set(named)).toEqual(read);
    const rows = rowsUnder(guide, 'Options').flatMap(([variables]) => codeIn(variables));
    expect(rows.filter((name) => name.startsWith('LIANLIAN_')).toSorted()).toEqual([...read].toSorted());
  });

  it('name every category of return codes, with its outcome and advice', () => {
    const rows = rowsUnder(guide, 'When a call fails').filter(
      ([categories]) => !categories?.includes('Lianlian'),
    );
    const told = rows.flatMap(([categories, outcome, advice]) =>
      codeIn(categories).map((category) => [category, codeIn(outcome)[0], codeIn(advice)[0]]),
    );
    const known = [...new Set([...api.RETURN_CODES.values()].map(({ category }) => category)), undefined].map(
      (category) => [
        String(category),
        category === 'success' ? undefined : outcomeOf(category),
        api.adviceOf(category),
      ],
    );
    expect(told.toSorted()).toEqual(known.toSorted());
  });

  it('name every rule that a request can break', () => {
    const told = rowsUnder(guide, 'Rules that a request breaks').map(([rule]) => codeIn(rule)[0]);
    expect(told).toEqual(choicesOf('lib/errors/violation.ts', 'ViolationRule'));
  });

  it.each(['Return codes of payouts', '实时付款的返回码'])('name every return code under %s', (heading) => {
    const page = pages.find(({ text }) => text.includes(`\n## ${heading}\n`));
    const told = rowsUnder(page ?? { text: '' }, heading).flatMap(([codes]) => codes?.split(/, |、/) ?? []);
    const known = [...PAYOUT_SHARED_CODES, ...Object.keys(PAYOUT_CODE_ROWS)];
    expect(told.toSorted()).toEqual(known.toSorted());
  });

  it('name every method of every service', () => {
    const rows = rowsUnder(guide, 'Services and exports');
    const told = rows.flatMap(([property, service, methods]) =>
      codeIn(methods)
        .filter((code) => code.includes('('))
        .map(
          (code) =>
            `${String(codeIn(property)[0])} ${String(codeIn(service)[0])} ${code.replace(/\(.*/, '')}`,
        ),
    );
    expect(told.toSorted()).toEqual(serviceMethods().toSorted());
  });
});

describe('the guide', () => {
  const words = new Set(guide.text.match(/\w+/g));

  it.each(Object.keys(api).filter((name) => !/(Request|Response)$/.test(name)))('tells of %s', (name) => {
    expect(words.has(name)).toBe(true);
  });

  it.each(
    Object.entries(entryPoints).flatMap(([entry, exported]) =>
      Object.keys(exported).map((name) => [name, entry] as const),
    ),
  )('tells of %s in nestjs-lianlian/%s', (name) => {
    expect(words.has(name)).toBe(true);
  });

  it('has a row for every entry point, with the optional dependencies', () => {
    const rows = rowsUnder(guide, 'Install').map(
      ([entry, needs]) => [codeIn(entry)[0], codeIn(needs)] as const,
    );
    expect(rows.map(([entry]) => entry).toSorted()).toEqual(
      Object.keys(entryPoints).map((name) => `nestjs-lianlian/${name}`),
    );
    const paths = Object.keys(manifest.exports).filter((path) => !['.', './package.json'].includes(path));
    expect(paths.toSorted()).toEqual(Object.keys(entryPoints).map((name) => `./${name}`));
    const named = rows.flatMap(([, needs]) => needs);
    expect(named).toEqual(expect.arrayContaining(Object.keys(manifest.peerDependenciesMeta)));
  });

  const options = COMMANDS.flatMap(({ usage }) => usage.en.match(/--(?!help)[a-z-]+/g) ?? []);

  it.each([...new Set(options)])('tells of the option %s of the command line', (option) => {
    expect(guide.text).toContain(option);
  });

  it('names commands that there are', () => {
    const { scripts, bin } = manifest;
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['start', 'test']));
    expect(Object.keys(bin)).toEqual(['nestjs-lianlian']);
  });

  it('says what the package is compatible with', () => {
    const told = new Map(rowsUnder(guide, 'Compatibility').map(([name, text]) => [name, text]));
    expect(manifest.engines.node).toBe('>=20.19');
    expect(told.get('Node')).toBe('20.19 or newer');
    expect(manifest.peerDependencies['@nestjs/core']).toBe('^11.0.0 || ^12.0.0');
    expect(told.get('NestJS')).toMatch(/^11 and 12\b/);
    const installed = /npm install (.*)/.exec(guide.text)?.[1]?.split(' ') ?? [];
    const withNest = ['@nestjs/common', '@nestjs/core', 'reflect-metadata', 'rxjs'];
    const required = Object.keys(manifest.peerDependencies).filter(
      (name) => manifest.peerDependenciesMeta[name]?.optional !== true,
    );
    expect([...installed, ...withNest].toSorted()).toEqual(['nestjs-lianlian', ...required].toSorted());
  });

  const links = pages.flatMap(({ path, links }) => [...new Set(links)].map((link) => [path, link] as const));

  it.each(links.filter(([, link]) => !link.startsWith('https://')))(
    'has a link in %s to %s that leads somewhere',
    (path, link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : posix.join(posix.dirname(path), file);
      expect(existsSync(`${root}${target}`)).toBe(true);
      if (anchor === undefined) return;
      expect([...(pages.find((page) => page.path === target)?.anchors ?? [])]).toContain(anchor);
    },
  );
});

/** What a block does: two editions of it differ in their comments alone. Blocks in no language are drawings. */
function withoutComments({ language, code }: Block): string {
  if (language !== 'ts') return language === 'text' ? '' : code;
  const source = ts.createSourceFile('snippet.ts', code, ts.ScriptTarget.Latest);
  return ts.createPrinter({ removeComments: true }).printFile(source);
}

/** `http.timeoutMs` of an object. */
function valueAt(object: object, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => Reflect.get(Object(value) as object, name), object);
}

/** Names of the options by their types, those in groups with the group's name before them. */
function optionNames(): string[] {
  const file = 'lib/config/lianlian-module-options.ts';
  const groups: Readonly<Record<string, string>> = {
    http: 'LianlianHttpOptions',
    merchantCache: 'LianlianMerchantCacheOptions',
    notifications: 'LianlianNotificationOptions',
    sweeper: 'LianlianSweeperOptions',
  };
  const shared = membersOf(file, 'LianlianSharedOptions').flatMap((name) => {
    const group = groups[name];
    return group === undefined ? [name] : membersOf(file, group).map((member) => `${name}.${member}`);
  });
  return [...membersOf(file, 'LianlianMerchantOptions'), ...shared, 'merchants'];
}

/** Names of an interface's own members; none where the file has no such interface. */
function membersOf(file: string, name: string): string[] {
  const source = sourceOf(file);
  return source.statements
    .filter(ts.isInterfaceDeclaration)
    .filter((declaration) => declaration.name.text === name)
    .flatMap(({ members }) => members.map((member) => member.name?.getText(source) ?? ''));
}

/** The texts that a type is a choice of. */
function choicesOf(file: string, name: string): string[] {
  const source = sourceOf(file);
  return source.statements
    .filter(ts.isTypeAliasDeclaration)
    .filter((declaration) => declaration.name.text === name)
    .flatMap(({ type }) => [...type.getText(source).matchAll(/'([^']+)'/g)].map(([, text = '']) => text));
}

function sourceOf(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(`${root}${file}`, 'utf8'), ts.ScriptTarget.Latest);
}

/** `lianlian.property Class method` for each public method behind the facade; hooks of Nest's are not for callers. */
function serviceMethods(): string[] {
  const facade = readFileSync(`${root}lib/lianlian.service.ts`, 'utf8');
  const files = new Map(
    [...facade.matchAll(/import \{ (\w+) \} from '\.\/(.*)\.js'/g)].map(
      ([, name, path]) => [name, path] as const,
    ),
  );
  return [...facade.matchAll(/^ +readonly (\w+): (\w+)/gm)].flatMap(([, property = '', service = '']) => {
    const file = `${root}lib/${String(files.get(service))}.ts`;
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    return source.statements
      .filter(ts.isClassDeclaration)
      .flatMap(({ members }) => members.filter(ts.isMethodDeclaration))
      .filter((method) => !isInternal(method))
      .map((method) => `lianlian.${property} ${service} ${method.name.getText()}`);
  });
}

function isInternal(method: ts.MethodDeclaration): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  const isTagged = ts.getJSDocTags(method).some(({ tagName }) => tagName.text === 'internal');
  const isNestHook = /^(on|before)(Application|Module)/.test(method.name.getText());
  return (ts.getCombinedModifierFlags(method) & hidden) !== 0 || isTagged || isNestHook;
}
