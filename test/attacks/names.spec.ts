import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { ADAPTERS } from '../support/adapters.js';
import { FORM, form, TEXT_JSON } from '../support/http.js';
import { holds } from './support/fuzz.js';
import { postRaw } from './support/raw-http.js';
import {
  expectOnlyAsSigned,
  expectUnharmed,
  genuine,
  nothingHandled,
  openTarget,
  type Target,
} from './support/target.js';

const JSON_TYPES = [TEXT_JSON, 'application/json'];
const FORM_TYPES = [FORM, TEXT_JSON, 'Application/X-WWW-Form-URLEncoded; charset=utf-8'];

/** Names that lead to prototypes, in the ways that parsers of JSON and forms have been led astray. */
const POISONED_JSON = [
  '"__proto__":{"polluted":"yes"}',
  '"__proto__":null',
  '"\\u005f_proto__":{"polluted":"yes"}',
  '"constructor":{"prototype":{"polluted":"yes"}}',
  '"prototype":{"polluted":"yes"}',
  '"a":{"__proto__":{"polluted":"yes"}}',
  '"a":[{"constructor":{"prototype":{"polluted":"yes"}}}]',
  '"__defineGetter__":"polluted"',
  '"hasOwnProperty":1',
  '"toString":{"polluted":"yes"}',
  '"toJSON":"yes"',
  '"then":"yes"',
];
const POISONED_FORM = [
  '__proto__=yes',
  '__proto__[polluted]=yes',
  '__proto__.polluted=yes',
  '%5F_proto__%5Bpolluted%5D=yes',
  'constructor[prototype][polluted]=yes',
  'constructor.prototype.polluted=yes',
  'a[__proto__][polluted]=yes',
  'a[constructor][prototype][polluted]=yes',
  'a[0][__proto__][polluted]=yes',
  '[__proto__][polluted]=yes',
  'hasOwnProperty=1&toString=2',
];

describe.each(ADAPTERS)('a genuine notification with more in it than was signed, on %s', (adapter) => {
  let target: Target;
  beforeAll(async () => (target = await openTarget(adapter)));
  afterAll(() => target.close());
  afterEach(async () => {
    expect((Object.create(null) as object) instanceof Object).toBe(false);
    expect('polluted' in {} || 'polluted' in [] || 'polluted' in (() => undefined)).toBe(false);
    await expectUnharmed(target);
  });

  const sent = (
    signed: Record<string, string>,
    body: string,
    type: string,
    statuses = [400, 401],
  ): Promise<number> =>
    expectOnlyAsSigned(target, signed, statuses, () =>
      postRaw(target.notifyUrl, body, [['content-type', type]]),
    );
  /** Puts text in front of the first member, and behind the last. */
  const bothEnds = (json: string, member: string): string[] => [
    json.replace('{', `{${member},`),
    json.replace(/\}$/, `,${member}}`),
  ];

  it.each(POISONED_JSON)('such as %s is refused with a 400 or 401, and pollutes nothing', async (member) => {
    const unseen = nothingHandled(target);
    for (const type of JSON_TYPES) {
      for (const body of bothEnds(JSON.stringify(genuine()), member)) {
        expect([400, 401]).toContain(
          (await postRaw(target.notifyUrl, body, [['content-type', type]])).status,
        );
      }
    }
    unseen();
  });

  it.each(POISONED_FORM)('such as the field %s of a form pollutes nothing', async (field) => {
    for (const type of FORM_TYPES) {
      for (const write of [(body: string) => `${field}&${body}`, (body: string) => `${body}&${field}`]) {
        const signed = genuine();
        await sent(signed, write(form(signed)), type);
      }
    }
  });

  it('is refused with a 400 where a name of its JSON occurs twice, however it is written', async () => {
    const unseen = nothingHandled(target);
    const spellings = (name: string): string[] => [
      `"${name}"`,
      `"\\u00${name.charCodeAt(0).toString(16)}${name.slice(1)}"`,
    ];
    for (const [name, value] of Object.entries(genuine())) {
      for (const spelling of spellings(name)) {
        for (const other of [`"${value}"`, '"0.01"', 'null', '""', '{}']) {
          for (const body of bothEnds(JSON.stringify(genuine()), `${spelling}:${other}`)) {
            expect([name, other, (await postRaw(target.notifyUrl, body)).status]).toEqual([name, other, 400]);
          }
        }
      }
    }
    unseen();
  });

  it("says what was signed or is refused where the app's own parser reads a name twice", async () => {
    for (const name of Object.keys(genuine())) {
      for (const at of [0, 1]) {
        const signed = genuine();
        const body = bothEnds(JSON.stringify(signed), `"${name}":"0.01"`)[at] ?? '';
        await sent(signed, body, 'application/json');
      }
    }
  });

  it.each(FORM_TYPES)('is refused with a 400 where a field of its form occurs twice, as %s', async (type) => {
    const unseen = nothingHandled(target);
    const signed = genuine({ info_order: 'a' });
    for (const [name, value] of Object.entries(signed)) {
      for (const more of [
        `${name}=${encodeURIComponent(value)}`,
        `${name}=`,
        `${name}[]=1`,
        `${name}[0]=1`,
        `${name}[a]=1`,
        `%${name.charCodeAt(0).toString(16)}${name.slice(1)}=1`,
      ]) {
        for (const body of [`${more}&${form(signed)}`, `${form(signed)}&${more}`]) {
          const { status } = await postRaw(target.notifyUrl, body, [['content-type', type]]);
          // Where nobody took the brackets for a list, it is another name, which nobody signed.
          expect([more, more.includes('[') ? [400, 401] : [400]]).toEqual([
            more,
            expect.arrayContaining([status]),
          ]);
        }
      }
    }
    unseen();
  });

  it('is refused where a signed list is taken apart into a field that occurs twice', async () => {
    const unseen = nothingHandled(target);
    const { info_order = '', ...signed } = genuine({ info_order: '["a","b"]' });
    expect(info_order).not.toBe('');
    for (const type of FORM_TYPES) {
      const body = `${form(signed)}&info_order=a&info_order=b`;
      expect((await postRaw(target.notifyUrl, body, [['content-type', type]])).status).toBe(400);
    }
    unseen();
  });

  it.each([
    ['lists', (deep: number) => '['.repeat(deep) + ']'.repeat(deep)],
    ['objects', (deep: number) => '{"a":'.repeat(deep) + '1' + '}'.repeat(deep)],
    ['both', (deep: number) => '[{"a":'.repeat(deep / 2) + '1' + '}]'.repeat(deep / 2)],
    ['lists that never end', (deep: number) => '['.repeat(deep)],
  ])('is refused with a 400 or 401 with %s in each other, however deep', async (_what, nested) => {
    const unseen = nothingHandled(target);
    for (const deep of [2, 30, 34, 64, 66, 1_000, 8_000]) {
      for (const type of JSON_TYPES) {
        const body = JSON.stringify(genuine()).replace('{', `{"nested":${nested(deep)},`);
        const { status } = await postRaw(target.notifyUrl, body, [['content-type', type]]);
        expect([400, 401]).toContain(status);
      }
    }
    unseen();
  });

  it('is refused where a number stands for an amount or a number of its own that was signed', async () => {
    const numbers = [
      '49.950',
      '4.995e1',
      '49.949999999999996',
      '0.4995E+2',
      '1e400',
      '-0',
      '9'.repeat(40_000),
    ];
    for (const number of [...numbers, '049.95', '49.95.0', '+49.95', 'NaN', 'Infinity', '0x31', '4995n']) {
      for (const type of JSON_TYPES) {
        const signed = genuine();
        const body = JSON.stringify(signed).replace('"49.95"', number);
        const status = await sent(signed, body, type);
        // Express has rounded it by then, to the very number that was signed.
        if (type === TEXT_JSON) expect([number, status]).not.toEqual([number, 200]);
      }
    }
  });

  it('is refused with a 400 where a signed amount is no amount', async () => {
    const unseen = nothingHandled(target);
    const amounts = [
      '1e400',
      '-49.95',
      '49.955',
      'NaN',
      'Infinity',
      '٤٩.٩٥',
      '４９.９５',
      '49,95',
      '0x10',
      '9'.repeat(300),
    ];
    for (const money_order of amounts) {
      expect([
        money_order,
        (await postRaw(target.notifyUrl, JSON.stringify(genuine({ money_order })))).status,
      ]).toEqual([money_order, 400]);
    }
    unseen();
    // LianLian signed them: each leaves a line for a person.
    const { logger } = target.shop;
    const says = expect.stringContaining('money_order is not an amount') as unknown;
    expect(logger.texts('error')).toEqual(amounts.map(() => says));
    logger.clear();
  });

  it('is refused with any field beside it that nobody signed', async () => {
    const name = fc.string({ unit: 'grapheme' });
    const value = fc.oneof(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 3 }));
    await holds(120, [name, value, fc.constantFrom(...JSON_TYPES)], async (added, what, type) => {
      const signed = genuine();
      const body = JSON.stringify(signed).replace(
        /\}$/,
        `,${JSON.stringify(added)}:${JSON.stringify(what)}}`,
      );
      await sent(signed, body, type);
    });
  });
});
