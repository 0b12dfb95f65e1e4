import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

import { root } from './guide.js';

const FOLDERS = ['lib', 'docs', 'sample-app', 'examples', 'test', 'bench', 'scripts', 'site/.vitepress'];
const TEXTS = /\.(md|[mc]?[jt]sx?)$/;
/** What is installed or built; what `npm run docs` writes; and this list. */
const SKIPPED = ['node_modules', 'dist', 'cache', 'api', basename(fileURLToPath(import.meta.url))];

/** British, as Oxford spells it: `-ize` and `-our`. */
const IZE = 'author|categor|custom|final|initial|minim|maxim|normal|optim|organ|real|recogn|serial|synchron';
const OUR = 'behavi|fav|flav|hon|neighb';
const DOUBLED = 'cancel|label|model|signal|travel';
const WRONG = new RegExp(
  `(${IZE})is(e|ing|ation|able)|(${OUR})or|(${DOUBLED})(ed|ing)(?![a-z])|catalog(?!ue)|defense`,
  'i',
);

it('is the same everywhere: serialize, but behaviour and cancelled', () => {
  const wrong = files().flatMap((file) =>
    readFileSync(`${root}${file}`, 'utf8')
      .split('\n')
      .flatMap((line, at) => (WRONG.test(line) ? `${file}:${String(at + 1)} ${line.trim()}` : [])),
  );
  expect(wrong).toEqual([]);
});

/** Every text that somebody wrote. */
function files(): string[] {
  const atTop = readdirSync(root).filter((name) => name.endsWith('.md'));
  return [...atTop, ...FOLDERS.flatMap(below)];
}

function below(folder: string): string[] {
  return readdirSync(`${root}${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (SKIPPED.includes(entry.name)) return [];
    return entry.isDirectory() ? below(path) : TEXTS.test(entry.name) ? path : [];
  });
}
