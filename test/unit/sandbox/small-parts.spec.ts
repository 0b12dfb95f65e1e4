import { createVerify, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { signNotification } from 'nestjs-lianlian/testing';
import { describe, expect, it } from 'vitest';
import { amountOfFen, fenOfAmount, styledAmount } from '../../../lib/sandbox/common/amount.js';
import { chinaTime, daysApart, momentOfChinaTime } from '../../../lib/sandbox/common/china-time.js';
import { parseForm } from '../../../lib/sandbox/http/form.js';
import { masked, maskedCard } from '../../../lib/sandbox/common/mask.js';
import { apiRules } from '../../../lib/sandbox/data/data.js';
import { html } from '../../../lib/sandbox/pages/html.js';
import { hasFormat } from '../../../lib/sandbox/gateway/validation/formats.js';

describe('amounts', () => {
  it.each([
    ['49.95', 4995n],
    ['0.01', 1n],
    ['100000000.00', 10_000_000_000n],
    ['1', undefined],
    ['1.5', undefined],
    ['-1.00', undefined],
    ['01.00', undefined],
    ['1e2.00', undefined],
  ])('%s is %s fen', (text, fen) => {
    expect(fenOfAmount(text)).toBe(fen);
  });

  it('are written with two decimals, or as Java writes a double', () => {
    expect([0n, 5n, 4995n].map(amountOfFen)).toEqual(['0.00', '0.05', '49.95']);
    expect(['0.10', '1000.00', '49.95'].map((each) => styledAmount(each, 'unpadded'))).toEqual([
      '0.1',
      '1000.0',
      '49.95',
    ]);
    expect(styledAmount('0.10', 'padded')).toBe('0.10');
  });
});

describe('times', () => {
  it('are China’s', () => {
    expect(chinaTime(new Date('2017-08-01T16:57:14Z'))).toBe('20170802005714');
    expect(momentOfChinaTime('20170802005714')?.toISOString()).toBe('2017-08-01T16:57:14.000Z');
  });

  it.each(['20170230000000', '20170101240000', '2017080100', 'x'])('%s is none', (text) => {
    expect(momentOfChinaTime(text)).toBeUndefined();
  });

  it('are counted apart in dates', () => {
    expect(daysApart('20260301000000', '20260228235959')).toBe(1);
    expect(daysApart('20260301', '20260301235959')).toBe(0);
    expect(daysApart('x', '20260301')).toBeNaN();
  });
});

describe('formats', () => {
  it.each([
    ['ip_underscore', '122_11_37_211', true],
    ['ip_underscore', '2001:db8::1', true],
    ['ip_underscore', '122.11.37.211', false],
    ['ip_underscore', '1_2_3', false],
    ['url', 'https://shop.example/n?a=1', true],
    ['url', 'http://localhost:3000/notify', true],
    ['url', 'https://shop.example/a b', false],
    ['url', 'shop.example/notify', false],
    ['url', 'javascript:alert(1)', false],
    ['hex6', 'Ff5001', true],
    ['hex6', '#ff5001', false],
    ['date8', '20260229', false],
    ['date8', '20260228', true],
    ['json', '{"a":1}', true],
    ['json', 'null', false],
    ['json', '"x"', false],
  ])('%s: %s is %s', (format, value, expected) => {
    expect(hasFormat(format, value, {}, 'aggregate.direct')).toBe(expected);
  });

  it('are all known: an unknown one is a defect', () => {
    expect(() => hasFormat('new', 'x', {}, 'aggregate.direct')).toThrow('the sandbox lacks: new');
  });
});

describe('the data', () => {
  it('names no format that the sandbox lacks, in any API of the catalogue', () => {
    const file = new URL('../../../lib/sandbox/data/catalogue.json', import.meta.url);
    const { apis } = JSON.parse(readFileSync(file, 'utf8')) as { apis: { id: string }[] };
    const formats = apis.flatMap(({ id }) => Object.values(apiRules(id).formats ?? {}));
    expect(formats.length).toBeGreaterThan(100);
    for (const format of formats) expect(() => hasFormat(format, 'x', {}, 'card.bin')).not.toThrow();
  });
});

describe('masks', () => {
  it('hide secrets, and who is behind a risk_item', () => {
    const risk_item =
      '{"user_info_bind_phone":"139","user_info_full_name": "张\\"三","goods_name":"x","delivery_phone":139,"n":1}';
    expect(masked({ card_no: '622', cvv2: '1', no_order: 'o-1', risk_item })).toEqual({
      card_no: '***',
      cvv2: '***',
      no_order: 'o-1',
      risk_item:
        '{"user_info_bind_phone":"***","user_info_full_name": "***","goods_name":"x","delivery_phone":"***","n":1}',
    });
  });

  it('leave six and four digits of a card', () => {
    expect(maskedCard('6222020000000000000')).toBe('622202*********0000');
    expect(maskedCard('6222020000')).toBe('**********');
  });
});

describe('forms and pages', () => {
  it('reads a form in UTF-8', () => {
    expect({ ...parseForm('a=1+2%2B&b=%E5%BC%A0&c&__proto__=x') }).toEqual({
      a: '1 2+',
      b: '张',
      c: '',
      ['__proto__']: 'x',
    });
  });

  it.each(['a=1&a=2', 'a=%E5', '%=1'])('refuses %s', (body) => {
    expect(() => parseForm(body)).toThrow(SyntaxError);
  });

  it('escapes every value once', () => {
    const inner = html`<b title="${'"'}">${"<&'"}</b>`;
    expect(html`<p>${inner}${undefined}${[inner]}</p>`.in('zh')).toBe(
      '<p><b title="&quot;">&lt;&amp;&#39;</b><b title="&quot;">&lt;&amp;&#39;</b></p>',
    );
  });
});

describe('signNotification', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs1' }).toString();

  it('drops what is blank, and signs the rest', () => {
    const { sign, ...fields } = signNotification(
      { no_order: 'o-1', money_order: '0.1', memo: ' ', info_order: null, sign: 'x' },
      pem,
    );
    expect(fields).toEqual({ no_order: 'o-1', money_order: '0.1', sign_type: 'RSA' });
    const verify = createVerify('RSA-MD5').update('money_order=0.1&no_order=o-1&sign_type=RSA');
    expect(verify.verify(publicKey, sign ?? '', 'base64')).toBe(true);
  });

  it('signs with SHA-256 where it is told to', () => {
    const { sign, ...fields } = signNotification({ no_order: 'o-1' }, privateKey, 'SHA256withRSA');
    expect(fields['sign_type']).toBe('SHA256withRSA');
    const verify = createVerify('RSA-SHA256').update('no_order=o-1&sign_type=SHA256withRSA');
    expect(verify.verify(publicKey, sign ?? '', 'base64')).toBe(true);
  });
});
