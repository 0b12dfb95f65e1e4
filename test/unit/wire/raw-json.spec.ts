import { describe, expect, it } from 'vitest';

import { parseRawJsonObject } from '../../../lib/wire/raw-json.js';

/** A generator of its own, with a seed, so that a failure can be repeated. */
class Random {
  constructor(private state: number) {}

  next(): number {
    // mulberry32
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  oneOf<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  }

  times<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }
}

const SPACES = ['', '', '', ' ', '\t', '\n', '\r\n', '  \n\t '];
const CHARACTERS = [
  ...'abcZ09_{}[]:,&= 羽毛🏸\u2028\u00ff',
  '\\"',
  '\\\\',
  '\\/',
  '\\n',
  '\\t',
  '\\u007b',
  '\\u0022',
  '\\u7fbd',
];
const NUMBERS = ['0', '-0', '1000.0', '0.10', '1e5', '1E-2', '-12.50', '9007199254740993', '0.1'];

/** A member whose value's raw text is known, because it was written here. */
interface Written {
  readonly name: string;
  readonly raw: string;
}

function stringText(random: Random): string {
  return `"${random.times(8, () => random.oneOf(CHARACTERS)).join('')}"`;
}

function valueText(random: Random, depth: number): string {
  const space = (): string => random.oneOf(SPACES);
  switch (random.below(depth > 3 ? 4 : 6)) {
    case 0:
      return random.oneOf(NUMBERS);
    case 1:
      return random.oneOf(['true', 'false', 'null']);
    case 4: {
      const items = random.times(3, () => `${space()}${valueText(random, depth + 1)}${space()}`);
      return items.length === 0 ? `[${space()}]` : `[${items.join(',')}]`;
    }
    case 5: {
      const items = random.times(
        3,
        () => `${space()}${stringText(random)}${space()}:${space()}${valueText(random, depth + 1)}${space()}`,
      );
      return items.length === 0 ? `{${space()}}` : `{${items.join(',')}}`;
    }
    default:
      return stringText(random);
  }
}

function documentOf(random: Random): { document: string; members: Written[] } {
  const space = (): string => random.oneOf(SPACES);
  const members: Written[] = [];
  const parts: string[] = [];
  for (let count = random.below(6); count > 0; count--) {
    const nameText = stringText(random);
    const name = JSON.parse(nameText) as string;
    if (members.some((member) => member.name === name)) continue;
    const raw = valueText(random, 0);
    members.push({ name, raw });
    parts.push(`${space()}${nameText}${space()}:${space()}${raw}${space()}`);
  }
  const inside = parts.length === 0 ? space() : parts.join(',');
  return { document: `${space()}{${inside}}${space()}`, members };
}

describe('reading a JSON object with the text of its values', () => {
  it('gives every value as it was written, whatever the spaces, escapes and brackets around it', () => {
    const random = new Random(20261121);
    let values = 0;
    for (let round = 0; round < 3000; round++) {
      const { document, members } = documentOf(random);
      const expected = members
        .filter(({ raw }) => raw !== 'null')
        .map(({ name, raw }) => [name, raw.startsWith('"') ? (JSON.parse(raw) as string) : raw]);
      const read = parseRawJsonObject(document);
      expect(Object.entries(read.texts).sort(), document).toEqual(expected.sort());
      expect({ ...read.values }, document).toEqual(JSON.parse(document));
      values += members.length;
    }
    expect(values).toBeGreaterThan(5000);
  });

  it('keeps a number as it was written', () => {
    expect({ ...parseRawJsonObject('{"money_order":1000.0,"n":-0,"big":9007199254740993}').texts }).toEqual({
      money_order: '1000.0',
      n: '-0',
      big: '9007199254740993',
    });
  });

  it('leaves null out of the texts', () => {
    const { texts, values } = parseRawJsonObject('{"memo":null,"no_order":"1"}');
    expect({ ...texts }).toEqual({ no_order: '1' });
    expect({ ...values }).toEqual({ memo: null, no_order: '1' });
  });

  it('takes names of Object.prototype for ordinary names', () => {
    const { texts } = parseRawJsonObject('{"constructor":"a","toString":"b","hasOwnProperty":"c"}');
    expect({ ...texts }).toEqual({ constructor: 'a', toString: 'b', hasOwnProperty: 'c' });
    expect('valueOf' in texts).toBe(false);
  });

  it.each([
    ['a name that occurs twice', '{"no_order":"1","no_order":"2"}'],
    ['a name that occurs twice in other spelling', '{"no_order":"1","no\\u005forder":"2"}'],
    ['a name that occurs twice, once as null', '{"no_order":null,"no_order":"2"}'],
    ['__proto__', '{"__proto__":{"sign":"x"}}'],
    ['__proto__ in other spelling', '{"\\u005f_proto__":"x"}'],
    ['a list', '["no_order"]'],
    ['text', '"{}"'],
    ['null', 'null'],
    ['nothing', ''],
    ['half an object', '{"ret_code":"0000","ret_'],
    ['something after the object', '{"ret_code":"0000"} {}'],
    ['a trailing comma', '{"ret_code":"0000",}'],
    ['a page', '<html></html>'],
    ['more brackets within brackets than any message has', `{"memo":${'['.repeat(5000)}${']'.repeat(5000)}}`],
    [
      'more brackets than the stack has room for',
      `{"memo":${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}}`,
    ],
  ])('refuses %s', (_name, document) => {
    expect(() => parseRawJsonObject(document)).toThrow(SyntaxError);
  });

  it('takes a pair of surrogates in escapes for the character that it is', () => {
    expect(parseRawJsonObject('{"memo":"\\ud83c\\udff8"}').texts['memo']).toBe('🏸');
  });

  it('reads a large object', () => {
    const members = Array.from(
      { length: 20_000 },
      (_, index) => `"field_${String(index)}":"${'x'.repeat(20)}"`,
    );
    const { texts } = parseRawJsonObject(`{${members.join(',')}}`);
    expect(Object.keys(texts)).toHaveLength(20_000);
  });
});
