import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { LianlianSandbox, type SandboxEvent } from 'nestjs-lianlian/testing';

import { callWith, type Fields, isSigned, PATHS, signed, startSandbox } from '../support/merchant.js';
import { callSealed, payout, type SealOptions } from '../support/payer.js';

const NOTIFY = 'http://127.0.0.1:9/notify';
let sandbox: LianlianSandbox;
const opened: { stop(): Promise<void> }[] = [];
const events: SandboxEvent[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.stop()));
  events.splice(0);
});

async function started(modulusLength = 1024): Promise<void> {
  sandbox = await startSandbox({ modulusLength, onEvent: (event) => events.push(event) });
  opened.push(sandbox);
}

const sent = async (options: SealOptions, fields: Fields = payout(sandbox, NOTIFY)): Promise<Fields> =>
  (await callSealed(sandbox, PATHS.payout, fields, options)).fields;

/** Another character of base64 in the middle of a part. */
const touched = (at: number) => (parts: string[]) =>
  parts.map((part, place) => {
    if (place !== at) return part;
    const middle = Math.floor(part.length / 2);
    return `${part.slice(0, middle)}${part[middle] === 'A' ? 'B' : 'A'}${part.slice(middle + 1)}`;
  });

describe.each([1024, 2048])('an envelope for a key of %i bits', (bits) => {
  it.each<[string, SealOptions]>([
    ['in UTF-8', {}],
    ['in ASCII with escapes', { isAscii: true }],
    ['in lines of 76', { isWrapped: true }],
  ])('is opened: %s', async (_, options) => {
    await started(bits);
    expect(await sent(options)).toMatchObject({ ret_code: '0000' });
    expect(sandbox.requests.at(-1)).toMatchObject({ verified: true, fields: { memo: '货款' } });
  });

  it.each<[part: string, at: number, why: string]>([
    ['version', 0, 'lianpay1_0_1'],
    ['HMAC key', 1, 'another public key: is lianlianPublicKey that of the sandbox?'],
    ['AES key', 2, 'another public key: is lianlianPublicKey that of the sandbox?'],
    ['nonce', 3, 'The HMAC is wrong'],
    ['ciphertext', 4, 'The HMAC is wrong'],
    ['HMAC', 5, 'The HMAC is wrong'],
  ])('is refused with 4007 where its %s was altered', async (_, at, why) => {
    await started(bits);
    const response = await sent({ alter: touched(at) });
    expect(response).toMatchObject({ ret_code: '4007', ret_msg: '敏感信息解密异常' });
    expect(isSigned(response, sandbox)).toBe(true);
    const [request] = sandbox.requests;
    expect(request?.explanation?.en).toContain(why);
    expect(request).toMatchObject({ verified: false, source: '', diagnosis: undefined });
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'request', ret_code: '4007', explanation: request?.explanation }),
    );
    expect(sandbox.payouts.all()).toEqual([]);
  });
});

describe('an envelope', () => {
  it('for another key is refused, and the explanation says whose it may be', async () => {
    await started();
    const other = (bits: number): string =>
      generateKeyPairSync('rsa', {
        modulusLength: bits,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      }).publicKey;
    const why = async (publicKey: string): Promise<string | undefined> => {
      expect(await sent({ publicKey })).toMatchObject({ ret_code: '4007' });
      return sandbox.requests.at(-1)?.explanation?.en;
    };
    expect(await why(other(1024))).toContain('another public key: is lianlianPublicKey that of the sandbox?');
    expect(await why(other(2048))).toContain('a key of 2048 bits, and that of the sandbox has 1024');
    expect(await why(sandbox.options.privateKey)).toContain('the merchant’s own public key');
  });

  it.each<[string, (parts: string[]) => string[], string]>([
    ['of five parts', (parts) => parts.slice(0, 5), '5 parts'],
    ['of seven parts', (parts) => [...parts, 'AA=='], '7 parts'],
    ['with swapped keys', ([v = '', a = '', b = '', ...rest]) => [v, b, a, ...rest], 'The HMAC is wrong'],
    [
      'with blanks for plus signs',
      (parts) => parts.map((part) => part.replaceAll('+', ' ').replaceAll('/', ' ')),
      'base64',
    ],
    ['with an empty ciphertext', (parts) => parts.with(4, ''), 'base64'],
    ['with a short nonce', (parts) => parts.with(3, 'AAAA'), '32 bytes each'],
  ])('%s is refused with 4007', async (_, alter, why) => {
    await started();
    expect(await sent({ alter })).toMatchObject({ ret_code: '4007' });
    expect(sandbox.requests.at(-1)?.explanation?.en).toContain(why);
  });

  it('is refused where what it holds is no UTF-8, or no JSON object', async () => {
    await started();
    expect(await sent({ text: Buffer.from([0x7b, 0xff, 0xfe]) })).toMatchObject({ ret_code: '4007' });
    expect(sandbox.requests.at(-1)?.explanation?.en).toContain('not UTF-8');
    expect(await sent({ text: 'oid_partner=1' })).toMatchObject({ ret_code: '1012' });
    expect(await sent({ text: '[]' })).toMatchObject({ ret_code: '1012' });
  });

  it('must name the merchant beside it: nobody signs for another one', async () => {
    const [oidPartner, other] = ['201304121000001004', '201304121000001005'];
    const several = await LianlianSandbox.start({
      modulusLength: 1024,
      merchants: [{ oidPartner }, { oidPartner: other }],
    });
    opened.push(several);
    const { privateKey = '', lianlianPublicKey = '' } =
      several.options.merchants.find((each) => each.oidPartner === oidPartner) ?? {};
    const payer = {
      url: several.url,
      clock: several.clock,
      options: { oidPartner, privateKey, lianlianPublicKey },
    };
    const { fields } = await callSealed(payer, PATHS.payout, payout(payer, NOTIFY), { outer: other });
    expect(fields).toMatchObject({ ret_code: '1004' });
    expect(several.requests.at(-1)?.explanation?.en).toContain('not the one beside it');
    expect(several.payouts.all()).toEqual([]);
  });

  it('is asked for where the fields come in the open', async () => {
    await started();
    const open = signed(payout(sandbox, NOTIFY), sandbox.options.privateKey);
    const { fields } = await callWith(sandbox, PATHS.payout, JSON.stringify(open));
    expect(fields).toMatchObject({ ret_code: '1004' });
    expect(sandbox.requests.at(-1)?.explanation?.en).toContain('encrypted in pay_load');
  });

  it('has its signature checked inside, and diagnosed', async () => {
    await started();
    const fields = signed(payout(sandbox, NOTIFY), sandbox.options.privateKey);
    const text = JSON.stringify({ ...fields, money_order: '8800.00' });
    const response = await sent({ text });
    expect(response).toMatchObject({ ret_code: '1001' });
    const request = sandbox.requests.at(-1);
    expect(request?.verified).toBe(false);
    expect(request?.fields).toMatchObject({ money_order: '8800.00', card_no: '***', acct_name: '***' });
    expect(request?.source).toContain('money_order=8800.00');
    expect(request?.diagnosis?.signedWith).toBe('expected');
    expect(JSON.stringify(request)).not.toContain('6222020000000000123');
    expect(sandbox.payouts.all()).toEqual([]);
  });

  it('keeps its secrets out of everything that is shown', async () => {
    await started();
    await sent({});
    await sent({ alter: touched(5) });
    const shown = JSON.stringify([sandbox.requests, events]);
    expect(shown).not.toContain('张三');
    expect(shown).not.toContain('6222020000000000123');
    expect(shown).not.toContain('lianpay1_0_1$');
  });
});
