import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { expect, it } from 'vitest';

import { root } from './guide.js';

const plainTextFile = pathToFileURL(`${root}scripts/descriptions/plain-text.mjs`).href;
const { plainText } = (await import(/* @vite-ignore */ plainTextFile)) as {
  readonly plainText: (comment: string) => string;
};

it('the descriptions of fields are what their doc comments say', () => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [`${root}scripts/descriptions/write.mjs`, '--check'],
    { encoding: 'utf8' },
  );
  expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 });
});

it('the command that writes them is the one that the check names', () => {
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  expect(scripts['descriptions']).toBe('node scripts/descriptions/write.mjs');
});

it.each([
  ['a link', 'See {@link fenToYuan}.', 'See fenToYuan.'],
  [
    'a link with a text',
    'See {@link fenToYuan | the helper} and {@link X its kin}.',
    'See the helper and its kin.',
  ],
  ['code', 'One of `I`, `L`: `{ a: 1 }`.', 'One of I, L: { a: 1 }.'],
  ['broken lines', 'One\nsentence.\n\nAnother\none.', 'One sentence.\n\nAnother one.'],
  ['a list', 'One of:\n- `a`: the\n  first\n- `b`', 'One of:\n- a: the first\n- b'],
])('%s in a doc comment is readable', (_name, comment, text) => {
  expect(plainText(comment)).toBe(text);
});
