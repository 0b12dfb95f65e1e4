import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SdkParameters } from 'nestjs-lianlian';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { paymentFields, signedByLianlian } from '../../support/lianlian-signs.js';
import { signedMessages } from '../../support/signed-messages.js';
import { rsa, sourceOf, WRONG_WAYS, wronglySigned } from '../../support/wrong-signatures.js';
import { selfSignedCertificate } from '../calls/support/certificate.js';
import { startProxy } from '../calls/support/proxy.js';
import { run, unwrapped } from './support/command-line.js';

const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const lianlian = generateKeyPairSync('rsa', { modulusLength: 1024 });

const pem = (key: KeyObject): string =>
  key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }).toString();
const env = {
  LIANLIAN_OID_PARTNER: '201304121000001004',
  LIANLIAN_PRIVATE_KEY: pem(merchant.privateKey),
  LIANLIAN_PUBLIC_KEY: pem(lianlian.publicKey),
  LIANLIAN_NOTIFY_URL: 'https://shop.lianlianpay.com/payments/notify',
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lianlian-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

interface Doctored {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

async function doctor(
  argv: readonly string[],
  given: { env?: Readonly<Record<string, string>>; input?: string } = { env },
): Promise<Doctored> {
  const { exitCode, out, errors } = run(['doctor', ...argv], given);
  const code = await exitCode;
  if (argv.includes('--json')) return { code, out: out(), errors: errors() };
  if (!argv.includes('explain')) return { code, out: unwrapped(out()), errors: unwrapped(errors()) };
  const verdict = /^[✓✗] [^]*?(?=\n {2}Signed: )/m;
  return {
    code,
    out: unwrapped(out(), 4).replace(verdict, (text) => unwrapped(text)),
    errors: unwrapped(errors()),
  };
}

describe('NO_PROXY', () => {
  const withProxy = { ...env, LIANLIAN_PROXY: 'true', HTTPS_PROXY: 'http://127.0.0.1:9' };

  it.each([
    ['127.0.0.0/8', 'entry 1 (127.0.0.0/8)'],
    ['localhost, 127.*', 'entry 2 (127.*)'],
    ['localhost;127.0.0.1', 'entry 1 (localhost;127.0.0.1)'],
    ['*,localhost', 'entry 1 (*)'],
    ['http://shop:s3cret@host', 'entry 1 is'],
  ])('%s is warned of', async (value, words) => {
    const { code, out } = await doctor(['--offline'], { env: { ...withProxy, no_proxy: value } });
    expect(out).toContain(`! no_proxy: ${words}`);
    expect(out).toContain('no form that is read');
    expect(out).not.toContain('s3cret');
    expect(code).toBe(0);
  });

  it.each(['', '*', 'localhost,127.0.0.1:8080 ::1', '.a.example, *.b_1.example,[::1]:80,db'])(
    '%s is fine',
    async (value) => {
      const { out } = await doctor(['--offline'], { env: { ...withProxy, NO_PROXY: value } });
      expect(out).not.toContain('NO_PROXY');
    },
  );

  it('is not looked at where no proxy of the environment is used', async () => {
    const { out } = await doctor(['--offline'], { env: { ...env, NO_PROXY: '127.*' } });
    expect(out).not.toContain('NO_PROXY');
  });
});

describe('nestjs-lianlian doctor', () => {
  it('finds right settings right', async () => {
    const given = await file('handed-in.pem', pem(merchant.publicKey));
    const { code, out } = await doctor(['--offline', '--merchant-public-key', given]);
    expect(out).toContain('✓ start: The module starts with these settings.');
    expect(out).toContain('✓ privateKey: private key, RSA of 2048 bits, fingerprint ');
    expect(out).toContain('✓ lianlianPublicKey: public key, RSA of 1024 bits, fingerprint ');
    expect(out).toMatch(/\n\nAll is well\.\n$/);
    expect(code).toBe(0);
  });

  it('says that it could not compare the private key with what LianLian has', async () => {
    const { code, out } = await doctor(['--offline']);
    expect(out).toMatch(/! privateKey: was not compared with the public key .* --merchant-public-key/);
    expect(out).toContain('0 problems, 1 warning.\n');
    expect(code).toBe(0);
  });

  it('reads a .env file, and takes what is set for stronger', async () => {
    const lines = Object.entries(env).map(([name, value]) => `${name}="${value.replaceAll('\n', '\\n')}"`);
    const envFile = await file('.env', lines.join('\n'));
    expect((await doctor(['--offline', '--env-file', envFile], {})).code).toBe(0);
    const wrong = await doctor(['--offline', '--env-file', envFile], { env: { LIANLIAN_OID_PARTNER: '1' } });
    expect(wrong.code).toBe(1);
    expect(wrong.out).toContain('✗ oidPartner: ');
    const missing = await doctor(['--env-file', join(folder, 'nowhere')], {});
    expect(missing).toMatchObject({ code: 2 });
    expect(missing.errors).toContain('the file that --env-file names cannot be read (ENOENT)');
  });

  const PROBLEMS: readonly [what: string, env: Readonly<Record<string, string>>, line: RegExp][] = [
    ['nothing is set', {}, /✗ oidPartner: is missing/],
    [
      'a public key for the private one',
      { ...env, LIANLIAN_PRIVATE_KEY: pem(merchant.publicKey) },
      /✗ privateKey: is a public key/,
    ],
    [
      'a private key for the public one',
      { ...env, LIANLIAN_PUBLIC_KEY: pem(merchant.privateKey) },
      /✗ lianlianPublicKey: is a private key/,
    ],
    [
      "the merchant's own public key",
      { ...env, LIANLIAN_PUBLIC_KEY: pem(merchant.publicKey) },
      /✗ lianlianPublicKey: is the merchant's own/,
    ],
    [
      'half a key',
      { ...env, LIANLIAN_PRIVATE_KEY: pem(merchant.privateKey).slice(0, 300) },
      /✗ privateKey: begins like PEM/,
    ],
    ['a merchant number that is none', { ...env, LIANLIAN_OID_PARTNER: '2013' }, /✗ oidPartner: /],
    ['an algorithm that is none', { ...env, LIANLIAN_SIGN_TYPE: 'MD5' }, /✗ signType: must be/],
    [
      'a local address',
      { ...env, LIANLIAN_NOTIFY_URL: 'http://192.168.1.2/payments/notify' },
      /✗ notifyUrl: names 192\.168\.1\.2/,
    ],
    [
      'a local name',
      { ...env, LIANLIAN_NOTIFY_URL: 'https://localhost:3000/n' },
      /✗ notifyUrl: names localhost/,
    ],
  ];

  it.each(PROBLEMS)('finds %s', async (_what, wrong, line) => {
    const { code, out } = await doctor(['--offline'], { env: wrong });
    expect(out).toMatch(line);
    expect(code).toBe(1);
    for (const secret of [merchant.privateKey, lianlian.privateKey])
      expect(out).not.toContain(pem(secret).split('\n')[1]);
  });

  it('finds what the start cannot know', async () => {
    const given = await file('given.pem', pem(other.publicKey));
    const { code, out } = await doctor(['--offline', '--merchant-public-key', given]);
    expect(out).toContain('✗ privateKey: does not belong to the public key that was given to LianLian');
    expect(code).toBe(1);
    const right = await file('right.pem', pem(merchant.publicKey));
    expect((await doctor(['--offline', '--merchant-public-key', right])).out).toContain(
      '✓ privateKey: belongs to',
    );
  });

  it('warns of what starts, and does not do what was meant', async () => {
    const small = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const { code, out } = await doctor(['--offline'], {
      env: {
        ...env,
        LIANLIAN_PRIVATE_KEY: pem(small.privateKey),
        LIANLIAN_NOTFY_URL: 'https://shop.lianlianpay.com/n',
        LIANLIAN_RETURN_URL: 'http://shop.lianlianpay.com',
      },
    });
    expect(out).toMatch(/! LIANLIAN_NOTFY_URL: .*LIANLIAN_NOTIFY_URL/);
    expect(out).toContain('! privateKey: has 1024 bits');
    expect(out).toContain('! returnUrl: is http');
    expect(out).toContain('! returnUrl: has no path');
    expect(out).toContain('0 problems, 5 warnings.\n');
    expect(code).toBe(0);
  });

  it('takes settings from its options', async () => {
    const [privateKey, publicKey] = [
      await file('a.pem', pem(merchant.privateKey)),
      await file('b.pem', pem(lianlian.publicKey)),
    ];
    const argv = [
      '--offline',
      '--oid-partner',
      '201304121000001004',
      '--private-key',
      privateKey,
      '--lianlian-public-key',
      publicKey,
    ];
    expect((await doctor([...argv, '--notify-url', 'https://shop.lianlianpay.com/n'], {})).code).toBe(0);
    expect((await doctor([...argv, '--sign-type', 'x'], { env })).out).toContain('✗ signType');
  });

  it('prints JSON', async () => {
    const { out } = await doctor(['--offline', '--json'], { env: { ...env, LIANLIAN_OID_PARTNER: '1' } });
    const { checks } = JSON.parse(out) as { checks: { level: string; subject: string }[] };
    expect(checks).toContainEqual(expect.objectContaining({ level: 'problem', subject: 'oidPartner' }));
  });

  it.each([
    [['please'], 'argument 3 is neither an option nor the word explain'],
    [['explain', '1234'], "As a return code, 1234 is in none of LianLian's tables"],
    [['explain', 'a', 'b'], 'argument 5 is one too many: the doctor explains one file'],
    [['--from', 'me', 'explain'], '--from takes merchant or lianlian'],
    [
      ['--merchant-public-key', '/nowhere.pem'],
      'the file that --merchant-public-key names cannot be read (ENOENT)',
    ],
    [['--hurry'], 'argument 3 is not an option'],
    [['--ofline'], 'argument 3 is not an option: do you mean --offline?'],
  ])('exits with 2 for %j', async (argv, reason) => {
    const { code, errors } = await doctor(['--offline', ...argv]);
    expect(errors.split('\n')).toEqual([
      expect.stringContaining(reason),
      'Run nestjs-lianlian doctor --help for usage',
      '',
    ]);
    expect(code).toBe(2);
  });
});

describe('addresses', () => {
  it.each([
    ['NOTIFY_URL', 'shop.example/notify', /✗ notifyUrl: must be an absolute http or https URL/],
    ['RETURN_URL', 'https://shop.example:99999/', /✗ returnUrl: must be an absolute http or https URL/],
    ['GATEWAY', 'htp:/x', /✗ gateway: must be an absolute http or https URL/],
    ['PROXY', 'proxy:3128', /✗ http\.proxy: has no http:\/\/ or https:\/\//],
  ])('that are none are named: LIANLIAN_%s=%s', async (name, value, line) => {
    const { code, out } = await doctor(['--offline'], { env: { ...env, [`LIANLIAN_${name}`]: value } });
    expect(out).toMatch(line);
    expect(code).toBe(1);
  });

  it.each([
    ['http://sandbox.example.com', true],
    ['http://192.168.1.7:4000', true],
    ['http://sandbox:4000', true],
    ['https://sandbox.example.com', false],
    ['http://localhost:4000', false],
    ['http://127.0.0.1:4000', false],
    ['http://[::1]:4000', false],
  ])('of a gateway that others can listen to are warned of: %s', async (LIANLIAN_GATEWAY, isWarned) => {
    const { out } = await doctor(['--offline'], { env: { ...env, LIANLIAN_GATEWAY } });
    expect(out).toContain(`! gateway: is set: every call goes to ${LIANLIAN_GATEWAY}`);
    expect(out.includes('is another machine: anyone in between can read card numbers')).toBe(isWarned);
  });

  it('are shown without what their query says', async () => {
    const { out } = await doctor(['--offline'], {
      env: { ...env, LIANLIAN_NOTIFY_URL: 'https://shop.lianlianpay.com/notify?token=s3cret' },
    });
    expect(out).toContain('✓ notifyUrl: https://shop.lianlianpay.com/notify?…');
    expect(out).not.toContain('s3cret');
  });
});

describe('hosts and clocks', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  /** A gateway whose clock is so much ahead. */
  async function gateway(aheadMs: number): Promise<{ origin: string; seen: string[] }> {
    const seen: string[] = [];
    server = createServer((request, response) => {
      seen.push(`${String(request.method)} ${String(request.url)}`);
      response.sendDate = false;
      response.writeHead(404, { date: new Date(Date.now() + aheadMs).toUTCString() }).end();
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return { origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, seen };
  }

  it.each([
    [0, '✓ clock: agrees', 0],
    [120_000, "! clock: this machine's clock is 120 seconds behind", 0],
    [-600_000, "✗ clock: this machine's clock is 600 seconds ahead", 1],
  ])('are compared: %d ms', async (aheadMs, line, code) => {
    const { origin, seen } = await gateway(aheadMs);
    const result = await doctor([], { env: { ...env, LIANLIAN_GATEWAY: origin } });
    // A second or two pass on a busy machine.
    expect(result.out.replace(/\b(119|121|122)\b/, '120').replace(/\b(599|598|601|602)\b/, '600')).toContain(
      line,
    );
    expect(result.out).toContain(`✓ ${origin}: answers`);
    expect(result.code).toBe(code);
    expect(seen).toEqual(['HEAD /']);
  });

  it('are not believed with a certificate that nobody vouches for', async () => {
    const secure = createSecureServer(selfSignedCertificate(), (_request, response) => response.end());
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    const origin = `https://localhost:${String((secure.address() as AddressInfo).port)}`;
    const { code, out } = await doctor([], { env: { ...env, LIANLIAN_GATEWAY: origin } });
    secure.close();
    expect(out).toMatch(
      /✗ https:\/\/localhost:\d+: cannot be reached: nobody whom Node trusts .*SELF_SIGNED.* NODE_EXTRA_CA_CERTS=FILE/,
    );
    expect(code).toBe(1);
  });

  it('are reached through the proxy that the settings name, which is told without its password', async () => {
    const proxy = await startProxy('cash:s3cret');
    const { origin } = await gateway(0);
    const through = `http://127.0.0.1:${String(proxy.port)}`;
    const right = { ...env, LIANLIAN_GATEWAY: origin, LIANLIAN_PROXY: proxy.url };
    const fine = await doctor([], { env: right });
    expect(fine).toMatchObject({ code: 0 });
    expect(fine.out).toContain(`✓ ${origin}: answers through the proxy ${through}`);
    expect(proxy.asked).toEqual([new URL(origin).host]);

    const variables = { LIANLIAN_PROXY: 'true', HTTP_PROXY: proxy.url.replace('s3cret', 'wr0ng') };
    const refused = await doctor([], { env: { ...right, ...variables } });
    expect(refused.out).toContain(`✗ ${origin}: cannot be reached through the proxy ${through}: `);
    expect(refused.out).toContain('HTTP 407');
    expect(refused.code).toBe(1);

    const unusable = { LIANLIAN_PROXY: 'true', HTTP_PROXY: 'cash:s3cret@127.0.0.1:1' };
    const malformed = await doctor([], { env: { ...right, ...unusable } });
    expect(malformed.out).toMatch(/✗ start: .*HTTP_PROXY/);
    expect(malformed.out).toContain('✓ privateKey');
    expect(malformed.out).not.toContain('s3cret');

    await proxy.stop();
    const gone = await doctor(['--proxy', proxy.url], { env: right });
    expect(gone.out).toMatch(/cannot be reached through the proxy http:\/\/127.*: ECONNREFUSED/);
    for (const { out } of [fine, refused, gone]) expect(out).not.toMatch(/s3cret|wr0ng/);
  });

  it('are named where they cannot be reached', async () => {
    const { origin } = await gateway(0);
    await new Promise((resolve) => server?.close(resolve));
    const { code, out } = await doctor([], { env: { ...env, LIANLIAN_GATEWAY: origin } });
    expect(out).toContain(`✗ ${origin}: cannot be reached: ECONNREFUSED`);
    expect(code).toBe(1);
  });
});

describe('nestjs-lianlian doctor explain', () => {
  const REQUEST = {
    oid_partner: '201304121000001004',
    sign_type: 'RSA',
    user_id: 'u-1',
    no_order: 'order-1',
    dt_order: '20261121120000',
    name_goods: '羽毛球',
    money_order: '210.90',
    notify_url: 'https://shop.example/notify',
    card_no: '6222020000000000123',
    risk_item: '{"frms_ware_category":"1009","user_info_bind_phone":"13958069593"}',
  };
  const signers = { merchant: merchant.privateKey, stranger: other.privateKey };

  it.each(WRONG_WAYS)('names the cause: %s', async (way) => {
    const { cause, sent } = wronglySigned(way, REQUEST, signers);
    const { code, out } = await doctor(['explain', '--json'], { env, input: JSON.stringify(sent) });
    const { diagnosis } = JSON.parse(out) as { diagnosis: { findings: { cause: string }[] } };
    expect(diagnosis.findings.map((finding) => finding.cause)).toEqual([cause]);
    expect(code).toBe(1);

    const text = await doctor(['explain', '-'], { env, input: JSON.stringify(sent) });
    expect(text.out).toContain('✗ ');
    const spoken = await doctor(['explain', '-'], {
      env: { ...env, LC_ALL: 'zh_CN.UTF-8' },
      input: JSON.stringify(sent),
    });
    expect(spoken.out).toMatch(/^ {2}[^\n]*[\u4e00-\u9fff]/m);
    expect(text.out).toContain('Masked in both: card_no, risk_item.');
    for (const secret of ['6222020000000000123', '13958069593']) expect(text.out).not.toContain(secret);
  });

  const right = { ...REQUEST, sign: rsa(sourceOf(REQUEST), merchant.privateKey) };
  const json = JSON.stringify(right);
  const form = new URLSearchParams(right).toString();
  const URLS = {
    direct: 'https://wallet.lianlianpay.com/llwalletapi/combinepay.htm',
    h5: 'https://wap.lianlianpay.com/travlepay.htm',
    mpayVerify: 'https://mpayapi.lianlianpay.com/v1/bankcardpay',
    exchange: 'https://fe-pay.lianlianpay.com/exchange/v1/bankcardpayapply',
  };

  it.each([
    ['JSON', json],
    ['JSON within a log line', `2026-11-21 12:00:00 INFO sent ${json} in 12 ms`],
    ['JSON in quotes', JSON.stringify(json)],
    ['a form', form],
    ['a form with req_data', new URLSearchParams({ req_data: json }).toString()],
    [
      'a curl command',
      `curl -s -X POST ${URLS.direct} \\\n  -H 'content-type: application/json' \\\n  --data-raw '${json}'`,
    ],
    [
      'a curl command in double quotes',
      `$ curl "${URLS.direct}" -d "${json.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
    ],
    [
      'a curl command with fields',
      `curl ${URLS.h5} ${Object.entries(right)
        .map(([n, v]) => `--data-urlencode '${n}=${v}'`)
        .join(' ')}`,
    ],
    [
      'an HTTP request',
      `POST /llwalletapi/combinepay.htm HTTP/1.1\r\nHost: wallet.lianlianpay.com\r\nContent-Type: application/json\r\n\r\n${json}\r\n`,
    ],
  ])('takes %s', async (_what, input) => {
    const { code, out, errors } = await doctor(['explain'], { env, input });
    expect(errors).toBe('');
    expect(out).toContain('✓ The signature is right.');
    expect(out).toContain('Signed: with the right key, MD5.');
    expect(code).toBe(0);
  });

  it('names the API, and its algorithms', async () => {
    const sent = { ...REQUEST, sign_type: 'SHA256withRSA' };
    const body = JSON.stringify({ ...sent, sign: rsa(sourceOf(sent), merchant.privateKey, 'sha256') });
    const { out } = await doctor(['explain'], { env, input: `curl ${URLS.direct} -d '${body}'` });
    expect(out).toContain('Its sign_type is not accepted here');
    expect(out).toContain('Accepted for this message: RSA.');
    expect((await doctor(['explain'], { env, input: body })).code).toBe(0);
  });

  it.each([
    ['mpayVerify', 0],
    ['exchange', 1],
  ] as const)('knows whether SHA256withRSA is taken at %s', async (where, expected) => {
    const sent = { ...REQUEST, sign_type: 'SHA256withRSA' };
    const body = JSON.stringify({ ...sent, sign: rsa(sourceOf(sent), merchant.privateKey, 'sha256') });
    const { code } = await doctor(['explain'], { env, input: `curl ${URLS[where]} -d '${body}'` });
    expect(code).toBe(expected);
  });

  it('explains the parameters that an app hands to the SDK, and shows none of their secrets', async () => {
    const payer = { acct_name: '张三丰', id_type: '0', id_no: '410782198912151334', pay_type: 'M' };
    const fields = { ...REQUEST, ...payer };
    const parameters = new SdkParameters({ ...fields, sign: rsa(sourceOf(fields), merchant.privateKey) });
    const kept = await doctor(['explain'], { env, input: JSON.stringify(parameters) });
    expect(kept.out).toContain('✓ The signature is right.');
    const changed = await doctor(['explain'], {
      env,
      input: JSON.stringify({ ...parameters, money_order: '1.00' }),
    });
    expect(changed.code).toBe(1);
    for (const secret of ['张三丰', payer.id_no, REQUEST.card_no]) {
      for (const { out } of [kept, changed]) expect(out).not.toContain(secret);
    }
  });

  it('explains a notification, with the key that signed it', async () => {
    const notification = JSON.stringify(signedByLianlian(paymentFields(), lianlian.privateKey));
    const { code, out } = await doctor(['explain', await file('n.json', notification)]);
    expect(out).toContain("A message of LianLian's.");
    expect(code).toBe(0);
    const own = JSON.stringify(signedByLianlian(paymentFields(), merchant.privateKey));
    const wrong = await doctor(['explain'], { env, input: own });
    expect(wrong.out).toContain('✗ It was signed with another key.');
    expect(wrong.out).toContain("the merchant's own key");
  });

  it('explains a return in a URL', async () => {
    const data = JSON.stringify(signedByLianlian(paymentFields(), lianlian.privateKey));
    const input = `https://shop.example/return?${new URLSearchParams({ res_data: data }).toString()}`;
    expect((await doctor(['explain'], { env, input })).code).toBe(0);
  });

  it("calls LianLian's real messages right", async () => {
    const argv = ['explain', '--lianlian-public-key', 'test/fixtures/lianlian-public-key.pem'];
    for (const { body, unsigned = [] } of signedMessages) {
      const explained = await doctor(argv, { input: JSON.stringify(body) });
      expect(explained).toMatchObject({ code: 0, errors: '' });
      for (const name of unsigned) expect(explained.out).toContain(`it does not cover ${name}`);
      const altered = await doctor(argv, { input: JSON.stringify({ ...body, ret_msg: 'x' }) });
      expect(altered.code).toBe(1);
    }
  });

  it('tells of blanks in names, although they were signed', async () => {
    const { no_order, ...rest } = REQUEST;
    const sent = { ...rest, 'no_order ': no_order };
    const body = JSON.stringify({ ...sent, sign: rsa(sourceOf(sent), merchant.privateKey) });
    const { code, out } = await doctor(['explain'], { env, input: body });
    expect(out).toContain('The name "no_order " has a blank');
    expect(code).toBe(1);
  });

  it.each([
    ['', 'nothing was pasted'],
    ['{"a":1', 'it begins like JSON, and is none'],
    ['a=1&a=2', 'a field of the form is there twice'],
    ['curl https://x.example -d @body.json', 'curl reads the body from a file'],
    ['hello', 'there is neither JSON nor a form in it'],
    ['POST / HTTP/1.1\nHost: x', 'there is no body below the headers'],
    ['https://shop.example:99999/?a=1', 'the URL in it is none'],
    ['GET /?a=1 HTTP/1.1\nHost: [x\n', 'the URL in it is none'],
    [
      `{${Array.from({ length: 501 }, (_, at) => `"a${String(at)}":"1"`).join()}}`,
      'it has more than 500 fields',
    ],
  ])('exits with 2 for %j', async (input, reason) => {
    const { code, errors } = await doctor(['explain'], { env, input });
    expect(errors).toContain(reason);
    expect(code).toBe(2);
  });

  it('says which key it needs', async () => {
    const { code, errors } = await doctor(['explain'], { input: json });
    expect(errors).toContain("the merchant's key is needed");
    expect(code).toBe(2);
    const given = await file('own.pem', pem(merchant.publicKey));
    expect((await doctor(['explain', '--merchant-public-key', given], { input: json })).code).toBe(0);
  });

  it('obeys no terminal codes of a message', async () => {
    const sent = { ...REQUEST, name_goods: '\u001b[2Jx' };
    const body = JSON.stringify({
      ...sent,
      sign: rsa(sourceOf(sent), createPrivateKey(pem(merchant.privateKey))),
    });
    const { out } = await doctor(['explain'], { env, input: body });
    expect(out).toContain('name_goods=\\u001b[2Jx');
    expect(out).not.toContain('\u001b');
  });
});

describe('nestjs-lianlian doctor explain, of a return code', () => {
  it.each(['1002', '9983', '8901', '5002', '9093'])(
    'says of %s what it means, and that the time may not have been kept as it was sent',
    async (ret_code) => {
      const { code, out } = await doctor(['explain', ret_code], {});
      expect(code).toBe(0);
      expect(out).toMatch(
        new RegExp(`^ret_code ${ret_code} \\S+ \\((duplicate|not_found)\\): [a-z-]+\\.$`, 'm'),
      );
      expect(out).toContain('a column that rounds milliseconds up, or is read in another zone');
    },
  );

  it('of a response that LianLian does not sign, without any key', async () => {
    const input = '{"ret_code":"8901","ret_msg":"没有记录"}';
    const { code, out } = await doctor(['explain'], { input });
    expect(code).toBe(1);
    expect(out).toMatch(
      /^ret_code 8901 没有记录 \(not_found\): fix-request\.\n {2}LianLian has no such record\./,
    );
    const json = await doctor(['explain', '--json'], { input });
    expect(JSON.parse(json.out)).toMatchObject({ code: { ret_code: '8901', category: 'not_found' } });
    // LianLian's texts vary: what it said stands there.
    const other = await doctor(['explain'], { input: '{"ret_code":"8901","ret_msg":"查无此单"}' });
    expect(other.out).toMatch(/^ret_code 8901 查无此单 \(not_found\): fix-request\./);
  });

  it('of a signed response, below what is said of its signature', async () => {
    const refusal = { ret_code: '1002', ret_msg: '第三方单号重复', oid_partner: '201304121000001004' };
    const input = JSON.stringify(signedByLianlian(refusal, lianlian.privateKey));
    const { code, out } = await doctor(['explain'], { env, input });
    // The exit code speaks of the signature, as for every message.
    expect(code).toBe(0);
    expect(out.indexOf('✓')).toBeLessThan(
      out.indexOf('ret_code 1002 第三方单号重复 (duplicate): query-first.'),
    );
    expect(out).toContain('✓');
    const json = await doctor(['explain', '--json'], { env, input });
    expect(JSON.parse(json.out)).toMatchObject({
      ...{ diagnosis: { verifies: true }, code: { ret_code: '1002', advice: 'query-first' } },
    });
  });

  it('of a success it says nothing', async () => {
    const input = JSON.stringify(
      signedByLianlian({ ...paymentFields(), ret_code: '0000' }, lianlian.privateKey),
    );
    const { code, out } = await doctor(['explain'], { env, input });
    expect(code).toBe(0);
    expect(out).not.toContain('ret_code 0000');
  });

  it('tells every meaning of a code, by product', async () => {
    const { code, out } = await doctor(['explain', '9913'], { env });
    expect(code).toBe(0);
    expect(out).toContain('ret_code 9913 该卡已签约成功 (already_done): query-first.');
    expect(out).toContain('超过单月限额 (limit): ask-payer.');
    expect(out).toContain("The month's limit of payouts is used up.");
    const { out: json } = await doctor(['explain', '9913', '--json'], { env });
    expect(JSON.parse(json)).toMatchObject({ code: { elsewhere: { payout: { category: 'limit' } } } });
  });

  it('tells of a code that payouts alone have that it says nothing elsewhere', async () => {
    const { out } = await doctor(['explain', '4012'], { env });
    expect(out).toContain('ret_code 4012 银行卡查询异常 (card): ask-payer.');
    expect(out).toContain('Documented for payouts (payout.apply, payout.confirm, payout.query) alone.');
  });

  it.each([
    [
      'en_US.UTF-8',
      'In payouts (payout.apply, payout.confirm, payout.query): 敏感信息解密异常',
      'wrong public key',
    ],
    [
      'zh_CN.UTF-8',
      '在代付（payout.apply、payout.confirm、payout.query）中：敏感信息解密异常',
      '多半是公钥用错了',
    ],
  ])(
    'tells in %s what a payout that cannot be decrypted means, by API, and to query',
    async (LC_ALL, ...told) => {
      const { code, out } = await doctor(['explain', '4007'], { env: { ...env, LC_ALL } });
      expect(code).toBe(0);
      const text = out.replaceAll(/\s+/g, '');
      for (const each of [...told, 'query-first', 'payouts.query']) {
        expect(text).toContain(each.replaceAll(' ', ''));
      }
    },
  );

  it.each(['4001', '4008', '4009', '4010', '4011'])(
    'tells of %s that a confirmation may have arrived all the same, in both languages',
    async (ret_code) => {
      for (const [LC_ALL, told] of [
        ['en_US.UTF-8', 'From payout.confirm the outcome is unknown, whatever the code'],
        ['zh_CN.UTF-8', '由 payout.confirm 返回时，无论是什么码，结果都未知'],
      ] as const) {
        const { out } = await doctor(['explain', ret_code], { env: { ...env, LC_ALL } });
        expect(out.replaceAll(/\s+/g, '')).toContain(told.replaceAll(' ', ''));
      }
    },
  );

  it.each(['1002', '8901', '9104'])('tells of %s nothing of confirmations', async (ret_code) => {
    const { out } = await doctor(['explain', ret_code], { env });
    expect(out).not.toContain('payout.confirm the outcome');
  });

  it('does not take other text for a code', async () => {
    const { code, errors } = await doctor(['explain', '1234'], { env });
    expect(code).toBe(2);
    expect(errors).toContain("1234 is in none of LianLian's tables");
  });
});
