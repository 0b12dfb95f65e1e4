import { constants, createPublicKey, generateKeyPairSync, privateEncrypt, sign } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import {
  both,
  type SignatureDiagnosis,
  type SignatureQuestion,
} from '../../../lib/diagnosis/signature-diagnosis.js';
import { diagnoseSignature } from '../../../lib/diagnosis/diagnose-signature.js';
import {
  type Fields,
  md5Hex,
  rsa,
  sourceOf,
  WRONG_WAYS,
  wronglySigned,
} from '../../support/wrong-signatures.js';
import { LIANLIAN_PUBLIC_KEY, whollySigned } from '../../support/signed-messages.js';

const merchant = generateKeyPairSync('rsa', { modulusLength: 1024 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 1024 });
const signers = { merchant: merchant.privateKey, stranger: stranger.privateKey };

/** An Easypay request, in the order of its document, with everything that can be got wrong. */
const REQUEST: Fields = {
  oid_partner: '201304121000001004',
  sign_type: 'RSA',
  user_id: 'u-1',
  no_order: 'order-1',
  dt_order: '20261121120000',
  name_goods: '羽毛球 拍',
  money_order: '210.90',
  userreq_ip: '122_11_37_211',
  notify_url: 'https://shop.example/notify?a=1',
  card_no: '6222020000000000123',
  acct_name: '张三',
  risk_item: '{"frms_ware_category":"1009","goods_name":"羽毛球/拍","user_info_bind_phone":"13958069593"}',
};

function diagnosed(texts: Fields, more: Partial<SignatureQuestion> = {}): SignatureDiagnosis {
  return diagnoseSignature({
    texts,
    transport: 'json',
    keys: { expected: merchant.publicKey },
    allowed: ['RSA', 'SHA256withRSA'],
    ...more,
  });
}

const signedOver = (source: string | Buffer, fields = REQUEST): Fields => ({
  ...fields,
  sign: rsa(source, merchant.privateKey),
});
const causesOf = ({ findings }: SignatureDiagnosis): string[] => findings.map(({ cause }) => cause);

/** REQUEST with some fields signed otherwise than sent. */
const signedAs = (changes: Fields): Fields => signedOver(sourceOf({ ...REQUEST, ...changes }));
const sorted = (fields: Fields): [string, string][] =>
  Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));

describe('a right signature', () => {
  it.each([
    ['RSA', 'md5'],
    ['SHA256withRSA', 'sha256'],
  ])('%s is called right', (sign_type, digest) => {
    const fields = { ...REQUEST, sign_type, info_order: '' };
    const result = diagnosed({ ...fields, sign: rsa(sourceOf(fields), merchant.privateKey, digest) });
    expect(result).toMatchObject({ verifies: true, signedWith: 'expected', digest, findings: [] });
    expect(result.likely).toEqual({ en: 'The signature is right.', zh: '签名正确。' });
  });

  it.each(whollySigned)("LianLian's own $kind is called right, and wrong with a changed byte", ({ body }) => {
    const question = {
      keys: { expected: createPublicKey(LIANLIAN_PUBLIC_KEY) },
      body: JSON.stringify(body),
      lenient: true,
    };
    expect(diagnosed(body, question)).toMatchObject({ verifies: true, findings: [] });
    const changed = diagnosed({ ...body, oid_partner: '201609211001116516' }, question);
    expect(changed).toMatchObject({ verifies: false, signedWith: 'expected', digest: 'md5' });
    expect(causesOf(changed)).toEqual(['other-content']);
  });
});

describe('the seven usual mistakes', () => {
  it.each(WRONG_WAYS)('%s', (way) => {
    const { cause, sent } = wronglySigned(way, REQUEST, signers);
    const result = diagnosed(sent, { body: JSON.stringify(sent) });
    expect(result.verifies).toBe(false);
    expect(causesOf(result)).toEqual([cause]);
    expect(result.likely.en).toBe(`${String(result.findings[0]?.title.en)}.`);
  });

  it.each(WRONG_WAYS)('%s, tried quickly', (way) => {
    const { cause, sent } = wronglySigned(way, REQUEST, signers);
    expect(causesOf(diagnosed(sent, { quick: true }))).toEqual([cause]);
  });

  it('names the stranger, if it is known', () => {
    const { sent } = wronglySigned('wrong key', REQUEST, signers);
    const others = [
      {
        name: both('merchant 201304121000009009', '商户 201304121000009009 的密钥'),
        key: stranger.publicKey,
      },
    ];
    const result = diagnosed(sent, { keys: { expected: merchant.publicKey, others } });
    expect(result.signedWith).toBe('merchant 201304121000009009');
    expect(causesOf(result)).toEqual(['wrong-key']);
    expect(result.findings[0]?.explanation.en).toContain('belongs to merchant 201304121000009009');
    expect(result.findings[0]?.explanation.zh).toContain('用商户 201304121000009009 的密钥对应的私钥签的');
  });
});

const CHINESE = /[\u4e00-\u9fff]/;
/** Three words in a row: names of fields, of functions and of algorithms are not Chinese anywhere. */
const ENGLISH = /[a-z]+ [a-z]+ [a-z]+/;

describe('names what was signed', () => {
  const nested = '{"b":[1,2],"a":{"c":"/"}}';
  const bare = (content: string | Buffer): string =>
    privateEncrypt(
      { key: merchant.privateKey, padding: constants.RSA_PKCS1_PADDING },
      Buffer.from(content),
    ).toString('base64');
  const right = rsa(sourceOf(REQUEST), merchant.privateKey);

  const CASES: [what: string, cause: string, sent: Fields, fields?: string[]][] = [
    [
      'SHA-256 for MD5',
      'sha256-for-md5',
      { ...REQUEST, sign: rsa(sourceOf(REQUEST), merchant.privateKey, 'sha256') },
    ],
    ['SHA-1', 'other-digest', { ...REQUEST, sign: rsa(sourceOf(REQUEST), merchant.privateKey, 'sha1') }],
    ['no signature', 'missing-signature', { ...REQUEST, sign: ' ' }],
    [
      'sign in the source',
      'sign-included',
      signedOver(sourceOf(REQUEST).replace('&sign_type', '&sign=&sign_type')),
    ],
    ['sign_type left out', 'field-left-out', signedAs({ sign_type: '' }), ['sign_type']],
    [
      'two fields left out',
      'field-left-out',
      signedAs({ user_id: '', dt_order: '' }),
      ['user_id', 'dt_order'],
    ],
    ['another sign_type', 'sign-type-changed', signedAs({ sign_type: 'SHA256withRSA' })],
    [
      'fields in reverse',
      'sorted-wrongly',
      signedOver(
        sorted(REQUEST)
          .reverse()
          .map((p) => p.join('='))
          .join('&'),
      ),
    ],
    [
      'fields without regard to case',
      'sorted-wrongly',
      (() => {
        const fields = { ...REQUEST, Zip: '1' };
        const pairs = Object.entries(fields).sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
        return signedOver(pairs.map((p) => p.join('=')).join('&'), fields);
      })(),
    ],
    [
      'JSON with sorted members',
      're-serialized-json',
      signedOver(sourceOf({ ...REQUEST, risk_item: '{"a":{"c":"/"},"b":[1,2]}' }), {
        ...REQUEST,
        risk_item: nested,
      }),
      ['risk_item'],
    ],
    [
      'JSON with escaped slashes',
      're-serialized-json',
      signedOver(sourceOf({ ...REQUEST, risk_item: nested.replace('/', '\\/') }), {
        ...REQUEST,
        risk_item: nested,
      }),
    ],
    [
      'JSON by PHP',
      're-serialized-json',
      signedAs({
        risk_item:
          '{"frms_ware_category":"1009","goods_name":"\\u7fbd\\u6bdb\\u7403\\/\\u62cd","user_info_bind_phone":"13958069593"}',
      }),
    ],
    ['JSON as an object', 're-serialized-json', signedAs({ risk_item: '[object Object]' })],
    [
      'JSON by Java',
      're-serialized-json',
      signedAs({
        risk_item: '{frms_ware_category=1009, goods_name=羽毛球/拍, user_info_bind_phone=13958069593}',
      }),
    ],
    ['JSON within JSON', 're-serialized-json', signedAs({ risk_item: JSON.stringify(REQUEST['risk_item']) })],
    [
      'blanks around =',
      'spaces-in-names',
      signedOver(
        sorted(REQUEST)
          .map((p) => p.join(' = '))
          .join('&'),
      ),
    ],
    [
      'blanks after names',
      'spaces-in-names',
      signedOver(
        sorted(REQUEST)
          .map((p) => p.join(' ='))
          .join('&'),
      ),
    ],
    [
      'blanks around &',
      'spaces-in-names',
      signedOver(
        sorted(REQUEST)
          .map((p) => p.join('='))
          .join(' & '),
      ),
    ],
    [
      'names sent with blanks',
      'spaces-in-names',
      signedOver(
        sourceOf(REQUEST),
        Object.fromEntries(Object.entries(REQUEST).map(([n, v]) => [n === 'no_order' ? ' no_order' : n, v])),
      ),
      [' no_order'],
    ],
    ['blanks in values', 'spaces-in-values', signedAs({ name_goods: '羽毛球+拍' }), ['name_goods']],
    ['an amount as a number', 'value-written-otherwise', signedAs({ money_order: '210.9' }), ['money_order']],
    [
      'an address with dots',
      'value-written-otherwise',
      signedAs({ userreq_ip: '122.11.37.211' }),
      ['userreq_ip'],
    ],
    [
      'URL-encoded values',
      'url-encoded',
      signedOver(
        sorted(REQUEST)
          .map(([n, v]) => `${n}=${encodeURIComponent(v)}`)
          .join('&'),
      ),
    ],
    ['a URL-encoded source', 'url-encoded', signedOver(encodeURIComponent(sourceOf(REQUEST)))],
    ['a line break by echo', 'joined-wrongly', signedOver(`${sourceOf(REQUEST)}\n`)],
    ['& at the end', 'joined-wrongly', signedOver(`${sourceOf(REQUEST)}&`)],
    ['a key appended', 'joined-wrongly', signedOver(`${sourceOf(REQUEST)}&key=`)],
    ['the JSON text', 'json-signed', signedOver(JSON.stringify(Object.fromEntries(sorted(REQUEST))))],
    ['GBK', 'other-encoding', signedOver(Buffer.concat([gbk(sourceOf(REQUEST))]))],
    [
      'UTF-8 read as Windows-1252',
      'double-encoded-utf8',
      signedOver(new TextDecoder('windows-1252').decode(Buffer.from(sourceOf(REQUEST)))),
    ],
    [
      'UTF-8 read as GBK',
      'double-encoded-utf8',
      signedOver(new TextDecoder('gbk').decode(Buffer.from(sourceOf(REQUEST)))),
    ],
    [
      'a message sent encoded twice',
      'double-encoded-utf8',
      signedOver(sourceOf({ ...REQUEST, risk_item: '{}' }), {
        ...REQUEST,
        risk_item: '{}',
        name_goods: Buffer.from('羽毛球 拍').toString('latin1'),
        acct_name: Buffer.from('张三').toString('latin1'),
      }),
      ['name_goods', 'acct_name'],
    ],
    ['the MD5 of the source', 'hashed-twice', signedOver(md5Hex(sourceOf(REQUEST)))],
    [
      'a bare digest',
      'no-digest-info',
      { ...REQUEST, sign: bare(Buffer.from(md5Hex(sourceOf(REQUEST)), 'hex')) },
    ],
    ['a bare digest in hexadecimal', 'no-digest-info', { ...REQUEST, sign: bare(md5Hex(sourceOf(REQUEST))) }],
    [
      'PSS',
      'pss-padding',
      {
        ...REQUEST,
        sign: sign('sha256', Buffer.from(sourceOf(REQUEST)), {
          key: merchant.privateKey,
          padding: constants.RSA_PKCS1_PSS_PADDING,
        }).toString('base64'),
      },
    ],
    [
      'an MD5 with a shared key',
      'shared-key-digest',
      { ...REQUEST, sign: md5Hex(`${sourceOf(REQUEST)}&key=secret`) },
    ],
    [
      'line breaks in the signature',
      'signature-spelling',
      { ...REQUEST, sign: right.replace(/.{64}/g, '$&\n') },
    ],
    ['a URL-encoded signature', 'signature-spelling', { ...REQUEST, sign: encodeURIComponent(right) }],
    [
      'a hexadecimal signature',
      'signature-spelling',
      { ...REQUEST, sign: Buffer.from(right, 'base64').toString('hex') },
    ],
    ['a signature cut off', 'signature-cut-off', { ...REQUEST, sign: right.slice(0, 100) }],
    ['a changed value', 'other-content', signedAs({ money_order: '210.91' })],
  ];

  it.each(CASES)('%s: %s', (_what, cause, sent, fields) => {
    const result = diagnosed(sent);
    expect(result.verifies).toBe(false);
    expect(causesOf(result)).toEqual([cause]);
    if (fields !== undefined) expect(result.findings[0]?.fields).toEqual(fields);
  });

  it.each(CASES)('%s, all of it in either language', (_what, _cause, sent) => {
    for (const { title, explanation } of diagnosed(sent).findings) {
      for (const { en, zh } of [title, explanation]) {
        expect(en).not.toMatch(CHINESE);
        expect(zh).toMatch(CHINESE);
        expect(zh).not.toMatch(ENGLISH);
      }
      expect(explanation.en).toMatch(/\.$/);
      expect(explanation.zh).toMatch(/。$/);
    }
  });

  it('blanks for the + of a signature', () => {
    const fields = withPlus();
    expect(causesOf(diagnosed({ ...fields, sign: fields['sign']?.replaceAll('+', ' ') ?? '' }))).toEqual([
      'plus-became-blank',
    ]);
  });

  it('a key of another size', () => {
    const larger = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const result = diagnosed({ ...REQUEST, sign: rsa(sourceOf(REQUEST), larger.privateKey) });
    expect(causesOf(result)).toEqual(['wrong-key']);
    expect(result.findings[0]?.explanation.en).toContain('a key of 2048 bits; the expected key has 1024');
  });

  it('an algorithm that is not accepted', () => {
    const fields = { ...REQUEST, sign_type: 'SHA256withRSA' };
    const sent = { ...fields, sign: rsa(sourceOf(fields), merchant.privateKey, 'sha256') };
    const result = diagnosed(sent, { allowed: ['RSA'] });
    expect(causesOf(result)).toEqual(['sign-type-not-allowed']);
    expect(result.findings[0]?.explanation.en).toContain('Accepted for this message: RSA.');
  });
});

describe('empty fields', () => {
  it('that were signed as null are named', () => {
    const body = `{"b":null,"no_order":"o-1","a":null,"sign_type":"RSA"}`;
    const sign = rsa('a=null&b=null&no_order=o-1&sign_type=RSA', merchant.privateKey);
    const result = diagnosed({ no_order: 'o-1', sign_type: 'RSA', sign }, { body });
    expect(causesOf(result)).toEqual(['empty-fields-included']);
    expect(result.findings[0]?.fields).toEqual(['b', 'a']);
    expect(result.signedSource).toBe('a=null&b=null&no_order=o-1&sign_type=RSA');
    expect(result.source).toBe('no_order=o-1&sign_type=RSA');
  });
});

describe('two mistakes at once', () => {
  it('are both named, and neither if only one is looked for', () => {
    const fields = { ...REQUEST, info_order: '' };
    const unsorted = Object.entries(fields).map((p) => p.join('='));
    const sent = signedOver(unsorted.join('&'), fields);
    const result = diagnosed(sent);
    expect(causesOf(result)).toEqual(['empty-fields-included', 'sorted-wrongly']);
    expect(result.likely.en).toBe('Empty fields were signed; and: The fields were sorted wrongly.');
    expect(result.likely.zh).toBe('空字段参与了签名；字段排序不对。');
    expect(causesOf(diagnosed(sent, { quick: true }))).toEqual(['other-content']);
  });

  it('of the key, the digest and the text are told apart', () => {
    const fields = { ...REQUEST, sign_type: 'SHA256withRSA' };
    const sent = {
      ...fields,
      sign: rsa(
        Object.entries(fields)
          .map((p) => p.join('='))
          .join('&'),
        stranger.privateKey,
      ),
    };
    const others = [{ name: both('LianLian', '连连'), key: stranger.publicKey }];
    expect(causesOf(diagnosed(sent, { keys: { expected: merchant.publicKey, others } }))).toEqual([
      'wrong-key',
      'md5-for-sha256',
      'sorted-wrongly',
    ]);
  });
});

describe('what is told', () => {
  it.each([...WRONG_WAYS])('holds no personal data: %s', (way) => {
    const { sent } = wronglySigned(way, REQUEST, signers);
    const text = JSON.stringify(diagnosed(sent, { body: JSON.stringify(sent) }));
    for (const secret of ['6222020000000000123', '张三', '13958069593', sent['sign'] ?? ''])
      expect(text).not.toContain(secret);
  });

  it('names the fields that it masks, and keeps the form of their JSON', () => {
    const result = diagnosed(
      signedAs({
        risk_item:
          '{"frms_ware_category": "1009", "goods_name": "羽毛球/拍", "user_info_bind_phone": "13958069593"}',
      }),
    );
    expect(result.maskedFields).toEqual(['card_no', 'acct_name', 'risk_item']);
    expect(result.source).toContain(
      'risk_item={"frms_ware_category":"***","goods_name":"***","user_info_bind_phone":"***"}',
    );
    expect(result.signedSource).toContain('risk_item={"frms_ware_category": "***", "goods_name": "***", ');
  });

  it('masks what somebody misspelt', () => {
    const result = diagnosed({ 'card_no ': '6222020000000000123', Acct_Name: '张三', sign: 'x' });
    expect(result.source).toBe('Acct_Name=***&card_no =***');
  });

  it('quotes names that are none', () => {
    const name = `x\n${'y'.repeat(100)}`;
    const fields = { a: '1', [name]: '2' };
    const [found] = diagnosed({ ...fields, sign: rsa('a=1', merchant.privateKey) }).findings;
    expect(found?.cause).toBe('field-left-out');
    expect(found?.explanation.en).toContain(`"x\\n${'y'.repeat(38)}" was not`);
  });
});

describe('the work', () => {
  it.each([
    [
      'many fields',
      Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`f${String(index)}`, 'x'])),
    ],
    ['a long value', { a: 'x y'.repeat(20_000), b: '羽'.repeat(20_000) }],
    ['deep JSON', { risk_item: `${'['.repeat(60_000)}${']'.repeat(60_000)}` }],
    ['a long signature', { a: '1', sign: '+ '.repeat(30_000) }],
  ])('is bounded for %s', (_what, fields) => {
    const sent = { sign: rsa('something else', merchant.privateKey), ...fields };
    const start = process.cpuUsage();
    expect(diagnosed(sent, { quick: true }).verifies).toBe(false);
    const { user } = process.cpuUsage(start);
    expect(user / 1000).toBeLessThan(2000);
  });
});

/** REQUEST signed so that the signature has a plus: nearly every one has. */
function withPlus(): Fields {
  for (let number = 0; ; number++) {
    const fields = { ...REQUEST, no_order: `order-${String(number)}` };
    const signature = rsa(sourceOf(fields), merchant.privateKey);
    if (signature.includes('+')) return { ...fields, sign: signature };
  }
}

/** GBK of the few characters of these tests, from its table. */
function gbk(text: string): Buffer {
  const table: Readonly<Record<string, string>> = {
    羽: 'd3f0',
    毛: 'c3ab',
    球: 'c7f2',
    拍: 'c5c4',
    张: 'd5c5',
    三: 'c8fd',
  };
  return Buffer.concat(
    [...text].map((char) => (char < '\x80' ? Buffer.from(char) : Buffer.from(table[char] ?? '', 'hex'))),
  );
}
