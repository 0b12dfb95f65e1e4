import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { ADAPTERS } from '../support/adapters.js';
import { FORM, form, TEXT_JSON } from '../support/http.js';
import { postRaw } from './support/raw-http.js';
import { expectUnharmed, genuine, nothingHandled, openTarget, type Target } from './support/target.js';

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
const CYRILLIC: Readonly<Record<string, string>> = {
  a: 'а',
  e: 'е',
  o: 'о',
  p: 'р',
  c: 'с',
  y: 'у',
  x: 'х',
  i: 'і',
};

/** Ways to write a text so that it looks the same, or is the same to who folds, trims or normalizes it. */
const LOOKALIKES: readonly (readonly [string, (text: string) => string])[] = [
  ['in full-width characters', fullWidth],
  ['in Cyrillic letters', (text) => text.replace(/[aeopcyxi]/, (char) => CYRILLIC[char] ?? char)],
  [
    'in mathematical letters',
    (text) => text.replace(/[a-z]/, (c) => String.fromCodePoint(0x1d41a + c.charCodeAt(0) - 97)),
  ],
  ['with a long s', (text) => text.replace(/s/i, 'ſ')],
  ['with a dotless i', (text) => text.replace(/i/i, 'ı')],
  ['with the sign of Kelvin', (text) => text.replace(/k/i, 'K')],
  ['in capitals', (text) => (text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase())],
  ['with a combining mark', (text) => `${text}\u0301`],
  ['with a zero-width space', (text) => `${text.slice(0, 1)}\u200b${text.slice(1)}`],
  ['with a zero-width joiner', (text) => `${text.slice(0, 1)}\u200d${text.slice(1)}`],
  ['with a soft hyphen', (text) => `${text.slice(0, 1)}\u00ad${text.slice(1)}`],
  ['with a word joiner', (text) => `\u2060${text}`],
  ['with a mark of direction', (text) => `\u202e${[...text].reverse().join('')}`],
  ['with a variation selector', (text) => `${text}\ufe0f`],
  ['with a byte order mark', (text) => `\ufeff${text}`],
  ['with a nul behind it', (text) => `${text}\0`],
  ['with a nul and more behind it', (text) => `${text}\0x`],
  ['with a space behind it', (text) => `${text} `],
  ['with a tab before it', (text) => `\t${text}`],
  ['with a line feed behind it', (text) => `${text}\n`],
  ['with a no-break space before it', (text) => `\u00a0${text}`],
  ['with an ideographic space behind it', (text) => `${text}\u3000`],
  [
    'with a percent sign that hides a character',
    (text) => `%${text.charCodeAt(0).toString(16)}${text.slice(1)}`,
  ],
  ['with a reference that hides a character', (text) => `&#${String(text.charCodeAt(0))};${text.slice(1)}`],
  [
    'with an escape that hides a character',
    (text) => `\\u00${text.charCodeAt(0).toString(16)}${text.slice(1)}`,
  ],
  ['in Arabic digits', (text) => text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))],
  ['in raised digits', (text) => text.replace(/2/, '²')],
];

describe.each(ADAPTERS)(
  'a notification with something that only looks like what was signed, on %s',
  (adapter) => {
    let target: Target;
    beforeAll(async () => (target = await openTarget(adapter)));
    afterAll(() => target.close());
    afterEach(() => expectUnharmed(target));

    const isRefused = async (fields: Readonly<Record<string, string>>): Promise<void> => {
      const unseen = nothingHandled(target);
      for (const [type, write] of [
        [TEXT_JSON, JSON.stringify],
        [FORM, form],
      ] as const) {
        const { status } = await postRaw(target.notifyUrl, write(fields), [['content-type', type]]);
        expect([fields, [400, 401].includes(status)]).toEqual([fields, true]);
      }
      unseen();
    };

    it.each(LOOKALIKES)('%s, in a value, is refused with a 400 or 401', async (_how, write) => {
      for (const name of ['oid_partner', 'no_order', 'oid_paybill', 'result_pay', 'money_order', 'sign']) {
        const message = genuine();
        const value = message[name] ?? '';
        if (write(value) !== value) await isRefused({ ...message, [name]: write(value) });
      }
    });

    it.each(LOOKALIKES)('%s, in a name, is refused with a 400 or 401', async (_how, write) => {
      for (const name of ['no_order', 'sign']) {
        const { [name]: value = '', ...rest } = genuine();
        if (write(name) === name) continue;
        await isRefused({ ...rest, [write(name)]: value });
        // Beside the genuine one, for code that looks names up in a way of its own.
        await isRefused({ ...rest, [name]: value, [write(name)]: value });
      }
    });

    it('keeps letters apart that are the same when they are normalized', async () => {
      const composed = 'é 가 ﬁ Å';
      for (const other of ['NFD', 'NFKC', 'NFKD'] as const) {
        expect(composed.normalize(other)).not.toBe(composed);
        await isRefused({ ...genuine({ info_order: composed }), info_order: composed.normalize(other) });
      }
    });
  },
);
