import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { checkPages } from '../../site/.vitepress/build/check-pages.js';
import { GUIDES, HOME } from '../../site/.vitepress/pages.js';
import { root } from './guide.js';

describe('the pages of the site', () => {
  let docs = '';
  beforeEach(() => {
    docs = mkdtempSync(join(tmpdir(), 'lianlian-pages-'));
    mkdirSync(join(docs, 'zh'));
    for (const name of [HOME, ...GUIDES.map((guide) => guide.name)]) {
      for (const folder of ['', 'zh/']) writeFileSync(join(docs, `${folder}${name}.md`), '');
    }
  });
  afterEach(() => {
    rmSync(docs, { recursive: true });
  });

  it('are those of docs, all of them in both languages', () => {
    expect(() => {
      checkPages(`${root}docs`);
    }).not.toThrow();
  });

  it('are missed where a language lacks one', () => {
    checkPages(docs);
    rmSync(join(docs, 'zh/payouts.md'));
    expect(() => {
      checkPages(docs);
    }).toThrow('docs/zh/payouts.md is missing.');
  });

  it('have no guide beside them that no reader of the site would find', () => {
    writeFileSync(join(docs, 'forgotten.md'), '');
    expect(() => {
      checkPages(docs);
    }).toThrow('docs/forgotten.md is not in the list of pages, site/.vitepress/pages.ts.');
  });

  it.each([
    ['docs', 'en'],
    ['docs/zh', 'zh'],
  ] as const)('are called in the sidebar as in their headings, in %s', (folder, language) => {
    const headings = GUIDES.map(
      ({ name }) => /^# (.+)$/m.exec(readFileSync(`${root}${folder}/${name}.md`, 'utf8'))?.[1],
    );
    expect(GUIDES.map((guide) => guide[language])).toEqual(headings);
  });
});
