import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { ADAPTERS } from '../support/adapters.js';
import { FORM, form, TEXT_JSON } from '../support/http.js';
import { holds } from './support/fuzz.js';
import { postRaw } from './support/raw-http.js';
import { expectOnlyAsSigned, expectUnharmed, genuine, openTarget, type Target } from './support/target.js';

const JSON_TYPES = [TEXT_JSON, 'application/json', 'text/plain'];

/** Blank values are neither signed nor passed on. */
const isText = (value: string): boolean => value.trim() !== '';

/** What a genuine payment says, with texts that a careless reader would change or split. */
const signedFields = fc.record(
  {
    info_order: fc.string({ unit: 'grapheme', minLength: 1 }).filter(isText),
    pay_type: fc.constantFrom('D', '1', 'new'),
    bank_code: fc.stringMatching(/^\d{8}$/),
    payLoad: fc.string({ minLength: 1 }).filter(isText),
    settle_date: fc.constant('20261121'),
  },
  { requiredKeys: ['pay_type'], noNullPrototype: true },
);

/** One change to one field, by its place among the names. */
const change = fc.record({
  at: fc.nat(),
  other: fc.nat(),
  how: fc.constantFrom(
    'value',
    'remove',
    'blank',
    'rename',
    'swap',
    'append',
    'pad',
    'null',
    'wrap in a list',
    'add',
    'unsign',
  ),
  text: fc.string({ unit: 'grapheme', minLength: 1 }),
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(
  signed: Readonly<Record<string, string>>,
  { at, other, how, text }: Change,
): Record<string, unknown> {
  const names = Object.keys(signed);
  const name = names[at % names.length] ?? '';
  const second = names[other % names.length] ?? '';
  const { [name]: value = '', ...rest } = signed;
  switch (how) {
    case 'value':
      return { ...signed, [name]: text };
    case 'remove':
      return rest;
    case 'blank':
      return { ...signed, [name]: ' ' };
    case 'rename':
      return { ...rest, [`${name}${text}`]: value };
    case 'swap':
      return { ...signed, [name]: signed[second] ?? '', [second]: value };
    case 'append':
      return { ...signed, [name]: value + text };
    case 'pad':
      return { ...signed, [name]: ` ${value}` };
    case 'null':
      return { ...signed, [name]: null };
    case 'wrap in a list':
      return { ...signed, [name]: [value] };
    case 'add':
      return { ...signed, [text]: signed[text] ?? text };
    case 'unsign':
      return { ...signed, sign: text };
  }
}

/** One change to the bytes. */
const edit = fc.record({
  at: fc.nat(),
  length: fc.integer({ min: 0, max: 4 }),
  bytes: fc.uint8Array({ maxLength: 4 }),
});

function edited(
  original: Buffer,
  { at, length, bytes }: { at: number; length: number; bytes: Uint8Array },
): Buffer {
  const start = at % original.length;
  return Buffer.concat([original.subarray(0, start), bytes, original.subarray(start + length)]);
}

describe.each(ADAPTERS)('a genuine notification that somebody altered, on %s', (adapter) => {
  let target: Target;
  beforeAll(async () => (target = await openTarget(adapter)));
  afterAll(() => target.close());
  afterEach(() => expectUnharmed(target));

  const sent = (signed: Record<string, string>, body: Buffer | string, type: string): Promise<number> =>
    expectOnlyAsSigned(target, signed, [400, 401], () =>
      postRaw(target.notifyUrl, body, [['content-type', type]]),
    );

  it('in a field of its JSON is refused with a 400 or 401, whatever it calls itself', async () => {
    await holds(250, [signedFields, change, fc.constantFrom(...JSON_TYPES)], async (fields, how, type) => {
      const signed = genuine(fields);
      await sent(signed, JSON.stringify(changed(signed, how)), type);
    });
  });

  it('in a field of its form is refused with a 400 or 401', async () => {
    await holds(150, [signedFields, change, fc.constantFrom(FORM, TEXT_JSON)], async (fields, how, type) => {
      const signed = genuine(fields);
      const texts = Object.entries(changed(signed, how)).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : '',
      ]);
      await sent(signed, form(Object.fromEntries(texts) as Record<string, string>), type);
    });
  });

  it('in its bytes is refused with a 400 or 401, or says exactly what was signed', async () => {
    const write = [JSON.stringify, form];
    await holds(400, [edit, fc.nat(1), fc.constantFrom(...JSON_TYPES, FORM)], async (where, which, type) => {
      const signed = genuine({ info_order: '羽毛球 "1" & 2' });
      await sent(signed, edited(Buffer.from(write[which]?.(signed) ?? ''), where), type);
    });
  });

  it('into another layout of the same values is accepted', async () => {
    const layout = fc.constantFrom('reversed', 'indented', 'escaped', 'with blanks');
    await holds(40, [signedFields, layout], async (fields, how) => {
      const signed = genuine(fields);
      const reversed = Object.fromEntries(Object.entries(signed).reverse());
      const body = {
        reversed: JSON.stringify(reversed),
        indented: JSON.stringify(signed, null, '\t'),
        escaped: JSON.stringify(signed).replace(
          /[^\x20-\x7e]/g,
          (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
        ),
        'with blanks': JSON.stringify({ ...signed, blank: '', nothing: null, space: ' \t' }),
      }[how];
      expect(await sent(signed, body, TEXT_JSON)).toBe(200);
    });
  });
});
