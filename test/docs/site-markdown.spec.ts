import { describe, expect, it } from 'vitest';

import { descriptionOf } from '../../site/.vitepress/markdown/description-text.js';
import { hasSpace } from '../../site/.vitepress/markdown/line-end.js';

describe('the end of a source line', () => {
  it.each([
    ['款', '后'],
    ['，', '后'],
    ['款', '（'],
    // Latin text and code beside Chinese punctuation.
    ['：', '\0'],
    ['\0', '，'],
    ['s', '）'],
    ['”', '的'],
    ['的', '“'],
  ])('between %j and %j is nothing', (before, after) => {
    expect(hasSpace(before, after)).toBe(false);
  });

  it.each([
    ['款', '\0'],
    ['r', '使'],
    ['a', 'b'],
    ['.', 'T'],
    ['”', 't'],
    ['a', '“'],
    ['’', '“'],
  ])('between %j and %j is a space', (before, after) => {
    expect(hasSpace(before, after)).toBe(true);
  });
});

describe('what a page is described with', () => {
  it.each([
    ['怎样付款，而且只付一次。English', '怎样付款，而且只付一次。'],
    ['How to pay out. Also in Chinese.', 'How to pay out.'],
    ['用英文写的 English', '用英文写的 English'],
  ])('of %j is %j', (paragraph, description) => {
    expect(descriptionOf(paragraph)).toBe(description);
  });

  it('ends with a sentence', () => {
    const sentence = 'This sentence has more than forty characters in it.';
    expect(descriptionOf(`${sentence} ${'And so on '.repeat(20)}`)).toBe(sentence);
    expect(descriptionOf('x'.repeat(300))).toBe(`${'x'.repeat(199)}…`);
  });
});
