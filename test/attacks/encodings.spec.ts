import { gzipSync, brotliCompressSync, deflateSync } from 'node:zlib';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { ADAPTERS } from '../support/adapters.js';
import { FORM, form, TEXT_JSON } from '../support/http.js';
import { postRaw } from './support/raw-http.js';
import {
  expectOnlyAsSigned,
  expectUnharmed,
  genuine,
  nothingHandled,
  openTarget,
  type Target,
} from './support/target.js';

const utf16le = (text: string): Buffer => Buffer.from(text, 'utf16le');
const utf16be = (text: string): Buffer => utf16le(text).swap16();
const utf32 = (text: string): Buffer =>
  Buffer.from(new Uint32Array([...text].map((char) => char.codePointAt(0) ?? 0)).buffer);
/** 羽毛球 in GBK, which LianLian's oldest systems spoke. */
const inGbk = (text: string): Buffer => {
  const [before = '', after = ''] = text.split('羽毛球');
  return Buffer.concat([Buffer.from(before), Buffer.from('d3f0c3abc7f2', 'hex'), Buffer.from(after)]);
};
const utf7 = (text: string): Buffer => Buffer.from(text.replace('羽毛球', '+f71rG3QD-'));

/** Bytes that are no UTF-8, each of which a lenient decoder takes for some character. */
const BROKEN: readonly (readonly [string, string])[] = [
  ['a byte that never occurs', 'ff'],
  ['a continuation without a start', '80'],
  ['a character that is cut off', 'e7be'],
  ['an overlong slash', 'c0af'],
  ['an overlong nul', 'c080'],
  ['a longer overlong slash', 'e080af'],
  ['half a surrogate pair', 'eda080'],
  ['a surrogate pair as two characters', 'eda081edb080'],
  ['a character beyond Unicode', 'f4908080'],
  ['a character of five bytes', 'f888808080'],
];

describe.each(ADAPTERS)('a notification in another encoding, on %s', (adapter) => {
  let target: Target;
  beforeAll(async () => (target = await openTarget(adapter)));
  afterAll(() => target.close());
  afterEach(() => expectUnharmed(target));

  const typed = (body: Buffer, type: string, more: readonly (readonly [string, string])[] = []) =>
    postRaw(target.notifyUrl, body, [['content-type', type], ...more]);

  it.each([
    ['UTF-16', utf16le],
    ['UTF-16 with a byte order mark', (text: string) => utf16le(`\uFEFF${text}`)],
    ['UTF-16, big end first', utf16be],
    ['UTF-16, big end first, with a byte order mark', (text: string) => utf16be(`\uFEFF${text}`)],
    ['UTF-32', utf32],
    ['GBK', inGbk],
  ])('is refused with a 400 in %s, genuine or not, as JSON and as a form', async (_name, encode) => {
    const signed = genuine({ info_order: '羽毛球' });
    const unseen = nothingHandled(target);
    for (const type of [TEXT_JSON, 'text/json;charset=gbk', 'text/json;charset=utf-16', 'text/plain']) {
      expect((await typed(encode(JSON.stringify(signed)), type)).status).toBe(400);
      expect([400, 401]).toContain((await typed(encode(form(signed)), type)).status);
    }
    unseen();
  });

  it('is refused in UTF-7, which is ASCII of another text', async () => {
    const unseen = nothingHandled(target);
    const body = utf7(JSON.stringify(genuine({ info_order: '羽毛球' })));
    expect((await typed(body, 'text/json;charset=utf-7')).status).toBe(401);
    unseen();
  });

  it.each(['utf-8', 'utf-16', 'utf-16le', 'utf-7', 'gbk', 'iso-8859-1', 'x'])(
    "says what was signed or is refused where Express's own parser decodes it from %s",
    async (charset) => {
      for (const encode of [utf16le, utf16be, inGbk, utf7, (text: string) => Buffer.from(text)]) {
        for (const [type, write] of [
          ['application/json', JSON.stringify],
          [FORM, form],
        ] as const) {
          const signed = genuine({ info_order: '羽毛球' });
          await expectOnlyAsSigned(target, signed, [400, 401, 415], () =>
            typed(encode(write(signed)), `${type};charset=${charset}`),
          );
        }
      }
    },
  );

  it.each(BROKEN)('is refused with a 400 with %s in a value, in a name and behind it', async (_name, hex) => {
    const signed = genuine({ info_order: 'a@b' });
    const text = JSON.stringify(signed);
    const broken = Buffer.from(hex, 'hex');
    const withBytes = (at: number): Buffer =>
      Buffer.concat([Buffer.from(text.slice(0, at)), broken, Buffer.from(text.slice(at))]);
    const unseen = nothingHandled(target);
    for (const at of [text.indexOf('a@b') + 1, text.indexOf('no_order') + 2, text.length, 0]) {
      expect((await typed(withBytes(at), TEXT_JSON)).status).toBe(400);
      expect([400, 401]).toContain((await typed(withBytes(at), 'application/json')).status);
    }
    unseen();
  });

  it('is refused with a 401 where a replacement character stands for what was signed', async () => {
    const unseen = nothingHandled(target);
    const text = JSON.stringify(genuine({ info_order: '羽毛球' })).replace('羽', '\uFFFD');
    expect((await typed(Buffer.from(text), TEXT_JSON)).status).toBe(401);
    unseen();
  });

  it('is accepted behind one byte order mark, and refused behind two or with one inside', async () => {
    const text = (): string => JSON.stringify(genuine());
    expect((await typed(Buffer.from(`\uFEFF${text()}`), TEXT_JSON)).status).toBe(200);
    const inside = text().replace('"order-', '"order\uFEFF-');
    expect(inside).toContain('\uFEFF');
    expect((await typed(Buffer.from(inside), TEXT_JSON)).status).toBe(401);
    expect((await typed(Buffer.from(text().replace(':', ':\uFEFF')), TEXT_JSON)).status).toBe(400);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('compressed with %s says what was signed, or is refused', async (coding, compress) => {
    for (const type of [TEXT_JSON, 'application/json', FORM]) {
      const signed = genuine();
      const write = type === FORM ? form : JSON.stringify;
      const body = compress(Buffer.from(write(signed)));
      await expectOnlyAsSigned(target, signed, [400, 415], () =>
        typed(body, type, [['content-encoding', coding]]),
      );
      const altered = compress(Buffer.from(write({ ...genuine(), money_order: '0.01' })));
      const unseen = nothingHandled(target);
      expect([400, 401, 415]).toContain((await typed(altered, type, [['content-encoding', coding]])).status);
      unseen();
    }
  });

  it.each(['identity', 'compress', 'zstd', 'gzip, gzip', 'x', 'chunked'])(
    'that only claims to be encoded as %s says what was signed, or is refused',
    async (coding) => {
      for (const type of [TEXT_JSON, 'application/json', FORM]) {
        const signed = genuine();
        const body = Buffer.from((type === FORM ? form : JSON.stringify)(signed));
        await expectOnlyAsSigned(target, signed, [400, 415], () =>
          typed(body, type, [['content-encoding', coding]]),
        );
      }
    },
  );
});
