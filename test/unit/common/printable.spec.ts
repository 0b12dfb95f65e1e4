import { describe, expect, it } from 'vitest';

import {
  printable,
  printableLines,
  printableStack,
  quoted,
  shortened,
} from '../../../lib/common/printable.js';
import { ALL_HOSTILE, HOSTILE, illegible } from '../../support/hostile-text.js';

describe('printable text', () => {
  it.each(HOSTILE)('shows %s', (_what, characters) => {
    const shown = printable(`a${characters}b`);
    expect(illegible([shown])).toEqual([]);
    expect(shown).toMatch(/^a.*\\u.*b$/);
  });

  it.each([
    ['\u009b31m', String.raw`\u009b31m`],
    ['\u2028', String.raw`\u2028`],
    ['\u0085', String.raw`\u0085`],
    ['\u202e', String.raw`\u202e`],
    ['\n', String.raw`\u000a`],
    ['\u{e0041}', String.raw`\udb40\udc41`],
    ['\ud83d', String.raw`\ud83d`],
  ])('writes %j as %s', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('shows every character of these kinds in all of Unicode, and no other', () => {
    const isHidden = (code: number): boolean =>
      /^[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]$/u.test(
        String.fromCodePoint(code),
      );
    const wrong: number[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      const char = String.fromCodePoint(code);
      if ((printable(char) === char) === isHidden(code)) wrong.push(code);
    }
    expect(wrong).toEqual([]);
  });

  it('leaves what people write as it is', () => {
    const text = '羽毛球 ¥49.95 “价格”，é 가 אבג سعر 😀 \\u0041 a_b\u3000c';
    expect(printable(text)).toBe(text);
  });

  it('changes nothing the second time', () => {
    expect(printable(printable(ALL_HOSTILE))).toBe(printable(ALL_HOSTILE));
  });

  it('keeps JSON the same text', () => {
    const value = { [ALL_HOSTILE]: [ALL_HOSTILE] };
    expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value);
    expect(JSON.parse(printableLines(JSON.stringify(value, null, 2)))).toEqual(value);
  });

  it('keeps the lines of a text of ours', () => {
    expect(printableLines('a\u009b\nb\r\n')).toBe('a\\u009b\nb\\u000d\n');
  });

  it('sets the lines of a stack apart from those of the log', () => {
    const stack = 'Error: no\n[Nest] 1 - LOG paid\u202e\n    at a.js:1:1';
    expect(printableStack(stack)).toBe('Error: no\n    [Nest] 1 - LOG paid\\u202e\n    at a.js:1:1');
  });

  it('quotes and cuts what anybody may have written', () => {
    expect(quoted('order-1')).toBe('"order-1"');
    expect(quoted('a"\u202e\n')).toBe(String.raw`"a\"\u202e\n"`);
    expect(quoted('x'.repeat(64))).toBe(`"${'x'.repeat(64)}"`);
    expect(quoted('x'.repeat(60_000))).toBe(`"${'x'.repeat(64)}…"`);
  });

  it('cuts between characters', () => {
    expect(shortened('😀'.repeat(4), 4)).toBe('😀'.repeat(4));
    expect(shortened('😀'.repeat(5), 4)).toBe(`${'😀'.repeat(4)}…`);
    expect(shortened(`x${'😀'.repeat(50_000)}`, 4)).toBe('x😀😀😀…');
  });
});
