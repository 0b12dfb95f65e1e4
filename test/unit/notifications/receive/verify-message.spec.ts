import { sign } from 'node:crypto';

import type { KeyInput } from 'nestjs-lianlian';
import { describe, expect, it } from 'vitest';

import { createSettings } from '../../../../lib/config/create-settings.js';
import { MerchantRegistry } from '../../../../lib/config/merchant-registry.js';
import { parseBytes } from '../../../../lib/notifications/receive/parse-message.js';
import { type Verification, verifyMessage } from '../../../../lib/notifications/receive/verify-message.js';
import { paymentFields, signedByLianlian } from '../../../support/lianlian-signs.js';
import { testKeys } from '../../../support/merchant.js';
import { LIANLIAN_PUBLIC_KEY, whollySigned } from '../../../support/signed-messages.js';

const keys = testKeys();

function registry(lianlianPublicKey: KeyInput, oidPartner: string): MerchantRegistry {
  const { privateKey } = keys.merchant;
  return new MerchantRegistry(createSettings({ oidPartner, privateKey, lianlianPublicKey }));
}

const reasonOf = (verification: Verification): string =>
  'reason' in verification ? verification.reason : 'verified';

/** What becomes of the bytes: a reason, `verified`, or `unreadable`. */
async function judge(bytes: Uint8Array, merchants: MerchantRegistry): Promise<string> {
  let message;
  try {
    message = parseBytes(bytes);
  } catch {
    return 'unreadable';
  }
  return reasonOf(await verifyMessage(message, merchants));
}

describe.each(whollySigned)('the $kind that LianLian really signed', ({ body }) => {
  const merchants = registry(LIANLIAN_PUBLIC_KEY, body['oid_partner'] ?? '');
  const document = Buffer.from(JSON.stringify(body));

  it('is verified, however its JSON is laid out', async () => {
    expect(await judge(document, merchants)).toBe('verified');
    expect(await judge(Buffer.from(JSON.stringify(body, null, 2)), merchants)).toBe('verified');
    const reversed = Object.fromEntries(Object.entries(body).reverse());
    expect(await judge(Buffer.from(JSON.stringify(reversed)), merchants)).toBe('verified');
    const escaped = document
      .toString()
      .replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
    expect(await judge(Buffer.from(escaped), merchants)).toBe('verified');
    expect(await judge(Buffer.from(new URLSearchParams(body).toString()), merchants)).toBe('verified');
  });

  it('is refused with any one byte changed', async () => {
    const passed: string[] = [];
    for (let at = 0; at < document.length; at++) {
      for (const flip of [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80]) {
        const changed = Buffer.from(document);
        changed[at] = (document[at] ?? 0) ^ flip;
        if ((await judge(changed, merchants)) === 'verified')
          passed.push(`${String(at)}: ${changed.toString()}`);
      }
    }
    expect(passed).toEqual([]);
  });

  it('is refused with any one byte left out, doubled, or added to a value or name', async () => {
    const passed: string[] = [];
    for (let at = 0; at < document.length; at++) {
      const before = document.subarray(0, at);
      const changes = [
        Buffer.concat([before, document.subarray(at + 1)]),
        Buffer.concat([before, document.subarray(at, at + 1), document.subarray(at)]),
        ...['0', 'a', '=', '&', '+', '/'].map((byte) =>
          Buffer.concat([before, Buffer.from(byte), document.subarray(at)]),
        ),
      ];
      for (const changed of changes) {
        if ((await judge(changed, merchants)) === 'verified')
          passed.push(`${String(at)}: ${changed.toString()}`);
      }
    }
    expect(passed).toEqual([]);
  });

  it('is refused with a field left out, added, doubled or exchanged', async () => {
    for (const name of Object.keys(body)) {
      const { [name]: value, ...rest } = body;
      const altered = [
        rest,
        { ...rest, [name]: '' },
        { ...rest, [`${name}x`]: value },
        { ...rest, [name.toUpperCase()]: value },
      ];
      for (const other of Object.keys(rest))
        altered.push({ ...body, [name]: body[other] ?? '', [other]: value ?? '' });
      for (const fields of altered) {
        const isSame =
          Object.entries(fields).every(([field, text]) => body[field] === text) && name in fields;
        expect([fields, await judge(Buffer.from(JSON.stringify(fields)), merchants)]).not.toEqual([
          isSame ? null : fields,
          'verified',
        ]);
      }
    }
    for (const extra of ['aaa', 'zzz', 'signx', 'Sign', 'SIGN']) {
      expect(await judge(Buffer.from(JSON.stringify({ ...body, [extra]: '1' })), merchants)).toBe(
        'invalid-signature',
      );
    }
  });

  it('has one spelling of its signature', async () => {
    const original = body['sign'] ?? '';
    const bytes = Buffer.from(original, 'base64');
    const variants = [
      original.replace(/=+$/, ''),
      `${original}=`,
      `${original}A`,
      ` ${original}`,
      `${original}\n`,
      original.replace(/(.{76})/g, '$1\n'),
      original.replaceAll('+', '-').replaceAll('/', '_'),
      original.replaceAll('+', ' '),
      bytes.toString('hex'),
      bytes.toString('base64url'),
      Buffer.concat([Buffer.alloc(1), bytes]).toString('base64'),
      bytes.subarray(1).toString('base64'),
      Buffer.concat([bytes, Buffer.alloc(1)]).toString('base64'),
      // The bits of the last character that decoding ignores.
      ...['A', 'B', 'C', 'D'].map((last) => original.replace(/.(=*)$/, `${last}$1`)),
      '',
      '=',
    ].filter((variant) => variant !== original);
    for (const variant of variants) {
      expect([
        variant,
        await judge(Buffer.from(JSON.stringify({ ...body, sign: variant })), merchants),
      ]).toEqual([variant, 'invalid-signature']);
    }
  });

  it('is the same message with blank fields added, which are no fields', async () => {
    for (const blank of ['', ' ', '\t\n', null]) {
      const bytes = Buffer.from(JSON.stringify({ ...body, added: blank }));
      expect(await judge(bytes, merchants)).toBe('verified');
    }
  });
});

describe('a signature', () => {
  const oid = '201304121000001004';
  const merchants = registry(keys.lianlian.publicKey, oid);
  const json = (fields: object): Buffer => Buffer.from(JSON.stringify(fields));

  it.each([
    ['by byte', (a: string, b: string) => (a < b ? -1 : 1), 'verified'],
    [
      'without regard to case',
      (a: string, b: string) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1),
      'verified',
    ],
    ['backwards', (a: string, b: string) => (a < b ? 1 : -1), 'invalid-signature'],
  ])('over names sorted %s counts as it should', async (_order, compare, verdict) => {
    const fields: Record<string, string> = paymentFields({ payLoad: '1', pay_type: '2', sign_type: 'RSA' });
    const names = Object.keys(fields).sort(compare);
    const source = names.map((name) => `${name}=${fields[name] ?? ''}`).join('&');
    const signature = sign('md5', Buffer.from(source), keys.lianlian.privateKey).toString('base64');
    expect(await judge(json({ ...fields, sign: signature }), merchants)).toBe(verdict);
  });

  it('covers the text of a field, whatever characters it has', async () => {
    const odd = { info_order: '羽毛球 😀 \u0000 "quoted" \\ / +%20 \u2028', zero: '0', space: ' a ' };
    const signed = signedByLianlian(paymentFields(odd), keys.lianlian.privateKey);
    expect(await judge(json(signed), merchants)).toBe('verified');
    for (const [name, value] of Object.entries(odd)) {
      expect(await judge(json({ ...signed, [name]: value.trim().replace('😀', '😁') }), merchants)).toBe(
        name === 'zero' ? 'verified' : 'invalid-signature',
      );
    }
  });

  it.each(['money_order', 'currency_order', 'dt_order'])(
    'does not make a message of one whose %s is nested, though its text is signed',
    async (name) => {
      const fields = paymentFields({ [name]: '{"a":"USD"}' });
      const signed = signedByLianlian(fields, keys.lianlian.privateKey);
      expect(await judge(json({ ...signed, [name]: { a: 'USD' } }), merchants)).toBe('malformed');
    },
  );

  it.each([
    'no_order',
    'money_order',
    'currency_order',
    'oid_partner',
    'result_pay',
    'oid_paybill',
    'dt_order',
    'pay_type',
    'sign_type',
    'no_refund',
    'sta_refund',
  ])('does not let %s hide in the text of another field, or under a name with = or &', async (name) => {
    const hidden = signedByLianlian(paymentFields({ info_order: `a&${name}=b` }), keys.lianlian.privateKey);
    expect(await judge(json(hidden), merchants)).toBe('malformed');
    const named = signedByLianlian(
      paymentFields({ [`info_order=a&${name}`]: 'b' }),
      keys.lianlian.privateKey,
    );
    expect(await judge(json(named), merchants)).toBe('malformed');
    const nested = json({ ...hidden, info_order: { a: `x&${name}=b` } });
    expect(await judge(nested, merchants)).toBe('malformed');
  });

  it('leaves harmless texts with & and = alone', async () => {
    const signed = signedByLianlian(
      paymentFields({ info_order: 'https://a.example/?x=1&order=2&=&&' }),
      keys.lianlian.privateKey,
    );
    expect(await judge(json(signed), merchants)).toBe('verified');
  });
});

describe('a message for a merchant that is not known yet, while look-ups are used up', () => {
  const KNOWN = '201304121000001004';
  const NEW = '201304121000009009';

  async function rationed(signType: 'RSA' | 'SHA256withRSA') {
    const asked: string[] = [];
    const { privateKey } = keys.merchant;
    const lianlianPublicKey = keys.lianlian.publicKey;
    const found = (oidPartner: string) => ({ oidPartner, privateKey, lianlianPublicKey, signType });
    const merchantSource = {
      find: (oidPartner: string) => {
        asked.push(oidPartner);
        return Promise.resolve(oidPartner.startsWith('2099') ? undefined : found(oidPartner));
      },
    };
    const merchantCache = { unknownPerSecond: 1 };
    const merchants = new MerchantRegistry(
      createSettings({ merchants: [found(KNOWN)], merchantSource, merchantCache }),
    );
    await judge(json(paymentFields({ oid_partner: '209912121000000001' })), merchants);
    asked.length = 0;
    return { asked, merchants };
  }
  const json = (fields: object): Buffer => Buffer.from(JSON.stringify(fields));
  const fields = (overrides: Record<string, string> = {}) =>
    paymentFields({ oid_partner: NEW, ...overrides });

  it.each(['RSA', 'SHA256withRSA'] as const)(
    'is looked up where LianLian signed it by %s',
    async (signType) => {
      const { merchants } = await rationed(signType);
      const signed = signedByLianlian(fields(), keys.lianlian.privateKey, signType);
      expect(await judge(json(signed), merchants)).toBe('verified');
    },
  );

  it.each<[string, object]>([
    ['is not signed', fields()],
    ['is signed by a stranger', signedByLianlian(fields(), testKeys().lianlian.privateKey)],
    [
      'is signed by an algorithm that no merchant allows',
      signedByLianlian(fields(), keys.lianlian.privateKey, 'SHA256withRSA'),
    ],
    ['names MD5', signedByLianlian(fields({ sign_type: 'MD5' }), keys.lianlian.privateKey)],
    ['was altered', { ...signedByLianlian(fields(), keys.lianlian.privateKey), money_order: '0.01' }],
    ['is of the merchant itself', signedByLianlian(fields(), keys.merchant.privateKey)],
  ])('is not looked up where it %s', async (_, message) => {
    const { asked, merchants } = await rationed('RSA');
    await expect(judge(json(message), merchants)).rejects.toThrow(/unknownPerSecond/);
    expect(asked).toEqual([]);
  });
});
