import { afterEach, describe, expect, it, vi } from 'vitest';

import { boostOf, fuzzyOf, wordsOfQuery, wordsOfText } from '../../site/.vitepress/search/words.js';

const SENTENCE = '部分退款时，请先查询订单，再调用退款接口；H5支付也一样。';

/** As VitePress hands a function to the page: as text, without what stood around it. */
function inThePage<Result>(source: (text: string) => Result): (text: string) => Result {
  // What the page does: it is the function's own text, and no other.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- VitePress rebuilds the functions of the search in this way
  return new Function(`return ${source.toString()}`)() as (text: string) => Result;
}

/** Whether a page with the text is found: each word that is looked for is the beginning of one in the index. */
function isFound(query: string, text: string): boolean {
  const index = wordsOfText(text).map((word) => word.toLowerCase());
  const words = wordsOfQuery(query).map((word) => word.toLowerCase());
  return words.length > 0 && words.every((word) => index.some((each) => each.startsWith(word)));
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe.each(['with the browser’s dictionary', 'without it, as in Firefox before version 125'])(
  'words, %s',
  (edition) => {
    const hasDictionary = edition.startsWith('with the');
    /** The `Intl` of a browser that has no `Segmenter`. */
    const older = { DateTimeFormat: Intl.DateTimeFormat, NumberFormat: Intl.NumberFormat };

    it.each(['退款', '款', '查询订单', '退款接口', 'h5支付', 'H5', 'h5 退款'])(
      'find %s inside a sentence',
      (query) => {
        // The index is made by Node, which has one.
        const words = wordsOfText(SENTENCE);
        if (!hasDictionary) vi.stubGlobal('Intl', older);
        const lower = words.map((word) => word.toLowerCase());
        for (const word of wordsOfQuery(query)) {
          expect(lower.some((each) => each.startsWith(word.toLowerCase()))).toBe(true);
        }
        expect(wordsOfQuery(query).length).toBeGreaterThan(0);
      },
    );

    it.each(['付款单', '鑫', '退货'])('do not find %s, which is not there', (query) => {
      if (!hasDictionary) vi.stubGlobal('Intl', older);
      expect(isFound(query, SENTENCE)).toBe(false);
    });
  },
);

describe('words', () => {
  it('of English are cut at spaces and punctuation', () => {
    expect(wordsOfText('Refund it: no_refund, (twice).\nOr not?')).toEqual([
      'Refund',
      'it',
      'no',
      'refund',
      'twice',
      'Or',
      'not',
    ]);
  });

  it('that are looked for are whole words, and not every character of them', () => {
    expect(wordsOfQuery('退款')).toEqual(['退款']);
    expect(wordsOfQuery('')).toEqual([]);
  });

  it('that are misspelt are found in English alone', () => {
    expect(fuzzyOf('notificatoin')).toBe(0.2);
    expect(fuzzyOf('预授权')).toBe(false);
  });

  it('count little where they are halves of two other words', () => {
    expect(wordsOfQuery('退款通知').map(boostOf)).toEqual([1, 1, 0.25]);
    expect(['refund', '退', '预授权'].map(boostOf)).toEqual([1, 1, 1]);
    vi.stubGlobal('Intl', { DateTimeFormat: Intl.DateTimeFormat });
    expect(boostOf('款通')).toBe(1);
  });

  it('are cut in the page as they are here', () => {
    expect(inThePage(wordsOfText)(SENTENCE)).toEqual(wordsOfText(SENTENCE));
    expect(inThePage(wordsOfQuery)('查询订单 h5')).toEqual(wordsOfQuery('查询订单 h5'));
    expect(inThePage(fuzzyOf)('退款')).toBe(false);
    expect(inThePage(boostOf)('款通')).toBe(0.25);
  });
});
