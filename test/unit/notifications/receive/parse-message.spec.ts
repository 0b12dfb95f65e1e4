import { describe, expect, it } from 'vitest';

import {
  MalformedMessage,
  parseBytes,
  parseObject,
  parseText,
} from '../../../../lib/notifications/receive/parse-message.js';
import type { RawJsonObject } from '../../../../lib/wire/raw-json.js';

const fields = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${String(index)}`, 'x']));

describe('a body of a parser that knows more than JSON', () => {
  it('has long numbers as they were written', () => {
    expect(parseObject({ money_order: 12345678901234567890n }, false).texts).toEqual({
      money_order: '12345678901234567890',
    });
  });

  it('is refused where a value has no text', () => {
    expect(() => parseObject({ risk: { level: 1n } }, false)).toThrow(MalformedMessage);
  });
});

describe('a message of many fields', () => {
  it.each<[form: string, parse: (message: Record<string, string>) => RawJsonObject]>([
    ['JSON', (message) => parseText(JSON.stringify(message))],
    ['JSON with escapes', (message) => parseText(JSON.stringify(message).replaceAll('x', '\\u0078'))],
    ['JSON with nested values', (message) => parseText(JSON.stringify(message).replaceAll('"x"', '{"x":1}'))],
    ['bytes', (message) => parseBytes(Buffer.from(JSON.stringify(message)))],
    ['a form', (message) => parseText(new URLSearchParams(message).toString())],
    ['a body that was parsed', (message) => parseObject(message, false)],
  ])('is read in %s up to 256, and refused beyond', (_form, parse) => {
    expect(Object.keys(parse(fields(256)).texts)).toHaveLength(256);
    expect(() => parse(fields(257))).toThrow(new MalformedMessage('more than 256 fields'));
  });
});
