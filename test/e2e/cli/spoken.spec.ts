import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';

import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { columnsOf } from '../../../lib/cli/wrapped.js';
import { signedByLianlian } from '../../support/lianlian-signs.js';
import { OID_PARTNER } from '../../support/merchant.js';
import { WRONG_WAYS, wronglySigned } from '../../support/wrong-signatures.js';
import { listening } from '../calls/support/gateway.js';
import { run } from './support/command-line.js';

const pem = (key: KeyObject): string =>
  key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }).toString();
const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const lianlian = generateKeyPairSync('rsa', { modulusLength: 1024 });

let sandbox: LianlianSandbox;
const other = createServer((_request, response) => response.writeHead(404).end());
let nowhere: string;
beforeAll(async () => {
  sandbox = await LianlianSandbox.start({
    merchants: [{ oidPartner: OID_PARTNER, publicKey: pem(merchant.publicKey) }],
  });
  nowhere = `http://127.0.0.1:${String(await listening(other))}/payments/notify`;
});
afterAll(async () => {
  other.close();
  await sandbox.stop();
});

const REQUEST = {
  oid_partner: OID_PARTNER,
  sign_type: 'RSA',
  no_order: 'order-1',
  name_goods: '羽毛球',
  money_order: '210.90',
  notify_url: 'https://shop.example/notify',
};

/** Calls of the doctor that find something: by what they are called with. */
function calls(): readonly (readonly [
  argv: readonly string[],
  env: Record<string, string>,
  input?: string,
])[] {
  const env = {
    LIANLIAN_OID_PARTNER: OID_PARTNER,
    LIANLIAN_PRIVATE_KEY: pem(merchant.privateKey),
    LIANLIAN_PUBLIC_KEY: pem(lianlian.publicKey),
  };
  const probed = {
    ...env,
    LIANLIAN_GATEWAY: sandbox.url,
    LIANLIAN_PUBLIC_KEY: pem(sandbox.lianlianPublicKey),
  };
  const signers = { merchant: merchant.privateKey, stranger: stranger.privateKey };
  const pasted = WRONG_WAYS.map((way) => JSON.stringify(wronglySigned(way, REQUEST, signers).sent));
  return [
    [['--offline'], {}],
    [
      ['--offline'],
      { ...env, LIANLIAN_RETURN_URL: 'http://shop.lianlianpay.com:81', LIANLIAN_NOTFY_URL: 'x' },
    ],
    [['--offline'], { ...env, LIANLIAN_GATEWAY: 'http://gateway.example.com', LIANLIAN_NOTIFY_URL: nowhere }],
    [['--probe'], { ...probed, LIANLIAN_NOTIFY_URL: nowhere }],
    [['--probe'], { ...probed, LIANLIAN_PRIVATE_KEY: pem(stranger.privateKey) }],
    [['--probe'], { ...probed, LIANLIAN_OID_PARTNER: '201304121000009999' }],
    [['--probe'], { ...probed, LIANLIAN_PUBLIC_KEY: pem(stranger.publicKey) }],
    [['--probe'], { ...env, LIANLIAN_GATEWAY: 'http://127.0.0.1:1' }],
    [['explain', '1002'], {}],
    [['explain', '9913'], {}],
    [['explain', '4012'], {}],
    [['explain', 'PR07'], {}],
    [['explain', '1234'], {}],
    [['explain'], {}, '{"ret_code":"4711"}'],
    [
      ['explain'],
      env,
      JSON.stringify(signedByLianlian({ ret_code: '4711', ret_msg: '未知' }, lianlian.privateKey)),
    ],
    [['explain'], {}, 'hello'],
    [['explain'], {}, JSON.stringify({ ...REQUEST, sign: 'x' })],
    [['explain', '--from', 'lianlian'], {}, JSON.stringify({ ...REQUEST, sign: 'x' })],
    [['explain', '/nowhere/at/all'], {}],
    [['--env-file', '/nowhere'], {}],
    [['--merchant-public-key', '/nowhere'], env],
    [['--probe', '--offline'], {}],
    [['--hurry'], {}],
    [['--ofline'], {}],
    [['please'], {}],
    ...pasted.map((input) => [['explain'], env, input] as const),
  ];
}

/** What is shown as it is: texts to be signed, which stand below a line of ours, and what a sentence quotes in English. */
function ownLines(text: string): string[] {
  return text.split('\n').filter((line) => !/^[A-Za-z_ ]+=/.test(line) && !line.startsWith('{'));
}

async function printed(
  argv: readonly string[],
  env: Record<string, string>,
  input = '',
  columns?: number,
): Promise<string> {
  const { exitCode, out, errors } = run(['doctor', ...argv], { env, input, columns });
  await exitCode;
  return out() + errors();
}

describe('the doctor, whatever it finds', () => {
  it('speaks Chinese throughout under a Chinese locale: in each paragraph', async () => {
    for (const [argv, env, input] of calls()) {
      const text = await printed(argv, { ...env, LANG: 'zh_TW.UTF-8' }, input);
      const paragraphs = ownLines(text.replace(/\n {2,}(?=\S)/g, ' ')).filter((line) => line !== '');
      for (const line of paragraphs) expect(line).toMatch(/\p{Script=Han}/u);
      expect(text).not.toContain('你');
    }
  });

  it('speaks English alone else', async () => {
    for (const [argv, env, input] of calls()) {
      const text = ownLines(await printed(argv, env, input)).join('\n');
      // LianLian's own texts are Chinese.
      expect(
        text.replace(
          /ret_code \d{4} [^(]*|In payouts \([^)]*\): [^(]*|\(ret_msg\): .*|\(ret_code.*?\)/gs,
          '',
        ),
      ).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it.each(['en_GB.UTF-8', 'zh_CN.UTF-8'])(
    'keeps to 80 columns, or to 60 where there are no more: %s',
    async (LC_ALL) => {
      for (const [argv, env, input] of calls()) {
        for (const columns of [undefined, 60]) {
          const lines = ownLines(await printed(argv, { ...env, LC_ALL }, input, columns));
          const tooLong = lines.filter((line) => columnsOf(line) > (columns ?? 80));
          // A word that is longer than a line, an address for one, is not broken.
          expect(tooLong.filter((line) => /\S\s+\S/.test(line.trim()))).toEqual([]);
        }
      }
    },
  );

  it('says the same in JSON in every language', async () => {
    const env = { LIANLIAN_OID_PARTNER: '1' };
    const inEnglish = await printed(['--offline', '--json'], env);
    expect(await printed(['--offline', '--json'], { ...env, LANG: 'zh_CN' })).toBe(inEnglish);
    const { checks } = JSON.parse(inEnglish) as { checks: { message: { en: string; zh: string } }[] };
    for (const { message } of checks) {
      expect(message.en).toMatch(/[a-z]/);
      expect(message.zh).toMatch(/\p{Script=Han}/u);
    }
  });
});

describe('a code that no table has', () => {
  it('is told so, with what the message says and what to do', async () => {
    const text = await printed(
      ['explain'],
      {},
      '{"ret_code":"4711","ret_msg":"渠道未开放","card_no":"6222020000000000123"}',
    );
    expect(text).toContain("ret_code 4711 is in none of LianLian's tables");
    expect(text).toContain('The message itself says (ret_msg): "渠道未开放"');
    expect(text).toMatch(/What to do: query the transaction before anything else/);
  });

  it('is told without the secrets that its ret_msg repeats', async () => {
    const text = await printed(
      ['explain'],
      {},
      '{"ret_code":"4711","ret_msg":"卡号6222020000000000123有误, 13958069593","bind_mob":"13958069593","card_no":"6222020000000000123"}',
    );
    expect(text).toContain('4711');
    expect(text).not.toMatch(/6222020000000000123|13958069593/);
  });

  it('is told beside a right signature, and in JSON', async () => {
    const env = { LIANLIAN_PUBLIC_KEY: pem(lianlian.publicKey) };
    const input = JSON.stringify(
      signedByLianlian({ ret_code: '4711', ret_msg: '未知' }, lianlian.privateKey),
    );
    const text = await printed(['explain'], env, input);
    expect(text).toContain('✓');
    expect(text).toContain("ret_code 4711 is in none of LianLian's tables");
    expect(JSON.parse(await printed(['explain', '--json'], env, input))).toMatchObject({
      diagnosis: { verifies: true },
      code: { ret_code: '4711', isListed: false, ret_msg: '未知', advice: 'query-first' },
    });
  });

  it('and is none: a status of an authorization', async () => {
    expect(await printed(['explain', 'PR11'], { LANG: 'zh_CN' })).toContain('已扣款');
    expect(await printed(['explain'], {}, '{"ret_code":"PR11"}')).toContain('"captured"');
  });
});
