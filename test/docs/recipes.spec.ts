import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

import { describe, expect, it } from 'vitest';

import { API_IDS } from '../../lib/common/api-ids.js';
import { root } from './guide.js';

const contributing = readFileSync(`${root}CONTRIBUTING.md`, 'utf8');

/** What is written by programs, or comes from elsewhere. */
const LEFT_OUT = new Set([
  '.git',
  'node_modules',
  'dist',
  'artifacts',
  'coverage',
  'docs/api',
  'package-lock.json',
]);

/** Every text file of the repository, by its path. */
const files: ReadonlyMap<string, string> = new Map(
  filesBelow('').map((path) => [path, readFileSync(`${root}${path}`, 'utf8')]),
);

function filesBelow(folder: string): string[] {
  return readdirSync(`${root}${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}${entry.name}`;
    if (LEFT_OUT.has(entry.name) || LEFT_OUT.has(path)) return [];
    if (entry.isDirectory()) return filesBelow(`${path}/`);
    return /\.(ts|js|mjs|json|md|txt|sh|yml)$/.test(path) ? [path] : [];
  });
}

/** A folder of lib/apis, and all that goes by its name. */
interface Api {
  readonly folder: string;
  readonly isNamedIn: (text: string) => boolean;
}

const apis: readonly Api[] = readdirSync(`${root}lib/apis`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name: folder }) => ({ folder, isNamedIn: namesOf(`lib/apis/${folder}/`) }));

/** Looks for what the files of an API declare: ids, addresses, classes, constants, and the property of the facade. */
function namesOf(folder: string): (text: string) => boolean {
  const source = [...files].flatMap(([path, text]) => (path.startsWith(folder) ? [text] : [])).join('\n');
  const found = (pattern: RegExp): string[] => [...source.matchAll(pattern)].map(([, name = '']) => name);
  const ids = found(/^ {2}id: '([^']+)'/gm);
  const services = found(/^export class (\w+Service)\b/gm);
  const facade = files.get('lib/lianlian.service.ts') ?? '';
  const words = [
    ...services,
    ...found(/^export class (\w+(?:Request|Response))\b/gm),
    ...found(/^export const ([A-Z_]+): (?:Call|Form)Definition/gm),
    // Handlers of the sandbox: `aggregateQuery`.
    ...ids.map((id) => id.replace(/\.(\w)/, (_dot, first: string) => first.toUpperCase())),
    ...services.flatMap((service) => new RegExp(`readonly (\\w+): ${service}\\b`).exec(facade)?.[1] ?? []),
  ];
  const quoted = [...ids, ...found(/^ {2}endpoint: '([^']+)'/gm).map((url) => new URL(url).pathname)];
  expect([ids.length, services.length]).not.toContain(0);
  const pattern = new RegExp(
    `\\b(${words.join('|')})\\b|(${quoted.map((text) => text.replaceAll('.', '\\.')).join('|')})['"\`]`,
  );
  return (text) => pattern.test(text);
}

/** Files that name every API, or all but one: each of them is a list of APIs. */
const lists = [...files].flatMap(([path, text]) =>
  apis.filter((api) => api.isNamedIn(text)).length >= apis.length - 1 ? [path] : [],
);

/** Files of lib that quote some of the ids, without the APIs' own and their handlers in the sandbox. */
const partialLists = [...files].flatMap(([path, text]) => {
  const isOther = path.startsWith('lib/') && path.endsWith('.ts') && !/^lib\/(?:sandbox\/)?apis\//.test(path);
  return isOther && API_IDS.filter((id) => text.includes(`'${id}'`)).length >= 3 ? [path] : [];
});

/** Folders in which every API, or all but one, has a file that is about less than half of them. */
const folders = [...new Set([...files.keys()].map(posix.dirname))].filter((folder) => {
  const texts = [...files].flatMap(([path, text]) => (posix.dirname(path) === folder ? [text] : []));
  const about = texts.map((text) => apis.filter((api) => api.isNamedIn(text)));
  const named = new Set(about.filter(({ length }) => length < apis.length / 2).flat());
  return named.size >= apis.length - 1;
});

describe('the recipe “Add an API”', () => {
  const recipe = sectionOf('Add an API');
  const places = lists.filter((path) => path !== 'CONTRIBUTING.md');

  it.each(places)('names %s, which lists the APIs', (path) => {
    expect(recipe).toContain(path);
  });

  it.each(partialLists)('names %s, which lists some of them', (path) => {
    expect(recipe).toContain(path);
  });

  it.each(folders.map((folder) => `${folder}/`))('names %s, where each API has a file', (folder) => {
    expect(recipe).toContain(`\`${folder}\``);
  });

  it.each(apis.map(({ folder }) => folder))('names the kinds of files in lib/apis/%s', (folder) => {
    expect(recipe).toContain('`lib/apis/`');
    const kinds = readdirSync(`${root}lib/apis/${folder}`).flatMap(
      (file) => /\.(\w+?)s?\.ts$/.exec(file)?.[1] ?? [],
    );
    expect(kinds.length).toBeGreaterThan(2);
    for (const kind of kinds) expect(recipe).toMatch(new RegExp(`<api>\\.${kind}s?\\.ts`));
  });

  it('is held against a search that finds something', () => {
    expect(places).toEqual(
      expect.arrayContaining(['lib/common/api-ids.ts', 'lib/apis/definitions.ts', 'docs/services.md']),
    );
    expect(partialLists).toContain('lib/common/api-uses.ts');
    expect(folders).toContain('lib/sandbox/apis');
  });
});

it('every path in the contributing guide leads somewhere', () => {
  const paths = [...contributing.matchAll(/`((?:lib|test|docs|scripts|sample-app|bench)\/[\w./-]+)`/g)].map(
    ([, path = '']) => path,
  );
  expect(paths.length).toBeGreaterThan(30);
  // `npm run docs` writes this one.
  const kept = paths.filter((path) => path !== 'docs/api');
  expect(kept.filter((path) => !existsSync(`${root}${path}`))).toEqual([]);
});

function sectionOf(title: string): string {
  return contributing.split(/^#+ /m).find((section) => section.startsWith(`${title}\n`)) ?? '';
}
