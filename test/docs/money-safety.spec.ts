import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { pages, root } from './guide.js';
import { rowsUnder } from './markdown.js';

describe.each([
  ['docs/money-safety.md', 'Danger by danger', 'money-safety.svg'],
  ['docs/zh/money-safety.md', '逐项说明', 'money-safety.zh.svg'],
])('%s', (path, heading, file) => {
  const page = pages.find((each) => each.path === path) ?? { text: '' };
  const picture = readFileSync(`${root}docs/pictures/${file}`, 'utf8');
  const rows = rowsUnder(page, heading);

  it('has the dangers of its picture, in their order', () => {
    const textsOf = (kind: string): string[] =>
      [...picture.matchAll(new RegExp(`<text class="${kind}"[^>]*>([^<]*)<`, 'g'))].map(
        ([, text = '']) => text,
      );
    const titles = textsOf('danger');
    expect(titles).toHaveLength(12);
    const numbered = titles.map((title, at) => `${String(textsOf('number')[at])} ${title}`);
    expect(rows.map(([danger]) => danger)).toEqual(numbered);
  });

  it('says of each what remains to be done, and where there is more', () => {
    for (const [, does, remains, more] of rows) {
      expect(does?.length).toBeGreaterThan(10);
      expect(remains?.length).toBeGreaterThan(5);
      expect(more).toMatch(/\]\(\w[\w-]*\.md/);
    }
  });
});
